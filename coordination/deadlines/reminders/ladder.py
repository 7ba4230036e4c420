"""At which distance from the due day somebody is told: pure, knows no Django and no database.

A step is a number of working days from the due day, negative before it. A sweep asks for the step that holds on its
day, never for those it missed: after a week of downtime people hear where things stand, not where they stood.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coordination.deadlines.calendar import ONE, Calendar

WEEK = 5
"""Working days between two reminders after the last step."""
FARTHEST = 60
"""No step lies further from the due day than so many working days."""

ASSIGNEE, HEAD, OFFICE, STANDING = "assignee", "head", "office", "standing"
AUDIENCES = (ASSIGNEE, HEAD, OFFICE, STANDING)
"""The values of `choices.Audience`, widest last."""


class BadLadder(ValueError):
    """A stored ladder that cannot be read."""


@dataclass(frozen=True)
class Ladder:
    """Steps with their audiences in ascending order; `weekly_to` is told every `WEEK` days after the last one."""

    rungs: tuple[tuple[int, frozenset[str]], ...]
    weekly_to: frozenset[str] = frozenset()

    @property
    def steps(self) -> tuple[int, ...]:
        """The distances alone."""
        return tuple(step for step, _ in self.rungs)

    def step_on(self, day: date, due_on: date, calendar: Calendar) -> int | None:
        """The step that holds on the day, or none yet."""
        return step_on(day, due_on, self.steps, bool(self.weekly_to), calendar)

    def audience(self, step: int, *, serious_after: int) -> frozenset[str]:
        """Who is told at a step. In the weekly ones the Standing Committee is left out until it is serious."""
        for offset, to in self.rungs:
            if offset == step:
                return to
        return self.weekly_to if step > serious_after else self.weekly_to - {STANDING}


def step_on(day: date, due_on: date, steps: Iterable[int], weekly: bool, calendar: Calendar) -> int | None:
    """The latest step reached by the day: one of `steps`, or one of those that follow them every `WEEK` days."""
    steps = tuple(steps)
    here = position(day, due_on, calendar)
    last = max((*steps, 0))
    if weekly and here >= last + WEEK:
        return last + (here - last) // WEEK * WEEK
    return max((step for step in steps if step <= here), default=None)


def position(day: date, due_on: date, calendar: Calendar) -> int:
    """How many working days the day lies after the due day, or before it (negative).

    `position(day) >= step` exactly when the step's day, `calendar.shift(due_on, step)`, is not later than the day.
    """
    if day < due_on:
        return -calendar.working_days(day, due_on - ONE) - 1
    return calendar.working_days(due_on, day)


def read(steps: Any, weekly_to: Any) -> Ladder:
    """A ladder from its stored form, a list of {"offset": -3, "to": ["assignee"]}. Raises BadLadder."""
    try:
        rungs = {int(row["offset"]): _audiences(row["to"]) for row in steps}
        weekly = _audiences(weekly_to)
    except (KeyError, TypeError, ValueError) as error:
        raise BadLadder(f"Thang nhắc hạn không đọc được ({type(error).__name__}: {error}).") from error
    if any(abs(step) > FARTHEST for step in rungs):
        raise BadLadder(f"Thang nhắc hạn có bước xa hạn hơn {FARTHEST} ngày làm việc.")
    return Ladder(tuple(sorted(rungs.items())), weekly)


def stored(ladder: Ladder) -> tuple[list[dict], list[str]]:
    """The form in which a ladder is kept: what `read` reads."""
    return [{"offset": step, "to": _in_order(to)} for step, to in ladder.rungs], _in_order(ladder.weekly_to)


def latest_due(day: date, farthest: int, calendar: Calendar) -> date:
    """The last due day for which a step `farthest` working days before it may hold on the day."""
    return calendar.roll(calendar.shift(day, farthest) + timedelta(days=1))


def _audiences(values: Any) -> frozenset[str]:
    if isinstance(values, str) or not set(values) <= set(AUDIENCES):
        raise ValueError(f"đối tượng nhận {values!r}")
    return frozenset(values)


def _in_order(audiences: frozenset[str]) -> list[str]:
    return [name for name in AUDIENCES if name in audiences]


def _rungs(*rows: tuple[tuple[int, ...], tuple[str, ...]]) -> tuple[tuple[int, frozenset[str]], ...]:
    return tuple((step, frozenset(to)) for steps, to in rows for step in steps)


DEFAULT = Ladder(
    _rungs(
        ((-15, -7, -3, -1, 0), (ASSIGNEE,)),
        ((1,), (ASSIGNEE, HEAD)),
        ((3,), (ASSIGNEE, HEAD, OFFICE)),
    ),
    frozenset(AUDIENCES),
)
"""What holds where no office has set anything: the assignee from 15 working days before, wider after the due day."""
