"""Transitions are a table: it draws the buttons, guards the door, documents the workflow and feeds the tests."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Transition:
    """One way a status may move. No sources means creation.

    `unless` gives the reason (Vietnamese) why the move is not possible yet, or nothing; `announced` are statuses in
    which the button already stands there, disabled, with `not_yet` as its reason. `whose(record, membership)` says
    whether the step is for those whom the membership acts for (only the body asked may accept); nothing: for all.
    `first_for(record, membership)` says for whom of them it is theirs to do, first where it is primary; the others note
    it in their stead. Nothing: for all.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    primary: bool = False
    unless: Callable[[object], str | None] | None = None
    announced: tuple[str, ...] = ()
    not_yet: str = ""
    whose: Callable[[object, object], bool] | None = None
    first_for: Callable[[object, object], bool] | None = None

    def is_for(self, record, user) -> bool:
        """Whether the user's role holds the permission, and the step is for the body they act for."""
        if not user.can(self.permission, record):
            return False
        return self.whose is None or self.whose(record, user.acting)

    @property
    def is_creation(self) -> bool:
        """Whether this is how a record begins."""
        return not self.sources


class Table:
    """All transitions of one model, by name, in the order in which buttons are drawn."""

    def __init__(self, model, rows: tuple[Transition, ...]):
        self.model = model
        self.rows = rows
        self._by_name = {row.name: row for row in rows}
        if len(self._by_name) != len(rows):
            raise ValueError(f"Transition names of {model.__name__} are not unique.")

    def __iter__(self):
        return iter(self.rows)

    def __getitem__(self, name: str) -> Transition:
        return self._by_name[name]

    def find(self, name: str) -> Transition | None:
        """The transition of that name, if the table still has it."""
        return self._by_name.get(name)

    @property
    def creation(self) -> Transition | None:
        """How a record of this model begins."""
        return next((row for row in self.rows if row.is_creation), None)


_tables: dict[type, Table] = {}


def transitions(model, *rows: Transition) -> Table:
    """Declare the table of a model."""
    table = _tables[model] = Table(model, rows)
    return table


def table_of(model) -> Table | None:
    """The declared table of a model, or none for records without a status."""
    return _tables.get(model)


def tables() -> list[Table]:
    """All declared tables."""
    return list(_tables.values())


def step_of(record, name: str) -> Transition | None:
    """The named transition of a record's table, or none."""
    table = table_of(type(record))
    return table.find(name) if table else None
