"""The common calendar of a new installation: the `holidays` library, corrected by data/calendar.yaml.

Only a start: from then on the office edits the table (views/calendar.py), and nothing here touches a year that has a
row already.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from coordination.deadlines import calendars
from coordination.deadlines.calendar import DayKind
from coordination.deadlines.models import CalendarDay

FILE = Path(__file__).parent / "data" / "calendar.yaml"
_SWAPPED = re.compile(r"Ngày nghỉ \(thay cho ngày (\d\d/\d\d/\d{4})\)")
_OBSERVED = " (nghỉ bù)"


def load(using: str = DEFAULT_DB_ALIAS) -> int:
    """Insert the days of the known years of which the common calendar has none; how many days were inserted."""
    common = CalendarDay.objects.using(using).filter(locality=None)
    known = {day.year for day in common.values_list("day", flat=True)}
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    missing = [year for year in range(data["first_year"], data["last_year"] + 1) if year not in known]
    if not missing:
        return 0
    # Two processes may start at the same time: what the other one wrote stands.
    rows = [CalendarDay(**fields) for fields in days_of(missing, data)]
    CalendarDay.objects.using(using).bulk_create(rows, ignore_conflicts=True)
    calendars.forget()
    return len(rows)


def after_migrate(using: str = DEFAULT_DB_ALIAS, apps=apps, **_kwargs: Any) -> None:
    """Handler of `post_migrate`, which also follows the flush of a test; not while the table does not exist yet."""
    try:
        apps.get_model("deadlines", "CalendarDay")
    except LookupError:
        return
    if using == DEFAULT_DB_ALIAS:
        load(using)


def days_of(years: Iterable[int], data: dict) -> list[dict]:
    """The rows of those years, as fields of `CalendarDay`, in the order of days."""
    years = set(years)
    rows = _library(years) | {row["day"]: row for row in data["days"] if row["day"].year in years}
    return [data["years"][day.year] | rows[day] for day in sorted(rows)]


def _library(years: set[int]) -> dict[date, dict]:
    """What the library knows: kinds are read out of its names."""
    import holidays  # noqa: PLC0415 - a large library that is needed once in the life of an installation

    known = holidays.Vietnam(years=years, language="vi")
    rows = {}
    for day, name in known.items():
        if swapped := _SWAPPED.fullmatch(name):
            worked = datetime.strptime(swapped[1], "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
            rows[day] = _row(day, DayKind.SWAP_OFF, f"Nghỉ hoán đổi, làm bù ngày {worked:%d/%m/%Y}")
            rows[worked] = _row(worked, DayKind.MAKEUP_WORKING, f"Làm bù cho ngày {day:%d/%m/%Y}")
        elif name.endswith(_OBSERVED):
            rows[day] = _row(day, DayKind.COMPENSATORY_OFF, f"Nghỉ bù: {name.removesuffix(_OBSERVED)}")
        else:
            rows[day] = _row(day, DayKind.HOLIDAY, name.replace("Nguyên Đán", "Nguyên đán"))
    return rows


def _row(day: date, kind: DayKind, name: str) -> dict:
    return {"day": day, "kind": kind, "name": name}
