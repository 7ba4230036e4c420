"""Rows that point at a record keep a copy of its gate columns; when the record's gate moves, the copies follow."""

from django.apps import apps
from django.db.models import QuerySet

from coordination.records.models import Pointer

GATE = ("locality_id", "confidential", "draft_of_id", "constituency_id")


def pointing_models() -> list[type]:
    """Models whose rows point at a record and carry its gate: history, attachments, notices, search, the audit trail.

    A record with a subject of its own (an obligation) has its own gate and is not among them.
    """
    needed = {"content_type", "object_id", "confidential", "draft_of", "constituency"}
    return [
        model
        for model in apps.get_models()
        if needed <= {field.name for field in model._meta.fields} and not hasattr(model, "concerned")
    ]


def follow(record) -> None:
    """Copy the record's gate into every row that points at it.

    A plain queryset, because the audit trail refuses updates: who may read an event is no part of what happened.
    """
    gate = Pointer.gate_of(record)
    columns = {name: gate[name] for name in GATE}
    for model in pointing_models():
        rows = QuerySet(model).filter(content_type=gate["content_type"], object_id=gate["object_id"])
        rows.update(**columns)
