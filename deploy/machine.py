"""What set-up and the test run ask of the machine: Debian packages, programs, plain words. Standard library only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "var" / "setup.log"


def say(text: str) -> None:
    """One line of progress."""
    print(f"· {text}", flush=True)


def stop(text: str) -> None:
    """One clear line, exit code 1."""
    print(text, file=sys.stderr, flush=True)
    sys.exit(1)


def run_logged(command: list, *, env: dict | None = None) -> bool:
    """Run a program with its chatter in the log file; True when it succeeded."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("ab") as log:
        log.write(f"$ {' '.join(map(str, command))}\n".encode())
        log.flush()
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=os.environ | (env or {}), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        except OSError as error:
            log.write(f"{error}\n".encode())
            return False
    return done.returncode == 0


def is_root() -> bool:
    return os.geteuid() == 0


def apt_command(packages: list[str]) -> str:
    """What an administrator has to type."""
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def apt_install(packages: list[str], why: str) -> bool:
    """Install Debian packages where we may; False where we may not or it failed."""
    if not is_root() or not shutil.which("apt-get"):
        return False
    say(f"Cài {', '.join(packages)} ({why})…")
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    # On a fresh machine the package lists are empty or old: read them and try again.
    return run_logged(install, env=env) or (run_logged(["apt-get", "update"], env=env) and run_logged(install, env=env))
