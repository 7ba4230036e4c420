"""What happened to a record, as its page tells it: moves from the status history, the rest from the audit trail."""

from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.ui.registry import Entry
from coordination.workflow.models import StatusChange
from coordination.workflow.table import table_of


def of(record, user) -> list[Entry]:
    """Entries the user may read, newest first."""
    moves = StatusChange.objects.visible_to(user).about(record).select_related("acting_body").order_by("-at", "-id")
    events = Event.objects.visible_to(user).about(record).exclude(kind__in=_told_by_moves(record))
    entries = [Entry(move.at, _who(move.by_name, move), _moved(record, move), move.note) for move in moves]
    entries += [
        Entry(event.at, _who(event.actor_name, event), _happened(record, event), event.note)
        for event in events.select_related("acting_body")
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _told_by_moves(record) -> tuple[EventKind, ...]:
    """Events that stand in the status history already."""
    if (table := table_of(type(record))) is None:
        return ()
    return (EventKind.MOVED, EventKind.CREATED) if table.creation else (EventKind.MOVED,)


def _who(name: str, row) -> str:
    return f"{name} ({row.acting_body})" if row.acting_body_id else name


def _moved(record, move) -> str:
    table = table_of(type(record))
    step = table.find(move.transition) if table else None
    return step.label if step else move.transition


def _happened(record, event) -> str:
    """The kind of event; of a change also which fields. A confidential record's trail keeps only their names."""
    fields = event.data.get("fields", list(event.data)) if event.kind == EventKind.CHANGED else ()
    names = {field.name: str(field.verbose_name) for field in record._meta.concrete_fields}
    words = ", ".join(names[name] for name in fields if name in names)
    return f"{event.get_kind_display()}: {words}" if words else event.get_kind_display()
