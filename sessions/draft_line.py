"""The path of one draft as a line of stops: done, now, to come, and by when. No queries here."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coordination.deadlines.choices import ObligationStatus
from sessions.choices import DraftStatus, StepKind
from sessions.path import DOER_WORDS, PathStep, path_of
from sessions.rules import days_late

STANDS_AT = {
    DraftStatus.REGISTERED: StepKind.ASSIGNMENT,
    DraftStatus.DRAFTING: StepKind.DRAFTING,
    DraftStatus.CONSULTATION: StepKind.CONSULTATION,
    DraftStatus.CRITICISM: StepKind.CRITICISM,
    DraftStatus.APPRAISAL: StepKind.APPRAISAL,
    DraftStatus.APPROVAL: StepKind.APPROVAL,
    DraftStatus.VERIFICATION: StepKind.VERIFICATION,
    DraftStatus.TO_SESSION: StepKind.DEBATE,
    DraftStatus.REVISION: StepKind.REVISION,
    DraftStatus.ADOPTED: StepKind.VOTE,
    DraftStatus.REJECTED: StepKind.VOTE,
}
"""Where on the path a draft stands by its status; what lies before without a row was not written down."""

CHIPS = {
    "done": ("done", "xong"),
    "now": ("today", "đang làm"),
    "silent": ("none", "không có kết quả"),
    "passed": ("none", "không ghi"),
    "to_come": ("wait", "chưa đến"),
    "stopped": ("none", "dừng"),
}


@dataclass(frozen=True)
class Doing:
    """One body's part in a stop: its days, its duty, how late it is (calendar days)."""

    who: str
    step: Any = None
    duty: Any = None
    late: int = 0

    @property
    def days(self) -> tuple[date | None, date | None]:
        """From, to."""
        return (self.step.started_on, self.step.done_on) if self.step else (None, None)


@dataclass(frozen=True)
class Stop:
    """One step of the path as the page shows it."""

    planned: PathStep
    mark: str
    doings: list[Doing] = field(default_factory=list)
    earlier_rounds: int = 0

    @property
    def words(self) -> str:
        """The name of the step."""
        return self.planned.words

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip; a step that may be skipped and is to come says so."""
        if self.mark == "to_come" and self.planned.is_skippable:
            return "none", "có thể bỏ qua"
        return CHIPS[self.mark]

    @property
    def is_late(self) -> bool:
        """Whether somebody's part of it is overdue."""
        return any(doing.late for doing in self.doings)

    @property
    def who(self) -> str:
        """Who does such a step, where no body is known yet."""
        return DOER_WORDS[self.planned.doer]


def line_of(case, draft, steps, duties: dict, today: date) -> list[Stop]:
    """The stops in their order. `duties`: key of a step → the obligation about it that the reader may see."""
    path = path_of(case)
    place = {step.kind: number for number, step in enumerate(path)}
    rows = defaultdict(list)
    for step in steps:
        rows[step.kind].append(step)
    at = _place(draft, place, steps)
    return [_stop(planned, number, at, draft, rows[planned.kind], duties, today) for number, planned in enumerate(path)]


def _place(draft, place: dict, steps) -> int:
    """The number of the stop at which the draft stands; of a withdrawn one the last that was begun."""
    if draft.status == DraftStatus.WITHDRAWN:
        begun = [place[step.kind] for step in steps if step.started_on and step.kind in place]
        return max(begun, default=0)
    kind = STANDS_AT[DraftStatus(draft.status)]
    return place.get(kind, place.get(StepKind.DRAFTING, 0))


def _stop(planned, number, at, draft, rows, duties, today) -> Stop:
    now = [row for row in rows if row.round == draft.rounds or row.done_on is None and not row.result]
    mark = _mark(number, at, draft, now, rows)
    shown = now if now or mark == "to_come" else rows
    doings = [_doing(row, duties.get(row.pk), today) for row in shown]
    return Stop(planned, mark, doings, len({row.round for row in rows if row not in shown}))


def _mark(number, at, draft, now, rows) -> str:
    begun = [row for row in now if row.started_on]
    if begun and all(row.done_on for row in begun):
        return "done"
    if any(not row.done_on and not row.result for row in begun):
        return "stopped" if draft.status not in DraftStatus.OPEN else "now"
    if begun:
        return "silent"
    if number < at:
        return "done" if any(row.done_on for row in rows) else "passed"
    if number == at:
        return (
            "now"
            if draft.status in DraftStatus.OPEN
            else "done"
            if draft.status != DraftStatus.WITHDRAWN
            else "stopped"
        )
    return "to_come" if draft.status in DraftStatus.OPEN else "passed"


def _doing(row, duty, today: date) -> Doing:
    if duty and duty.status == ObligationStatus.WAIVED:
        duty = None  # nobody owes it any more
    late = days_late(duty.due_on, duty.closed_on, today) if duty else 0
    return Doing(str(row.body) if row.body else "", row, duty, late)
