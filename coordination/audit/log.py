"""Writing the audit trail: explicitly, inside the action's transaction."""

from collections.abc import Iterable
from itertools import islice

from django.contrib.contenttypes.models import ContentType

from coordination.audit.actors import System, name_of
from coordination.audit.models import Event
from coordination.records.models import Pointer

NOTE = Event._meta.get_field("note").max_length
AT_ONCE = 2000
"""Events written by one statement."""


def record(kind, subject=None, *, by, data=None, note="") -> Event:
    """Append one event; `by` is a user or a `System` job, there is no event without an actor.

    A confidential subject is named by its case code, `data` keeps only the names of the fields, no note is kept.
    """
    event = _event(kind, subject, by, data, note)
    event.save()
    return event


def record_all(kind, subjects: Iterable[tuple], *, by) -> None:
    """Append one event for each triple (subject, data, note): what one act did to many records."""
    events = (_event(kind, subject, by, data, note) for subject, data, note in subjects)
    while some := list(islice(events, AT_ONCE)):
        Event.objects.bulk_create(some)


def _event(kind, subject, by, data, note) -> Event:
    if by is None:
        raise ValueError("An event needs an actor.")
    event = Event(kind=kind, actor_name=name_of(by), data=data or {}, note=note[:NOTE])
    if isinstance(by, System):
        event.system_job = by.name
    else:
        event.actor = by
        event.acting_body = by.acting.body if by.acting else None
    if subject is not None:
        _point_at(event, subject)
    return event


def _point_at(event, subject) -> None:
    """Copy what the gate needs. Who and where (bodies, persons, accounts) have only a place; other things are named."""
    if hasattr(subject, "draft_of_id"):
        for column, value in Pointer.gate_of(subject).items():
            setattr(event, column, value)
        event.subject_label = subject.public_title[:300]
        if subject.confidential:
            event.data = {"fields": sorted(event.data)}
            event.note = ""
        return
    event.subject_label = str(subject)[:300]
    if hasattr(subject, "locality_id"):
        event.content_type = ContentType.objects.get_for_model(subject)
        event.object_id = subject.pk
        event.locality = subject.locality
