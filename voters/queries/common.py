"""What the questions of this room share."""

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from coordination.lib.period import Period


def within(period: Period, field: str) -> Q:
    """Days of a date column that lie in a period; an unknown end reaches as far as the term."""
    return Q(**{f"{field}__range": (period.earliest, period.latest)})


def noon(on: date) -> datetime:
    """A moment on a day, for history rows of which only the day is known; today is now."""
    if on == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on, time(12)))


def is_ahead(day: date | None) -> bool:
    """Whether a day is still to come."""
    return day is not None and day > timezone.localdate()
