"""A simulated year of reminders over thousands of duties, with everything failing that can fail: `make soak`.

The same simulator as the sixty days of `make test` (tests/deadlines/reminders/simulation.py). Prints the counts and
writes them to benchmarks/soak.txt, to be committed, when no promise was broken; else exit code 1.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import django

RESULT = Path(__file__).with_name("soak.txt")


def main() -> int:
    parser = argparse.ArgumentParser(description="Mô phỏng bộ phận nhắc hạn.")
    parser.add_argument("--days", type=int, default=365, help="số ngày")
    parser.add_argument("--duties", type=int, default=3000, help="số việc")
    parser.add_argument("--seed", type=int, default=2026, help="hạt giống ngẫu nhiên")
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415 - need the settings
    from django.test.utils import override_settings, setup_databases, teardown_databases  # noqa: PLC0415

    from tests.deadlines.reminders.simulation import Simulation  # noqa: PLC0415

    databases = setup_databases(verbosity=0, interactive=False)
    started = time.monotonic()
    try:
        with transaction.atomic(), override_settings(WEBHOOK_URL="https://cong.example/"):
            report = Simulation(days=asked.days, duties=asked.duties, seed=asked.seed).run()
            transaction.set_rollback(True)
    finally:
        teardown_databases(databases, verbosity=0)
    words = (
        f"{asked.days} ngày, {asked.duties} việc, hạt giống {asked.seed}, {connection.vendor}, "
        f"{(time.monotonic() - started) / 60:.0f} phút\n"
        f"điều đã hứa mà không giữ: {len(report.broken)}\n\n{report}\n"
    )
    print(words, *report.broken, sep="\n")  # noqa: T201
    if not report.broken:
        RESULT.write_text(words)
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
