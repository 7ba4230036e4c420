"""`make check`: every check that needs no database server and no browser, two at a time; the slowest begins first."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from machine import ROOT, say

BIN = ROOT / ".venv" / "bin"
CHECKS = {
    "kiểu (mypy)": ["mypy"],
    "mã (ruff)": ["ruff", "check", "--quiet", "."],
    "định dạng (ruff)": ["ruff", "format", "--check", "--quiet", "."],
    "mẫu trang (djlint)": ["djlint", "templates", "--lint", "--quiet"],
    "mũi tên giữa các phòng (import-linter)": ["lint-imports", "--no-cache"],
    "migration còn thiếu": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "cấu hình (manage.py check)": ["python", "manage.py", "check", "--fail-level", "WARNING"],
}


def run(name: str, environment: dict) -> bool:
    """One check, its output shown only when it fails."""
    program, *arguments = CHECKS[name]
    started = time.monotonic()
    done = subprocess.run(
        [BIN / program, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace"
    )
    seconds = f"{time.monotonic() - started:.1f} s"
    if done.returncode == 0:
        say(f"{name}: sạch ({seconds})")
        return True
    say(f"{name}: CÓ LỖI ({seconds})\n{done.stdout}{done.stderr}")
    return False


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="phoihop-check-") as data:
        environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        environment |= {"DATA_DIR": data, "ENV_FILE": os.devnull, "PATH": f"{BIN}:{os.environ['PATH']}"}
        with ThreadPoolExecutor(2) as pool:
            clean = list(pool.map(lambda name: run(name, environment), CHECKS))
    sys.exit(0 if all(clean) else 1)


if __name__ == "__main__":
    main()
