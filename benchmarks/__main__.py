"""Migrate an empty database, measure, print the table. Exit code 1 when a ratio is missed.

`deploy/bench.py benchmarks exchange ledger` measures only the parts named.
"""

import os
import signal
import subprocess
import sys

import django

LIMIT = 2 * 60 * 60
"""Seconds after which measuring gives up (leaving every server through its own end)."""


PARTS = ["redaction", "ledger", "exchange", "searching", "duplicates"]


def main() -> int:
    wanted = sys.argv[1:] or PARTS
    if set(wanted) - set(PARTS):
        sys.exit(f"Chỉ có các phần: {', '.join(PARTS)}.")
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("Đo quá lâu: dừng."))
    signal.alarm(LIMIT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings
    from django.db import connection  # noqa: PLC0415

    from benchmarks import duplicates, exchange, ledger, redaction, searching  # noqa: PLC0415

    if connection.vendor != "postgresql" or connection.introspection.table_names():
        sys.exit("Chỉ đo trên một cơ sở dữ liệu PostgreSQL trống: make bench")
    call_command("migrate", verbosity=0)
    missed = 0
    parts = {"redaction": redaction, "ledger": ledger, "exchange": exchange, "searching": searching}
    for part in (parts[name] for name in wanted if name in parts):
        for row in part.rows():
            print(row, flush=True)  # noqa: T201
            missed += not row.is_reached
    if "duplicates" in wanted:
        missed += not duplicates.told(duplicates.COUNTED)
    if wanted == PARTS:
        # The pages of petitions on the small installation's database, for information.
        subprocess.run([sys.executable, "-m", "benchmarks.searching", "--sqlite"], check=False)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
