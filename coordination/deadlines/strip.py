"""The days of a reckoned period as a strip of weeks, each day with the words that say what it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.deadlines.calendar import SATURDAY, WEEK_DAYS, Pause, Step, StepKind
from coordination.lib.dates import WEEKDAYS, screen
from coordination.lib.numbers import vi
from coordination.ui.show import capfirst

CSS = {
    StepKind.ANCHOR: "a",
    StepKind.COUNTED: "c",
    StepKind.WEEKEND: "s",
    StepKind.HOLIDAY: "h",
    StepKind.PAUSED: "p",
    StepKind.DUE: "d",
}
LEGEND = {
    "a": "mốc",
    "c": "ngày được tính",
    "s": "cuối tuần",
    "h": "nghỉ lễ, Tết",
    "p": "tạm dừng",
    "d": "hạn",
}


@dataclass(frozen=True)
class Cell:
    """One day: the letter of its style, the number of the day, the mark under it, and all of it as spoken text."""

    css: str
    number: int
    mark: str
    spoken: str


@dataclass(frozen=True)
class Week:
    """Seven cells from Monday on; nothing for the days outside the period."""

    title: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Band:
    """A pause in place of the whole weeks that it covers."""

    pause: Pause

    @property
    def days(self) -> str:
        """How long, as a number on screen."""
        return vi(self.pause.days or 0)


def weeks_of(steps: Sequence[Step], pauses: Iterable[Pause] = ()) -> list[Week | Band]:
    """The strip: week after week, a whole week without a running clock folded into the band of its pause."""
    if not steps:
        return []
    by_day, pauses = {step.day: step for step in steps}, list(pauses)
    monday = steps[0].day - timedelta(days=steps[0].day.weekday())
    rows: list[Week | Band] = []
    while monday <= steps[-1].day:
        days = [monday + timedelta(days=n) for n in range(WEEK_DAYS)]
        pause = _covering(days, pauses)
        if pause is None:
            rows.append(_week(days, by_day))
        elif rows[-1:] != [Band(pause)]:
            rows.append(Band(pause))
        monday += timedelta(days=WEEK_DAYS)
    return rows


def legend_of(rows: Iterable[Week | Band]) -> list[tuple[str, str]]:
    """(style, words) of the kinds of days that the strip holds."""
    used = {cell.css for row in rows if isinstance(row, Week) for cell in row.cells if cell}
    return [(css, words) for css, words in LEGEND.items() if css in used]


def said(step: Step) -> str:
    """What the day was: "tính, ngày thứ 3"."""
    if step.kind == StepKind.ANCHOR:
        return "ngày mốc, không tính"
    if step.kind == StepKind.PAUSED:
        return "tạm dừng, không tính"
    if step.kind == StepKind.DUE:
        return f"hạn, ngày thứ {step.ordinal}" if step.ordinal else "hạn, ngày làm việc gần nhất"
    if step.kind == StepKind.COUNTED:
        return f"tính, ngày thứ {step.ordinal}{_named(step)}"
    why = "cuối tuần" if step.kind == StepKind.WEEKEND or (_is_weekend(step.day) and not step.name) else "ngày nghỉ"
    after = ", không lấy làm ngày hạn" if step.kind == StepKind.ROLLED else ", không tính"
    return f"{why}{_named(step)}{after}"


def spoken(step: Step) -> str:
    """The day and what it was: "Thứ Sáu 13/02/2026: tính, ngày thứ 1"."""
    return f"{day_words(step.day)}: {said(step)}"


def day_words(day: date) -> str:
    """ "Thứ Sáu 13/02/2026"."""
    return f"{capfirst(WEEKDAYS[day.weekday()])} {screen(day)}"


def folded(steps: Sequence[Step], longest: int = WEEK_DAYS) -> list[Step | tuple[Step, Step]]:
    """The steps in their order; a run of more than `longest` paused days as its first and last one."""
    rows: list[Step | tuple[Step, Step]] = []
    run: list[Step] = []
    for step in (*steps, None):
        if step is not None and step.kind == StepKind.PAUSED:
            run.append(step)
            continue
        rows += [(run[0], run[-1])] if len(run) > longest else run
        run = []
        if step is not None:
            rows.append(step)
    return rows


def _covering(days: list[date], pauses: list[Pause]) -> Pause | None:
    """The pause that covers every one of the days."""
    return next((pause for pause in pauses if pause.covers(days[0]) and pause.covers(days[-1])), None)


def _week(days: list[date], by_day: dict[date, Step]) -> Week:
    cells = tuple(_cell(by_day[day]) if day in by_day else None for day in days)
    return Week(f"Tuần {days[0]:%d/%m} – {screen(days[-1])}", cells)


def _cell(step: Step) -> Cell:
    css = CSS.get(step.kind) or ("s" if _is_weekend(step.day) else "h")
    marks = {StepKind.ANCHOR: "mốc", StepKind.PAUSED: "–", StepKind.DUE: "hạn"}
    mark = str(step.ordinal) if step.ordinal else marks.get(step.kind, "lễ" if css == "h" else "")
    return Cell(css, step.day.day, mark, spoken(step))


def _named(step: Step) -> str:
    return f" ({step.name})" if step.name else ""


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
