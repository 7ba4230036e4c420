"""What all acts of this room share. Each act is one transaction.

`by` is a user or a `System` job; dates may lie in the past, so that what happened earlier can be recorded afterwards.
What a job loads stands in the history on the day it happened; what a person records, on the day it was recorded.
"""

from datetime import date, datetime, time

from django.utils import timezone

from coordination.audit.actors import System
from coordination.workflow import door


def create(record, *, by, related=None, on: date | None = None):
    """Write down a record that changes nothing but itself: session, sitting, document, attendance, resolution …

    A job says `on` which day it began.
    """
    return door.create(record, by=by, related=related, at=moment(on, by))


def edit(record, *, by, related=None):
    """Save the changed fields of such a record; the status stays."""
    return door.change(record, by=by, related=related)


def move(record, name, *, by, on: date | None = None, **fields):
    """Through the one door, with the day of what a job loads."""
    return door.move(record, name, by=by, at=moment(on, by), **fields)


def moment(on: date | None, by) -> datetime | None:
    """When history says it happened: 08:00 of the day a job gives; of a person it is known when they did it."""
    if on is None or not isinstance(by, System) or on >= timezone.localdate():
        return None
    return datetime.combine(on, time(8), tzinfo=timezone.get_current_timezone())
