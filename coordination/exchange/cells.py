"""What one cell of a file says, where it stands, and what may be wrong with it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from coordination.exchange.sheets import is_blank, written
from coordination.lib.text import squeeze
from coordination.records.errors import Refused


class CellFault(Refused):
    """One cell cannot be used. `key` names the column, where it is another one than the one being read."""

    sentence = "Ô này không dùng được."

    def __init__(self, message: str = "", key: str = ""):
        super().__init__(message)
        self.key = key


@dataclass
class Cell:
    """A value and the letter of its column ("C"); an absent column has no letter. `fault`: unreadable already."""

    letter: str = ""
    value: Any = None
    fault: str = ""

    @cached_property
    def text(self) -> str:
        """As a person would write it, white space folded."""
        return squeeze(written(self.value))

    @property
    def is_blank(self) -> bool:
        """Nothing was written."""
        return is_blank(self.value)


BLANK = Cell()


@dataclass
class Line:
    """A row of the sheet that says something, by the keys of its columns."""

    number: int
    cells: dict[str, Cell]

    def cell(self, key: str) -> Cell:
        """The cell of a column, a blank one where the sheet has no such column."""
        return self.cells.get(key, BLANK)


@dataclass
class Sheet:
    """What was read: the sheet's name, its lines, the columns it has (key → letter), what was left out and why;
    `warnings`: what of it may have been meant to be read.
    """

    name: str
    lines: list[Line]
    letters: dict[str, str]
    notes: list[str]
    warnings: list[str] = field(default_factory=list)
