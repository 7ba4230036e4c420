"""The calendar of a place, from the table of days.

Pages ask all the time and the table changes a few times a year, so a process remembers it for `MEMORY` seconds; what
writes a due day asks for a `fresh` one. Here, not in `queries`, because the models ask too.
"""

import time
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.apps import apps
from django.conf import settings

from coordination.deadlines.calendar import Calendar, Mark

_remembered: tuple[float, dict[int | None, Calendar]] | None = None


def calendar_of(locality_id: int | None = None, *, fresh: bool = False) -> Calendar:
    """The days of the place: its own rows over the common ones; the common ones alone where it has none."""
    calendars = read() if fresh else _memory()
    return calendars.get(locality_id) or calendars[None]


def read() -> dict[int | None, Calendar]:
    """Every calendar there is, as the database holds it now; `None` is the common one. One query."""
    return built(marks())


def marks() -> dict[int | None, dict[date, Mark]]:
    """The rows of the table by place, `None` for the common ones; a place's own rows alone, not yet over the common."""
    rows: dict[int | None, dict[date, Mark]] = defaultdict(dict)
    for row in apps.get_model("deadlines", "CalendarDay").objects.all():
        rows[row.locality_id][row.day] = row.mark
    return rows


def built(rows: Mapping[int | None, Mapping[date, Mark]]) -> dict[int | None, Calendar]:
    """The calendars that such rows make."""
    common = rows.get(None, {})
    made: dict[int | None, Calendar] = {place: Calendar({**common, **days}) for place, days in rows.items()}
    return {**made, None: Calendar(common)}


def forget() -> None:
    """After a change of the table; other processes follow when their memory ends."""
    global _remembered  # noqa: PLW0603 - one memory per process
    _remembered = None


def _memory() -> dict[int | None, Calendar]:
    global _remembered  # noqa: PLW0603
    if _remembered is None or _remembered[0] < time.monotonic():
        _remembered = time.monotonic() + settings.CALENDAR_MEMORY, read()
    return _remembered[1]
