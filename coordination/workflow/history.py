"""What happened to a record, as its page tells it: moves from the status history, the rest from the audit trail."""

from collections import defaultdict
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.ui.registry import Entry
from coordination.workflow.models import StatusChange
from coordination.workflow.table import table_of


def of(record, user) -> list[Entry]:
    """Entries the user may read, newest first."""
    moves = StatusChange.objects.visible_to(user).about(record).select_related("acting_body").order_by("-at", "-id")
    events = Event.objects.visible_to(user).about(record).exclude(kind__in=_told_by_moves(record))
    entries = [Entry(move.at, _who(move.by_name, move), _moved(record, move.transition), move.note) for move in moves]
    entries += [_entry(record, event) for event in events.select_related("acting_body")]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def since(records, at: datetime, user) -> dict:
    """Of each record what was saved from a moment on, newest first, as far as the user may read it; asked once for all
    records of a model."""
    kinds: dict[ContentType, dict] = defaultdict(dict)
    told = defaultdict(list)
    for record in records:
        kinds[ContentType.objects.get_for_model(record)][record.pk] = record
    for kind, rows in kinds.items():
        events = Event.objects.visible_to(user).filter(content_type=kind, object_id__in=rows, at__gte=at)
        saves = events.filter(kind__in=(EventKind.CHANGED, EventKind.MOVED)).order_by("-at", "-id")
        for event in saves.select_related("acting_body"):
            record = rows[event.object_id]
            told[record].append(_entry(record, event))
    return dict(told)


def _entry(record, event) -> Entry:
    return Entry(event.at, _who(event.actor_name, event), _happened(record, event), event.note)


def _told_by_moves(record) -> tuple[EventKind, ...]:
    """Events that stand in the status history already."""
    if (table := table_of(type(record))) is None:
        return ()
    return (EventKind.MOVED, EventKind.CREATED) if table.creation else (EventKind.MOVED,)


def _who(name: str, row) -> str:
    return f"{name} ({row.acting_body})" if row.acting_body_id else name


def _moved(record, name: str) -> str:
    table = table_of(type(record))
    step = table.find(name) if table else None
    return step.label if step else name


def _happened(record, event) -> str:
    """The kind of event; of a move the step, of a change also which fields. A confidential record's trail keeps only
    the names of fields, and no step."""
    if event.kind == EventKind.MOVED and "transition" in event.data:
        return _moved(record, event.data["transition"])
    fields = event.data.get("fields", list(event.data)) if event.kind == EventKind.CHANGED else ()
    names = {field.name: str(field.verbose_name) for field in record._meta.concrete_fields}
    words = ", ".join(names[name] for name in fields if name in names)
    return f"{event.get_kind_display()}: {words}" if words else event.get_kind_display()
