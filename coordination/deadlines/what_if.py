"""What would change if a version said something else: open duties, "hạn nay → hạn nếu". Nothing is written."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from coordination.deadlines import calendars
from coordination.deadlines.choices import ClockKind
from coordination.deadlines.clocks import replay
from coordination.deadlines.models import Obligation, RuleVersion
from coordination.deadlines.recompute import Replay, Running, changes, running

LED = ClockKind.TRANSITION


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
    """The answer: how many duties were looked at, how many would move and nobody can reckon, whose (the most first).

    `moved` are the first of them, as many as were asked for.
    """

    looked_at: int
    count: int
    moved: list[Moved] = field(repr=False)
    by_body: list[tuple] = field(repr=False)
    unknown: int = 0


def supposed(version, **changed) -> RuleVersion:
    """A copy that says otherwise and is never saved."""
    other = copy(version)
    for name, value in changed.items():
        setattr(other, name, value)
    return other


def what_if(other: RuleVersion, obligations, *, shown: int) -> Outcome:
    """Replay those of `obligations` that run and rest on the case of `other`, with it wherever it would hold.

    It holds for anchors (or changes of law) from its first day to its last; the others keep what they have. Where the
    unit changes, extensions granted in the old unit cannot be carried over: such duties are `unknown`. A duty that
    stands still has no day to move. Only the rows `shown` are fetched whole.
    """
    asked, unknown = _resting(other, obligations)
    due = _replay_with(other)
    moved = sorted(changes(asked, due), key=lambda shift: (shift.new, shift.obligation.pk))
    owner_of = dict(obligations.filter(version__rule_id=other.rule_id).order_by().values_list("pk", "owner"))
    moved = [shift for shift in moved if shift.obligation.pk in owner_of]
    counts = Counter(owner_of[shift.obligation.pk] for shift in moved)
    one_of = {owner_of[shift.obligation.pk]: shift.obligation.pk for shift in moved}
    first = moved[:shown]
    rows = obligations.select_related("owner").in_bulk([*(one.obligation.pk for one in first), *one_of.values()])
    bodies = [(rows[one_of[owner]].owner, count) for owner, count in counts.most_common()]
    shown_rows = [Moved(rows[shift.obligation.pk], shift.new) for shift in first]
    return Outcome(len(asked) + unknown, len(moved), shown_rows, bodies, unknown)


def everywhere(other: RuleVersion) -> int:
    """How many duties of the whole installation would move: a number, for who answers for the common law."""
    asked, _unknown = _resting(other, Obligation.objects.all())  # ungated: it gives a number, to the operator alone
    due = _replay_with(other)
    return sum(1 for _ in changes(asked, due))


def _resting(other: RuleVersion, obligations) -> tuple[list[Running], int]:
    """Running duties that `other` would decide, and how many it would but nobody can reckon."""
    case = set(other.siblings().values_list("pk", flat=True))
    unknown, asked = 0, []
    for one in running(obligations.filter(version__rule_id=other.rule_id)):
        clock = replay(one.version, one.events)
        if clock.version.pk not in case or not other.holds_on(_picked_on(one)):
            continue
        if clock.extra and clock.version.unit != other.unit:
            unknown += 1
        else:
            asked.append(one)
    return asked, unknown


def _replay_with(other: RuleVersion) -> Replay:
    """The day that a duty would have, by its own clock but with the other version from the start."""
    return Replay(calendars.read(), lambda one: replay(other, [row for row in one.events if row.kind != LED]))


def _picked_on(one: Running) -> date:
    """The day that decided for the version: of the change of law that led to it, else the anchor."""
    return max((event.on for event in one.events if event.kind == LED), default=one.anchor_on)
