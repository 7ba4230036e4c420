"""The due day of an obligation, replayed from its version, its anchor, the calendar and its clock events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from coordination.deadlines.calendar import Calendar, Pause, Reckoning, Step, StepKind, Unit, due_day, end_of, reckon
from coordination.deadlines.choices import ClockKind, RuleKind
from coordination.deadlines.models import ClockEvent, RuleVersion
from coordination.lib.dates import screen
from coordination.records.errors import Refused


@dataclass(frozen=True)
class Clock:
    """What the events of a clock come to: the version that holds now, closed pauses, the open one, what was added."""

    version: RuleVersion
    pauses: tuple[Pause, ...] = ()
    open_pause: Pause | None = None
    extra: int = 0
    extensions: int = 0

    @property
    def paused_on(self) -> date | None:
        """First day of the pause that still lasts."""
        return self.open_pause.first if self.open_pause else None


def replay(version: RuleVersion, events: Iterable[ClockEvent]) -> Clock:
    """Read the valid events in the order of their days; how they were entered does not matter.

    A pause inside a pause is part of it. On a day on which a pause ends and another begins, the first ends first; one
    that would end on the day it begins is none.
    """
    pauses: list[Pause] = []
    begun: Pause | None = None
    extra, extensions = 0, 0
    for on, today in groupby(sorted(_valid(events), key=_by_day), key=lambda event: event.on):
        kinds: dict[str, ClockEvent] = {event.kind: event for event in today}
        resumed, paused = ClockKind.RESUME in kinds, kinds.get(ClockKind.PAUSE)
        if begun is not None and resumed:
            pauses.append(Pause(begun.first, on - timedelta(days=1), begun.note))
            begun, resumed = None, False
        if paused is not None and begun is None and not resumed:
            begun = Pause(on, None, _why(paused))
        if extension := kinds.get(ClockKind.EXTENSION):
            extra, extensions = extra + (extension.amount or 0), extensions + 1
        if transition := kinds.get(ClockKind.TRANSITION):
            version = transition.version or version
    return Clock(version, tuple(pauses), begun, extra, extensions)


def why_no_pause(first: date, *, anchor: date, due: date, earlier: Sequence[Pause]) -> str:
    """Why no pause may begin on a day, or nothing. `earlier`: the pauses before it; `due`: the due day without it."""
    words = f"Đợt tạm dừng từ {screen(first)}"
    if first < anchor:
        return f"{words} bắt đầu trước ngày mốc {screen(anchor)}."
    if past := [pause for pause in earlier if pause.last and first <= pause.last]:
        span = f"{screen(past[-1].first)} – {screen(past[-1].last)}"
        return f"{words} nằm trong hoặc trước đợt tạm dừng {span}."
    return f"{words} bắt đầu sau khi đã hết hạn ({screen(due)})." if first > due else ""


def _valid(events: Iterable[ClockEvent]) -> list[ClockEvent]:
    return [event for event in events if event.annulled_at is None]


def _why(pause: ClockEvent) -> str:
    """The reason with its document: "chờ kiểm kê tài sản (Văn bản 87/UBND-TH)"."""
    document = f"({pause.document})" if pause.document else ""
    return " ".join(part for part in (pause.reason, document) if part)


def _by_day(event: ClockEvent) -> tuple[date, int]:
    return event.on, event.pk or 0


def due_of(clock: Clock, anchor: date, calendar: Calendar) -> date:
    """The due day; a pause that still lasts is left out of it, since nobody knows when it ends."""
    version = clock.version
    if version.kind == RuleKind.THRESHOLD:
        raise Refused(f"{version.rule.code}: trường hợp này là tỷ lệ biểu quyết, không có ngày hạn.")
    if version.kind == RuleKind.FIXED_DATE:
        return version.fixed_day(anchor)
    if version.kind == RuleKind.FREQUENCY:
        return end_of(Unit(version.unit), anchor)
    return due_day(anchor, version.length, calendar, pauses=clock.pauses, extra=clock.extra)


def reckoning_of(clock: Clock, anchor: date, calendar: Calendar) -> Reckoning:
    """The same with every day; a fixed date and a frequency have only their anchor and their end."""
    if clock.version.kind == RuleKind.DURATION:
        return reckon(anchor, clock.version.length, calendar, pauses=clock.pauses, extra=clock.extra)
    due = due_of(clock, anchor, calendar)
    return Reckoning(anchor, due, due, (Step(anchor, StepKind.ANCHOR), Step(due, StepKind.DUE)))
