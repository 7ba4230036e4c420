"""Which registers hand something over when a term ends. An app above this one adds its own with `add` (petitions,
recommendations), as it adds its part to a delegate's year; what its rows may say to whom stays with their gate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, TextField

from coordination.people.models import Body, Person


def _nobody(record) -> None:
    """No person, no day, no whole."""


@dataclass(frozen=True)
class Kind:
    """One register.

    `still_open`: the condition of rows that something is owed of; `began`: the column with the day it began (of the
    ended term is what began by its last day). `holder(record, keeper)` is the body that has it, `keeper` the one that
    keeps the register. `person` is somebody named in it, `as_what` in which role: nobody is proposed in their place.
    `part_of(record)` names (content type, key) of a record that it goes along with, where the same body has both.
    `permission` is what its own body needs to take it over.

    `take(record, *, by, body, assignee, note)` does what the register must do so that `body` has it; it uses the
    register's actions, which guard themselves. Where whoever takes over may not, it refuses and says who writes it.
    """

    model: Any
    label: str
    permission: Any
    still_open: Q
    began: str
    holder: Callable[[Any, Body | None], Body | None]
    due: Callable[[Any], date | None]
    take: Callable[..., None]
    select_related: tuple[str, ...] = ()
    person: Callable[[Any], Person | None] = _nobody
    as_what: str = ""
    part_of: Callable[[Any], tuple[int, int] | None] | None = None

    @property
    def name(self) -> str:
        """What an address calls it."""
        return self.model._meta.model_name

    def left_by(self, locality, until: date):
        """What the register of a place still has open of what began by a day, without its long texts."""
        rows = self.model._base_manager.filter(self.still_open, locality=locality, **{f"{self.began}__lte": until})
        texts = [field.name for field in self.model._meta.concrete_fields if isinstance(field, TextField)]
        return rows.select_related("locality", *self.select_related).defer(*texts).order_by("pk")


_kinds: dict[type, Kind] = {}


def add(kind: Kind) -> None:
    """Let a register hand its open rows over."""
    _kinds[kind.model] = kind


def kinds() -> list[Kind]:
    """All of them: what goes along with others last."""
    return sorted(_kinds.values(), key=lambda kind: kind.part_of is not None)


def kind_of(model) -> Kind:
    """The register of a model."""
    return _kinds[model]


def named(name: str) -> Kind | None:
    """The register that an address names, if there is one."""
    return next((kind for kind in _kinds.values() if kind.name == name), None)


def choices() -> list[tuple[str, str]]:
    """(name, words) of each, for a select."""
    return [(kind.name, kind.label) for kind in kinds()]
