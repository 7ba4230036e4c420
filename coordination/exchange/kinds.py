"""What can be brought in and taken out as Excel. Apps above declare their kinds in a module `exchange.py`."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from coordination.exchange.cells import CellFault
from coordination.exchange.columns import Column, Place
from coordination.lib.text import fold
from coordination.ui.registry import Button

MARK = 32
"""Letters of a digest."""


@dataclass(frozen=True)
class Kind:
    """A kind of record as a sheet with one row for each.

    `save(values, existing, *, by, place)` writes one row through the app's own actions and returns the record; `values`
    maps keys of columns to values (of an update only the columns that the file has). `save_all(many, *, by, place)` may
    write new rows together, each as `save` does it, and yields their records in order. `keys` are the ways to recognise
    a stored record, tried in order: a later one counts where row or record lacks an earlier one. `rows(place)` are
    the records that a dump holds and a load may change. `title` is the column that names a row in the preview.
    `sees_personal(place)`: whether the reader may have the columns with personal data. `example(place)` gives, by key,
    the values of the template's example that are only true together in that place; columns give the others.
    `check(values, place, unread)` tells what is wrong with a new row before it is tried; `unread` are columns whose
    cell could not be read. `confidential` is the column that makes a row so: previews, which colleagues read too, then
    tell nothing of it. `held(keys)` tells why records stand fast though nobody changed them (key → words) and keeps it
    so until the transaction ends; `leaving(records)` is told of records that an undo is about to delete, save those
    whose code came with the file.
    """

    code: str
    label: str
    model: type[Model]
    permission: Any
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    save: Callable[..., Model]
    rows: Callable[[Place], QuerySet]
    title: str
    list_url: str = ""
    lead: str = ""
    sees_personal: Callable[[Place], bool] = lambda place: True
    confidential: str = ""
    save_all: Callable[..., Iterator[Model]] | None = None
    example: Callable[[Place], dict[str, Any]] = lambda place: {}
    check: Callable[[dict, Place, set[str]], Iterable[CellFault]] = lambda values, place, unread: ()
    held: Callable[[QuerySet], dict[int, str]] = lambda keys: {}
    leaving: Callable[[list], None] = lambda records: None

    def column(self, key: str) -> Column:
        """The column of that key."""
        return self._columns[key]

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @property
    def noun(self) -> str:
        """What one of them is called."""
        return str(self.model._meta.verbose_name)

    def keys_of(self, values: dict) -> list[tuple]:
        """(way, values) of each way that is filled in, the first one being the surest."""
        found = [(way, tuple(_plain(values.get(key)) for key in way)) for way in self.keys]
        return [(way, key) for way, key in found if all(value not in (None, "") for value in key)]

    def brought(self, values: dict) -> dict[str, str]:
        """The code that a row says, where records have one; nothing where it leaves that to the app."""
        surest = self.keys[0]
        return {name: values[name] for name in surest if len(surest) == 1 and values.get(name)}

    def mark(self, values: dict) -> str:
        """A digest of what a row says by the last, least sure way to recognise it, as `Withdrawn` keeps it; nothing
        where a part of that is missing.
        """
        said = [_plain(values.get(key)) for key in self.keys[-1]]
        if any(value in (None, "") for value in said):
            return ""
        return hashlib.sha256("\n".join(fold(str(value)) for value in said).encode()).hexdigest()[:MARK]

    def mark_of(self, record) -> str:
        """The same of a stored record."""
        return self.mark({key: self.column(key).of(record) for key in self.keys[-1]})


def _plain(value) -> Any:
    """A value that can be compared and kept in a set: a record by its key."""
    return value.pk if isinstance(value, Model) else value


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Declare a kind."""
    _kinds[kind.code] = kind
    return kind


def kinds() -> list[Kind]:
    """All declared kinds, by label."""
    return sorted(_kinds.values(), key=lambda kind: kind.label)


def kind_of(code: str) -> Kind | None:
    """The declared kind of that code, or none."""
    return _kinds.get(code)


def kinds_for(user) -> Iterable[Kind]:
    """The kinds that somebody may bring in."""
    return [kind for kind in kinds() if user.can(kind.permission)]


def list_buttons(model, user) -> list[Button]:
    """Over a list: bring in an Excel file, for those who may, in a place that still exists."""
    ended = getattr(getattr(user.acting, "locality", None), "is_ended", True)
    return [
        Button("Nạp từ Excel", reverse("exchange:kind", args=[kind.code]), icon="up-t")
        for kind in kinds()
        if kind.model is model and not ended and user.can(kind.permission)
    ]
