"""`make test`: the whole suite on SQLite, then on a real PostgreSQL with a real Redis and a real Chromium.

The servers are throw-away ones: on free ports, with their data in a temporary folder, run by their own users, and they
end with this program whatever happens. What is missing and may not be installed skips its tests and is named; with
CI=true it is a failure. Arguments go to pytest: `.venv/bin/python deploy/test.py -k petition`.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from machine import ROOT, apt_command, apt_install, say, stop
from servers import chromium, postgres_folder, start_postgres, start_redis

PACKAGES = {"PostgreSQL": "postgresql", "Redis": "redis-server", "Chromium": "chromium", "pdftotext": "poppler-utils"}
NOT_OURS = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "DEBUG"}  # of the installation, not of its tests
ON_SQLITE = "not postgres and (smoke or not journey)"


def present() -> dict[str, bool]:
    return {
        "PostgreSQL": postgres_folder() is not None,
        "Redis": bool(shutil.which("redis-server")),
        "Chromium": chromium() is not None,
        "pdftotext": bool(shutil.which("pdftotext")),
    }


def ensure_programs() -> dict[str, bool]:
    """Install what is missing where we may; name what stays missing."""
    found = present()
    if missing := [PACKAGES[name] for name in found if not found[name]]:
        apt_install(missing, "để chạy kiểm thử")
        found = present()
    for name in (name for name in found if not found[name]):
        advice = f"quản trị viên hãy chạy: {apt_command([PACKAGES[name]])}"
        if os.environ.get("CI") == "true":
            stop(f"Thiếu {name}, không chạy đủ kiểm thử; {advice}")
        say(f"Thiếu {name}: bỏ qua các kiểm thử cần nó; {advice}")
    return found


def pytest(environment: dict, *arguments: str) -> int:
    command = [sys.executable, "-m", "pytest", "-n", os.environ.get("TEST_WORKERS", "2"), "--dist", "loadgroup"]
    return subprocess.run([*command, *arguments], cwd=ROOT, env=environment).returncode


def main() -> int:
    found = ensure_programs()
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    arguments = sys.argv[1:]
    with ExitStack() as stack:
        scratch = tempfile.TemporaryDirectory(prefix="phoihop-test-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(scratch))
        folder.chmod(0o711)  # the servers' own users pass through to their folders
        environment["DATA_DIR"] = str(folder / "data")
        password = secrets.token_urlsafe(16)
        if found["Redis"]:
            say("Khởi động Redis tạm…")
            environment["TEST_REDIS_URL"] = start_redis(stack, folder / "redis", password)
        started = time.monotonic()
        say("Kiểm thử trên SQLite…")
        result = pytest(environment, "-m", ON_SQLITE, *arguments)
        if result or not found["PostgreSQL"]:
            return result
        say(f"SQLite: xong sau {time.monotonic() - started:.0f} s. Khởi động PostgreSQL tạm…")
        environment["DATABASE_URL"] = start_postgres(stack, folder / "postgres", password)
        say("Kiểm thử trên PostgreSQL, gồm mọi hành trình trong trình duyệt…")
        return pytest(environment, *arguments)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # leave through the exit stack
    sys.exit(main())
