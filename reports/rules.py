"""What a figure is, and what its value looks like. Pure declarations, no database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from coordination.lib.numbers import vi
from coordination.lib.period import Period
from reports.choices import Provenance, Qualifier, Register


@dataclass(frozen=True)
class Figure:
    """A statistic, declared once: the dashboard, the review, the annex, the JSON and the drill-down list all use it.

    `records(rows, period, on)` narrows the locality's rows to those counted: membership by the date that the definition
    names, states as of the day `on`. `parts` are (name, label) pairs, `part_of` the column that holds the name.
    `total(rows)` gives the number where it is not the number of rows (None when it cannot be known). `adds` says that
    the numbers of two adjoining periods add up: events do; different bodies, and states as of a day, do not.
    """

    key: str
    label: str
    unit: str
    definition: str
    register: Register
    model: type
    records: Callable
    parts: tuple[tuple[str, str], ...] = ()
    part_of: str = ""
    total: Callable | None = None
    adds: bool = True
    better: str = ""  # "more", "less" or nothing: the figure's own sense, for colours

    UNKNOWN: ClassVar[str] = "unknown"
    """The part of what fits no part; stands only where there is some, so that sums close."""

    @property
    def part_labels(self) -> dict[str, str]:
        """Names of the parts, the unknown one included, and their words."""
        return {**dict(self.parts), self.UNKNOWN: "chưa rõ"}


@dataclass(frozen=True)
class Value:
    """A figure's value for one scope and period, with where it comes from."""

    figure: Figure
    locality: str
    period: Period
    number: int | float | None = None
    parts: dict[str, int | float | None] = field(default_factory=dict)
    bodies: tuple[str, ...] | None = None
    qualifier: str = Qualifier.EXACT
    provenance: str = Provenance.NONE
    examples: int = 0
    reported: int | float | None = None
    source: str = ""
    nearest: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is a number at all; otherwise the screen says "chưa có số liệu"."""
        return self.number is not None

    @property
    def difference(self) -> int | float | None:
        """Records minus what was reported, where both exist for the same period."""
        if self.provenance != Provenance.RECORDS or self.reported is None:
            return None
        return self.number - self.reported

    @property
    def number_words(self) -> str:
        """The number as its source speaks of it: "hơn 3.150"; "chưa có số liệu"."""
        if not self.is_known:
            return "chưa có số liệu"
        loose = "" if self.qualifier == Qualifier.EXACT else f"{Qualifier(self.qualifier).label} "
        return f"{loose}{vi(self.number)}"

    @property
    def words(self) -> str:
        """With the unit: "60 kiến nghị", "hơn 3.150 lượt cử tri"; "chưa có số liệu"."""
        return f"{self.number_words} {self.figure.unit}" if self.is_known else self.number_words

    @property
    def part_words(self) -> str:
        """The parts that are not empty: "cấp tỉnh 30, cấp xã 22"."""
        labels = self.figure.part_labels
        return ", ".join(f"{labels.get(name, name)} {vi(number)}" for name, number in self.parts.items() if number)

    @property
    def ground(self) -> str:
        """Where the number comes from, and what else is known; nothing where nothing is."""
        parts = []
        if self.is_known:
            label = Provenance(self.provenance).label
            parts.append(f"{label}: {self.source}" if self.source else label)
        if self.difference:
            parts.append(f"nguồn nêu {vi(self.reported)}, lệch {vi(self.difference)}")
        if self.nearest:
            parts.append(f"số gần nhất: {self.nearest}")
        if self.examples:
            parts.append(f"{self.examples} hồ sơ dẫn chứng")
        return "; ".join(parts)

    def as_json(self) -> dict:
        """The contract that scripts rely on (design: figure keys)."""
        return {
            "key": self.figure.key,
            "label": self.figure.label,
            "unit": self.figure.unit,
            "value": self.number,
            "parts": self.parts,
            "scope": {"locality": self.locality, "bodies": list(self.bodies) if self.bodies else None},
            "qualifier": str(self.qualifier),
            "provenance": str(self.provenance),
            "definition": self.figure.definition,
            "from": _iso(self.period.start),
            "to": _iso(self.period.end),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
