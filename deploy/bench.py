"""`make bench`, `make soak`: a throw-away PostgreSQL, and a module of benchmarks/ run on it.

Ends by itself, also when interrupted. `deploy/bench.py benchmarks.soak --days 60` passes the rest on.
"""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from machine import ROOT, apt_install, say, stop
from servers import postgres_folder, start_postgres


def main() -> int:
    if postgres_folder() is None:
        apt_install(["postgresql"], "để đo tốc độ")
        if postgres_folder() is None:
            stop("Thiếu PostgreSQL: không đo được.")
    with ExitStack() as stack:
        scratch = tempfile.TemporaryDirectory(prefix="phoihop-bench-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(scratch))
        folder.chmod(0o711)  # the server's own user passes through to its folder
        say("Khởi động PostgreSQL tạm…")
        environment = {name: value for name, value in os.environ.items() if name != "REDIS_URL"} | {
            "DATA_DIR": str(folder / "data"),
            "ENV_FILE": os.devnull,
            "DATABASE_URL": start_postgres(stack, folder / "postgres", secrets.token_urlsafe(16)),
        }
        command = [sys.executable, "-m", *(sys.argv[1:] or ["benchmarks"])]
        return subprocess.run(command, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # leave through the exit stack
    sys.exit(main())
