"""Keeping the index: called by the door after every save."""

from collections.abc import Sequence

from coordination.records.models import Pointer
from coordination.search.lookups import tokens
from coordination.search.models import Entry
from coordination.search.registry import index_of


def index(record) -> None:
    """Write the record's entry; models without a declared index have none."""
    declared = index_of(type(record))
    if declared is None:
        return
    entry = _entry(declared, record)
    key = {name: entry.pop(name) for name in ("content_type", "object_id")}
    Entry.objects.update_or_create(**key, defaults=entry)
    declared.also(record)


def index_all(records: Sequence) -> None:
    """Write the entries of many new records of one model."""
    declared = index_of(type(records[0]))
    if declared is None:
        return
    Entry.objects.bulk_create(Entry(**_entry(declared, record)) for record in records)
    declared.also_all(records)


def _entry(declared, record) -> dict:
    """The columns of a record's entry."""
    text = declared.text(record)
    words = {"folded": " ".join(tokens(text)), "exact": " ".join(text.lower().split())}
    return Pointer.gate_of(record) | words | {"title": declared.title(record)[:300]}
