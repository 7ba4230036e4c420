"""Keeping the index: called by the door after every save."""

from coordination.records.models import Pointer
from coordination.search.lookups import tokens
from coordination.search.models import Entry
from coordination.search.registry import index_of


def index(record) -> None:
    """Write the record's entry; models without a declared index have none."""
    declared = index_of(type(record))
    if declared is None:
        return
    text = declared.text(record)
    gate = Pointer.gate_of(record)
    key = {name: gate.pop(name) for name in ("content_type", "object_id")}
    words = {"folded": " ".join(tokens(text)), "exact": " ".join(text.lower().split())}
    Entry.objects.update_or_create(**key, defaults=gate | words | {"title": declared.title(record)[:300]})
    declared.also(record)
