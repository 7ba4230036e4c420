"""The columns of a kind as one office wants them: its own headings, its own order, some left out of its files."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.exchange.columns import Column, Place
from coordination.exchange.kinds import Kind
from coordination.exchange.models import SheetLayout
from coordination.exchange.reading import bare
from coordination.lib.text import squeeze

LONGEST = 80
"""Letters of a heading."""


def for_place(kind: Kind, place: Place, *, writing: bool = False) -> Kind:
    """The kind with the columns of a place. Files that are written leave out what the office does not show; a file that
    is read may have it, under its own or its general heading.
    """
    layout = layout_of(kind, place.locality)
    may = kind.sees_personal(place)
    asked = {entry["key"]: entry for entry in layout.columns} if layout else {}
    columns = [_named(column, asked.get(column.key, {})) for column in in_order(kind, asked)]
    columns = [
        column
        for column in columns
        if (may or not column.personal) and not (writing and asked.get(column.key, {}).get("hidden"))
    ]
    return replace(kind, columns=tuple(columns))


def layout_of(kind: Kind, locality) -> SheetLayout | None:
    """What the office of a place has set, if it has."""
    return SheetLayout.objects.filter(kind=kind.code, locality=locality).first()  # ungated: of the place worked for


def in_order(kind: Kind, asked: Sequence[str] | dict) -> list[Column]:
    """The columns in the order of the office; those it never ordered stand where they stood, at the end."""
    places = {key: number for number, key in enumerate(asked)}
    return sorted(kind.columns, key=lambda column: places.get(column.key, len(places)))


def _named(column: Column, entry: dict) -> Column:
    name = entry.get("name") or column.name
    return column if name == column.name else replace(column, name=name, aliases=(*column.aliases, column.name))


@transaction.atomic
def arrange(kind: Kind, locality, entries: list[dict], *, by) -> SheetLayout | None:
    """Keep headings, order and what is hidden: `entries` are {key, name, hidden} in the wanted order. As it came, and
    nothing is kept. Raises ValidationError with the key of the column.
    """
    entries = [_tidy(kind, entry) for entry in entries]
    _check(kind, entries)
    usual = [{"key": column.key, "name": "", "hidden": False} for column in kind.columns]
    SheetLayout.objects.filter(kind=kind.code, locality=locality).delete()  # ungated: of the place worked for
    layout = None
    if entries != usual:
        layout = SheetLayout(kind=kind.code, locality=locality, columns=entries, changed_by=by)
        layout.save()
    log.record(EventKind.CHANGED, locality, by=by, data={"kind": kind.code}, note=f"Cột của mẫu {kind.label}")
    return layout


def _tidy(kind: Kind, entry: dict) -> dict:
    """An own heading is kept only where it is another one than the general."""
    name = squeeze(entry["name"])
    usual = kind.column(entry["key"]).name
    return {"key": entry["key"], "name": "" if name == usual else name, "hidden": bool(entry["hidden"])}


def _check(kind: Kind, entries: list[dict]) -> None:
    """Every heading leads to one column; what a row cannot do without is never hidden."""
    faults: dict[str, str] = {}
    taken: dict[str, str] = {}
    names = {entry["key"]: entry["name"] or kind.column(entry["key"]).name for entry in entries}
    usual = {bare(column.name): column.key for column in kind.columns}
    for entry in entries:
        key, name = entry["key"], names[entry["key"]]
        folded = bare(name)
        if len(name) > LONGEST:
            faults[key] = f"Tiêu đề dài quá: nhiều nhất {LONGEST} chữ cái."
        elif not any(letter.isalpha() for letter in name):
            faults[key] = "Tiêu đề phải có chữ."
        elif folded in taken:
            faults[key] = f"Trùng tiêu đề với cột “{names[taken[folded]]}”."
        elif usual.get(folded, key) != key:
            faults[key] = f"“{name}” là tiêu đề chung của một cột khác."
        elif entry["hidden"] and kind.column(key).required:
            faults[key] = "Cột này phải có trong mẫu."
        taken.setdefault(folded, key)
    if faults:
        raise ValidationError(faults)
