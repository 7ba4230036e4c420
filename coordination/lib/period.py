"""Periods of time with inclusive ends, of which an end may be unknown."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from coordination.lib.dates import official

_TERM_YEARS = re.compile(r"(\d{4})\D+(\d{4})")
_QUARTERS = ("I", "II", "III", "IV")


class PeriodError(ValueError):
    """The ends are the wrong way round; the message says so in Vietnamese."""


@dataclass(frozen=True)
class Period:
    """The days from `start` to `end`, both included; None is an end that nobody knows.

    `term` ("2021-2026") says that the period begins with that council term, even where nobody knows on which day.
    """

    start: date | None
    end: date | None
    term: str | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise PeriodError(f"Ngày đầu kỳ ({official(self.start)}) sau ngày cuối kỳ ({official(self.end)}).")

    @classmethod
    def from_year(cls, year: int) -> "Period":
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def earliest(self) -> date:
        """The earliest day the period can hold: its start, else the first year of its term, else no limit."""
        if self.start:
            return self.start
        years = self._term_years
        return date(years[0], 1, 1) if years else date.min

    @property
    def latest(self) -> date:
        """The latest day the period can hold: its end, else the last year of its term, else no limit."""
        if self.end:
            return self.end
        years = self._term_years
        return date(years[1], 12, 31) if years else date.max

    @property
    def is_complete(self) -> bool:
        """Both ends are known."""
        return self.start is not None and self.end is not None

    def same_as(self, other: "Period") -> bool:
        """Same term and same ends.

        With a term, an unknown start stands for the beginning of the term; an unknown end equals only another.
        """
        starts_alike = self.start == other.start or (self.term is not None and None in (self.start, other.start))
        return self.term == other.term and self.end == other.end and starts_alike

    def contains(self, day: date) -> bool:
        """Whether the day can lie in the period; an unknown end reaches as far as the term."""
        return self.earliest <= day <= self.latest

    def within(self, other: "Period") -> bool:
        """Whether this whole period surely lies in the other, whose unknown ends reach as far as its term.

        An unknown end without a term of its own ("năm 2023", to a day nobody gives) goes no further than the other's.
        """
        same_term = self.term is not None and self.term == other.term
        starts_inside = (same_term and None in (self.start, other.start)) or (
            self._bounded_below(other) and self.earliest >= other.earliest
        )
        if self.end is None and self.term is None and other.end is None:
            return starts_inside and self.earliest <= other.latest
        return starts_inside and (self.end is not None or other.end is None) and self.latest <= other.latest

    def overlaps(self, other: "Period") -> bool:
        """Whether the two can have a day in common."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    @property
    def label(self) -> str:
        """In words, for the inside of a sentence: "năm 2023", "từ đầu nhiệm kỳ 2021-2026 đến 22/3/2024"."""
        if self.term:
            return self._term_label
        if self.start and self.end:
            return _calendar_label(self.start, self.end) or f"từ {official(self.start)} đến {official(self.end)}"
        if self.start:
            return f"từ {official(self.start)}"
        return f"đến {official(self.end)}" if self.end else "chưa rõ thời gian"

    def __str__(self) -> str:
        return self.label

    @property
    def _term_years(self) -> tuple[int, int] | None:
        match = _TERM_YEARS.fullmatch(self.term or "")
        return (int(match[1]), int(match[2])) if match else None

    @property
    def _term_label(self) -> str:
        label = f"từ đầu nhiệm kỳ {self.term}"
        return f"{label} đến {official(self.end)}" if self.end else label

    def _bounded_below(self, other: "Period") -> bool:
        """An unknown start without even a term only fits where the other knows no bound either."""
        return self.start is not None or self._term_years is not None or other.earliest == date.min


def _calendar_label(start: date, end: date) -> str:
    """The name of a stretch of whole months, or nothing."""
    if start == end:
        return f"ngày {official(start)}"
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return ""
    if start.year != end.year:
        whole_years = start.month == 1 and end.month == 12
        return f"từ năm {start.year} đến năm {end.year}" if whole_years else ""
    return _months_label(start.month, end.month, start.year)


def _months_label(first: int, last: int, year: int) -> str:
    """The name of whole months of one year, or nothing."""
    if first == last:
        return f"tháng {first} năm {year}"
    match first, last:
        case 1, 12:
            return f"năm {year}"
        case (1, 3) | (4, 6) | (7, 9) | (10, 12):
            return f"quý {_QUARTERS[first // 3]} năm {year}"
        case 1, months:
            return f"{months} tháng đầu năm {year}"
        case 7, 12:
            return f"6 tháng cuối năm {year}"
    return ""
