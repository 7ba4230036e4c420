"""What a sweep knows of each office before it looks at a duty: policy, calendar, ladders. Read once per sweep."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from coordination.deadlines import calendars
from coordination.deadlines.calendar import Calendar
from coordination.deadlines.models import ReminderLadder, ReminderPolicy
from coordination.deadlines.reminders import window
from coordination.deadlines.reminders.ladder import DEFAULT, BadLadder, Ladder, read
from coordination.people.models import Locality


@dataclass(frozen=True)
class Office:
    """One place: how it sends, and which days it works."""

    policy: ReminderPolicy
    calendar: Calendar


def offices(day: date, localities: Iterable[int] | None = None) -> dict[int, Office]:
    """Every place that exists on the day, or those of them that are named; by an up-to-date calendar."""
    rows = Locality.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day))
    if localities is not None:
        rows = rows.filter(pk__in=localities)
    policies, tables = window.policies(), calendars.read()
    return {
        pk: Office(policies.get(pk) or ReminderPolicy(locality_id=pk), tables.get(pk) or tables[None])
        for pk in rows.order_by("pk").values_list("pk", flat=True)
    }


def open_among(every: dict[int, Office], now: datetime) -> dict[int, Office]:
    """Those whose window is open now."""
    return {pk: office for pk, office in every.items() if window.is_open(office.policy, office.calendar, now)}


def later_among(every: dict[int, Office], now: datetime) -> dict[int, Office]:
    """Those whose window opens later on the same day."""
    return {pk: office for pk, office in every.items() if window.opens_later(office.policy, office.calendar, now)}


class Ladders:
    """The stored ladders; the most particular row holds: place and rule, rule, place, everybody, the default."""

    def __init__(self) -> None:
        self._rows = {
            (row.locality_id, row.rule_id): row
            for row in ReminderLadder.objects.only("locality", "rule", "steps", "weekly_to")
        }
        self._read: dict[int, Ladder] = {}

    def of(self, locality_id: int | None, rule_id: int | None) -> Ladder:
        """The ladder for duties of the rule (or with a set date) in the place. Raises BadLadder."""
        row = self.row_of(locality_id, rule_id)
        if row is None:
            return DEFAULT
        if row.pk not in self._read:
            self._read[row.pk] = read(row.steps, row.weekly_to)
        return self._read[row.pk]

    def row_of(self, locality_id: int | None, rule_id: int | None) -> ReminderLadder | None:
        """The stored row that holds, or none."""
        places = dict.fromkeys(((locality_id, rule_id), (None, rule_id), (locality_id, None), (None, None)))
        return next((self._rows[place] for place in places if place in self._rows), None)

    def rules_of(self, locality_id: int) -> set[int]:
        """Rules for which the place has a ladder of its own."""
        return {rule for place, rule in self._rows if place == locality_id and rule is not None}

    @property
    def farthest(self) -> int:
        """How many working days before the due day the earliest step of all lies; unreadable ladders have none."""
        return max(-min(ladder.steps, default=0) for ladder in self._readable())

    def _readable(self) -> Iterable[Ladder]:
        yield DEFAULT
        for place in self._rows:
            try:
                yield self.of(*place)
            except BadLadder:
                continue
