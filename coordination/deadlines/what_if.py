"""What would change if a version said something else: open duties, "hạn nay → hạn nếu". Nothing is written."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import ClockKind
from coordination.deadlines.clocks import due_of, replay
from coordination.deadlines.models import Obligation, RuleVersion
from coordination.deadlines.recompute import Running, changes, running
from coordination.deadlines.rulebook import holds, same_case


@dataclass(frozen=True)
class Moved:
    """One open duty whose day would be another."""

    obligation: Obligation
    due_if: date

    @property
    def words(self) -> str:
        """By how many calendar days."""
        days = (self.due_if - self.obligation.due_on).days
        return f"muộn hơn {days} ngày" if days > 0 else f"sớm hơn {-days} ngày"


@dataclass(frozen=True)
class Outcome:
    """The answer: how many duties were looked at, those that would move, and how many nobody can reckon."""

    looked_at: int
    moved: list[Moved] = field(repr=False)
    unknown: int = 0

    @property
    def by_body(self) -> list[tuple]:
        """How many of them each body owes, the most first."""
        return Counter(one.obligation.owner for one in self.moved).most_common()


def supposed(version, **changed) -> RuleVersion:
    """A copy that says otherwise and is never saved."""
    other = copy(version)
    for name, value in changed.items():
        setattr(other, name, value)
    return other


def what_if(other: RuleVersion, obligations) -> Outcome:
    """Replay those of `obligations` that run and rest on the case of `other`, with it wherever it would hold.

    It holds for anchors (or changes of law) from its first day to its last; the others keep what they have. Where the
    unit changes, extensions granted in the old unit cannot be carried over: such duties are `unknown`. A duty that
    stands still has no day to move.
    """
    case = {one.pk: one for one in same_case(other)}
    unknown, asked = 0, []
    for one in running(obligations.filter(version__rule_id=other.rule_id)):
        clock = replay(one.version, one.events)
        if clock.version.pk not in case or not holds(other, _picked_on(one)):
            continue
        if clock.extra and clock.version.unit != other.unit:
            unknown += 1
        else:
            asked.append(one)
    shifts = list(changes(asked, lambda one: _due_if(one, other)))
    rows = obligations.select_related("owner").in_bulk([shift.obligation.pk for shift in shifts])
    moved = [Moved(rows[shift.obligation.pk], shift.new) for shift in shifts]
    return Outcome(len(asked) + unknown, sorted(moved, key=lambda one: (one.due_if, one.obligation.pk)), unknown)


def everywhere(other: RuleVersion) -> int:
    """How many duties of the whole installation would move: a number, for who answers for the common law."""
    return len(what_if(other, Obligation.objects.all()).moved)


def _due_if(one: Running, other: RuleVersion) -> date:
    events = [event for event in one.events if event.kind != ClockKind.TRANSITION]
    return due_of(replay(other, events), one.anchor_on, calendar_of(one.locality_id))


def _picked_on(one: Running) -> date:
    """The day that decided for the version: of the change of law that led to it, else the anchor."""
    return max((event.on for event in one.events if event.kind == ClockKind.TRANSITION), default=one.anchor_on)
