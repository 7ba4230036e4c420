"""How the law counts days: pure, knows no Django. Civil Code 91/2015/QH13, Articles 145 to 148.

The day of the anchor is not counted (Article 147). A period after the anchor that ends on a day off ends on the next
working day (Article 148, clause 5); one before it ends on the working day earlier, which is the cautious reading, since
no text was found. A minimum wait is not rolled: it says from when on something is permitted.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

SATURDAY = 5
SOON = 7
"""How many working days ahead a duty counts as "sắp đến hạn"."""
ONE = timedelta(days=1)
WEEK_DAYS = 7


class Unit(StrEnum):
    """What a period or a frequency ("mỗi tuần") counts."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF_YEAR: 6, Unit.YEAR: 12}
"""How many months a longer unit has (Article 146)."""


class Direction(StrEnum):
    """On which side of the anchor the period lies."""

    AFTER = "after"
    BEFORE = "before"


class Sense(StrEnum):
    """A latest day, or an earliest one."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class DayKind(StrEnum):
    """Why a day is not what its weekday says. `ORDINARY` takes back a day off, or says that one is being discussed."""

    HOLIDAY = "holiday"
    COMPENSATORY_OFF = "compensatory_off"
    SWAP_OFF = "swap_off"
    MAKEUP_WORKING = "makeup_working"
    ORDINARY = "ordinary"

    @property
    def is_off(self) -> bool:
        """Nobody works."""
        return self in (DayKind.HOLIDAY, DayKind.COMPENSATORY_OFF, DayKind.SWAP_OFF)


class StepKind(StrEnum):
    """What one day of an explained period was."""

    ANCHOR = "anchor"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    ROLLED = "rolled"
    """After the last counted day, skipped because it is a day off."""
    DUE = "due"


@dataclass(frozen=True)
class Mark:
    """An entry of the table of days."""

    kind: DayKind
    name: str = ""
    is_provisional: bool = False


@dataclass(frozen=True)
class Doubt:
    """What the calendar is not sure of between two days: whole years, and single days of the other years."""

    years: tuple[int, ...] = ()
    days: tuple[date, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.years or self.days)


class Calendar:
    """Which days are worked: Monday to Friday, corrected by the marks of the table."""

    def __init__(self, marks: Mapping[date, Mark] | None = None):
        self.marks = dict(marks or {})
        self._off = {day for day, mark in self.marks.items() if mark.kind.is_off}
        self._on = {day for day, mark in self.marks.items() if mark.kind == DayKind.MAKEUP_WORKING}
        self._provisional = sorted(day for day, mark in self.marks.items() if mark.is_provisional)
        self._known_years = {day.year for day in self.marks}
        self._provisional_years = {
            day.year for day, mark in self.marks.items() if mark.is_provisional and mark.kind == DayKind.HOLIDAY
        }

    def is_working(self, day: date) -> bool:
        """Whether an office works that day."""
        if day in self._off:
            return False
        return day.weekday() < SATURDAY or day in self._on

    def why_off(self, day: date) -> StepKind | None:
        """Weekend or holiday; none for a working day."""
        if self.is_working(day):
            return None
        return StepKind.HOLIDAY if day in self._off else StepKind.WEEKEND

    def name_of(self, day: date) -> str:
        """What the table calls the day ("Tết Nguyên đán"), or nothing."""
        mark = self.marks.get(day)
        return mark.name if mark else ""

    def knows(self, year: int) -> bool:
        """Whether the table says anything of the year."""
        return year in self._known_years

    def is_provisional_year(self, year: int) -> bool:
        """Nothing is known of the year, or one of its public holidays is not decided yet."""
        return not self.knows(year) or year in self._provisional_years

    def doubt(self, first: date, last: date) -> Doubt:
        """What may still change between two days, both included."""
        first, last = min(first, last), max(first, last)
        years = tuple(year for year in range(first.year, last.year + 1) if self.is_provisional_year(year))
        start, end = bisect_left(self._provisional, first), bisect_right(self._provisional, last)
        return Doubt(years, tuple(day for day in self._provisional[start:end] if day.year not in years))

    def roll(self, day: date, direction: Direction = Direction.AFTER) -> date:
        """The day itself if it is worked, else the next working day, or the one before."""
        step = ONE if direction == Direction.AFTER else -ONE
        while not self.is_working(day):
            day += step
        return day

    def shift(self, start: date, days: int) -> date:
        """The `days`-th working day after `start` (before, if negative), which itself is not counted."""
        step, left = (ONE, days) if days >= 0 else (-ONE, -days)
        day = start
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.working_days(end, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@dataclass(frozen=True)
class Length:
    """How long, in what, on which side of the anchor, as a latest or an earliest day."""

    value: int
    unit: Unit
    direction: Direction = Direction.AFTER
    sense: Sense = Sense.AT_MOST

    @property
    def is_rolled(self) -> bool:
        """Whether a last day off moves to a working day; a minimum wait stays."""
        return self.sense == Sense.AT_MOST


@dataclass(frozen=True)
class Pause:
    """Days on which the clock stood still, both included; without `last` it still stands."""

    first: date
    last: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("A pause ends before it begins.")

    def covers(self, day: date) -> bool:
        """Whether the clock stood on that day."""
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def days(self) -> int | None:
        """How many days it lasts; none while it still does."""
        return None if self.last is None else (self.last - self.first).days + 1


@dataclass(frozen=True)
class Step:
    """One day of the strip: what it was, and the how-manieth counted one."""

    day: date
    kind: StepKind
    ordinal: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Reckoning:
    """A counted period: the due day, the last day before rolling, and every day in the order of the calendar."""

    anchor: date
    due: date
    last_counted: date
    steps: tuple[Step, ...] = field(repr=False)


def due_day(anchor: date, length: Length, calendar: Calendar, *, pauses: Iterable[Pause] = (), extra: int = 0) -> date:
    """The last permitted day (at most) or the first permitted one (at least).

    `extra` lengthens the period by so many of its units (extensions): counted from the anchor, rolled once at the end.
    Pauses without an end are an error here, and so are pauses and extensions of a period before its anchor.
    """
    stopped = _closed(pauses)
    return _due(_last_counted(anchor, length, calendar, stopped, extra), length, calendar, stopped)


def reckon(
    anchor: date, length: Length, calendar: Calendar, *, pauses: Iterable[Pause] = (), extra: int = 0
) -> Reckoning:
    """The same, day by day. `reckon(...).due == due_day(...)` always."""
    stopped = _closed(pauses)
    last = _last_counted(anchor, length, calendar, stopped, extra)
    due = _due(last, length, calendar, stopped)
    steps = list(_steps(anchor, due, last, length, calendar, stopped))
    return Reckoning(anchor, due, last, tuple(steps if length.direction == Direction.AFTER else reversed(steps)))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last one where it has no such day (Article 148, clause 3)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError("A day outside the years that there are.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of(unit: Unit, day: date) -> date:
    """Last day of the week, month, quarter, half year or year that holds the day; of a day, itself."""
    if unit in (Unit.CALENDAR_DAY, Unit.WORKING_DAY):
        return day
    if unit == Unit.WEEK:
        return day + timedelta(days=6 - day.weekday())
    months = MONTHS[unit]
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1])


def _last_counted(anchor: date, length: Length, calendar: Calendar, pauses: tuple[Pause, ...], extra: int) -> date:
    """The last counted day, before it is rolled.

    Periods in months keep their calendar length when they are paused: the paused days come on top of it.
    """
    total, unit = length.value + extra, length.unit
    if length.direction == Direction.BEFORE:
        _no_clock(pauses, extra)
        return calendar.shift(anchor, -total) if unit == Unit.WORKING_DAY else _plain_end(anchor, -total, unit)
    if unit == Unit.WORKING_DAY:
        if not pauses:
            return calendar.shift(anchor, total)
        return _nth(anchor, total, lambda day: calendar.is_working(day) and not _paused(day, pauses))
    end = _plain_end(anchor, total, unit)
    if not pauses:
        return end
    return _nth(anchor, (end - anchor).days, lambda day: not _paused(day, pauses))


def _plain_end(anchor: date, total: int, unit: Unit) -> date:
    """So many calendar days, weeks or months from the anchor; before it, if negative."""
    if unit in MONTHS:
        return add_months(anchor, total * MONTHS[unit])
    return anchor + timedelta(days=total * (WEEK_DAYS if unit == Unit.WEEK else 1))


def _nth(anchor: date, total: int, counts: Callable[[date], bool]) -> date:
    """The total-th day after the anchor that counts."""
    day = anchor
    while total > 0:
        day += ONE
        total -= counts(day)
    return day


def _due(last: date, length: Length, calendar: Calendar, pauses: tuple[Pause, ...]) -> date:
    """The end of a period is neither a day off nor a day on which the clock stands; a wait ends where it ends."""
    if not length.is_rolled:
        return last
    if length.direction == Direction.BEFORE:
        return calendar.roll(last, Direction.BEFORE)
    while not calendar.is_working(last) or _paused(last, pauses):
        last += ONE
    return last


def _steps(
    anchor: date, due: date, last: date, length: Length, calendar: Calendar, pauses: tuple[Pause, ...]
) -> Iterator[Step]:
    """Every day from the anchor to the due day, away from the anchor."""
    ordinal, one = 0, ONE if length.direction == Direction.AFTER else -ONE
    for away in range(abs((due - anchor).days) + 1):
        day = anchor + one * away
        kind, number = _kind_of(day, anchor, due, last, length, calendar, pauses), None
        is_within = away > 0 and away <= abs((last - anchor).days)
        if is_within and kind in (StepKind.COUNTED, StepKind.DUE):
            ordinal += 1
            number = ordinal
        yield Step(day, kind, number, calendar.name_of(day))


def _kind_of(
    day: date, anchor: date, due: date, last: date, length: Length, calendar: Calendar, pauses: tuple[Pause, ...]
) -> StepKind:
    if day == due:
        return StepKind.DUE
    if day == anchor:
        return StepKind.ANCHOR
    if _paused(day, pauses):
        return StepKind.PAUSED
    is_past_last = day > last if length.direction == Direction.AFTER else day < last
    if is_past_last:
        return StepKind.ROLLED
    if length.unit == Unit.WORKING_DAY and (why := calendar.why_off(day)):
        return why
    return StepKind.COUNTED


def _closed(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    stopped = tuple(sorted(pauses, key=lambda pause: pause.first))
    if any(pause.last is None for pause in stopped):
        raise ValueError("A clock that stands still has no due day: close the pause first.")
    return stopped


def _no_clock(pauses: tuple[Pause, ...], extra: int) -> None:
    if pauses or extra:
        raise ValueError("A period before its anchor has no clock: it can be neither paused nor extended.")


def _paused(day: date, pauses: tuple[Pause, ...]) -> bool:
    return any(pause.covers(day) for pause in pauses)
