"""Working days, pure: Monday to Friday."""

from datetime import date, timedelta

SATURDAY = 5
SOON = 7
"""How many working days ahead a duty counts as "sắp đến hạn"."""


def is_working_day(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < SATURDAY


def working_days_later(start: date, days: int) -> date:
    """The `days`-th working day after `start`, which itself is not counted."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day
