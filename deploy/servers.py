"""Throw-away servers for the tests: found on this machine, started on free ports, ended with their parent."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from machine import is_root, stop

OLDEST_POSTGRES = 15
PATIENCE = 60  # seconds for a server to answer
PR_SET_PDEATHSIG = 1


def chromium() -> str | None:
    """Path of the browser, if the machine has one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def postgres_folder() -> Path | None:
    """Folder with initdb and postgres of the newest version that is new enough. Debian keeps it off the PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb") if path.parts[-3].isdecimal()]
    newest = max(folders, key=lambda folder: int(folder.parent.name), default=None)
    if newest and int(newest.parent.name) >= OLDEST_POSTGRES:
        return newest
    found = shutil.which("initdb")
    if not found:
        return None
    answer = subprocess.run([found, "--version"], capture_output=True, text=True).stdout  # "initdb (PostgreSQL) 16.2"
    version = answer.split()[-1].split(".")[0] if answer else ""
    return Path(found).resolve().parent if version.isdecimal() and int(version) >= OLDEST_POSTGRES else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def identity(*names: str) -> dict:
    """As root, the first of these users for `Popen`; otherwise we are already nobody special."""
    if not is_root():
        return {}
    for name in (*names, "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {}


def own_folder(folder: Path, who: dict) -> Path:
    """An empty folder that only the server's user may enter."""
    folder.mkdir(mode=0o700)
    if who:
        os.chown(folder, who["user"], who["group"])
    return folder


def start(stack: ExitStack, command: list, folder: Path, who: dict) -> None:
    """Run a server until the stack closes, or until we die; its log stays in its folder."""
    libc = ctypes.CDLL(None)
    log = stack.enter_context((folder / "server.log").open("wb"))
    server = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT),
        **who,
    )
    stack.callback(server.wait)
    stack.callback(server.send_signal, signal.SIGINT)


def wait_for(port: int, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    log = (folder / "server.log").read_text(errors="replace").splitlines()
    stop(f"Máy chủ tạm không trả lời ({folder.name}): {log[-1] if log else 'không có nhật ký'}")


def start_redis(stack: ExitStack, folder: Path, password: str) -> str:
    """A Redis that keeps nothing; its address."""
    who, port = identity("redis"), free_port()
    own_folder(folder, who)
    options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--requirepass", password]
    start(stack, ["redis-server", *map(str, options), "--dir", folder], folder, who)
    wait_for(port, folder)
    return f"redis://:{password}@127.0.0.1:{port}/0"


def start_postgres(stack: ExitStack, folder: Path, password: str) -> str:
    """A PostgreSQL that trades safety of its data for speed; its address."""
    who, port, programs = identity("postgres"), free_port(), postgres_folder()
    own_folder(folder, who)
    secret = folder / "password"
    secret.write_text(password)
    if who:
        os.chown(secret, who["user"], who["group"])
    data = folder / "data"
    options = ["--username", "phoihop", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    initdb = [programs / "initdb", "-D", data, *options, "--auth", "scram-sha-256", "--pwfile", secret]
    done = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, **who)
    if done.returncode:
        stop(f"Không tạo được PostgreSQL tạm: {done.stderr.strip().splitlines()[-1]}")
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "256MB",
        "log_min_messages": "fatal",
    }
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    start(stack, [programs / "postgres", "-D", data, *arguments], folder, who)
    wait_for(port, folder)
    return f"postgres://phoihop:{password}@127.0.0.1:{port}/postgres"
