"""`make lock`: pin and hash requirements*.in. Needs uv on the PATH; no address of an index gets into the result."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from machine import ROOT, say, stop

NAMES = ["requirements", "requirements-node", "requirements-dev"]  # dev after the one it is constrained by
OPTIONS = ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet"]
WAIT = timedelta(days=7)  # a release that turns out bad is usually withdrawn within a week


def main() -> None:
    if not shutil.which("uv"):
        stop("Cần uv để ghim phiên bản: pip install uv")
    newest = os.environ.get("EXCLUDE_NEWER", (datetime.now(UTC) - WAIT).date().isoformat())
    for name in NAMES:
        say(f"Ghim {name}.in…")
        command = ["uv", "pip", "compile", "--python-version", "3.11", "--exclude-newer", newest, *OPTIONS]
        upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
        subprocess.run([*command, *upgrade, f"{name}.in", "-o", f"{name}.txt"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
