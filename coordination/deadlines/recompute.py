"""Which due days a change of the calendar (or of anything else they rest on) moves. Reads, never writes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from coordination.deadlines import calendars as table
from coordination.deadlines.calendar import Calendar, Mark
from coordination.deadlines.clocks import Clock, due_of, replay
from coordination.deadlines.models import CalendarChange, CalendarDay, ClockEvent, Obligation, RuleVersion


class Running(NamedTuple):
    """What of an obligation its due day rests on."""

    pk: int
    locality_id: int
    version: RuleVersion
    anchor_on: date
    due_on: date
    events: tuple[ClockEvent, ...] = ()


class Shift(NamedTuple):
    """An obligation whose day moves."""

    obligation: Running
    old: date
    new: date


def running(obligations, *, lock: bool = False) -> Iterator[Running]:
    """Of a queryset of obligations those whose day the calendar decides: open, resting on a rule, not paused.

    A paused one keeps its old day until it is resumed, a set date stays as written. Three queries however many there
    are. With `lock`, inside a transaction, nobody else changes them until its end.
    """
    wanted = obligations.filter(version__isnull=False, closed_on=None, paused_on=None).order_by()
    columns = wanted.values_list("pk", "locality_id", "version_id", "anchor_on", "due_on")
    rows = list(columns.select_for_update() if lock else columns)
    versions = RuleVersion.objects.select_related("rule").in_bulk()
    events: dict[int, list[ClockEvent]] = defaultdict(list)
    for event in ClockEvent.objects.valid().filter(obligation__in=wanted.values("pk")).select_related("version"):
        events[event.obligation_id].append(event)
    for pk, locality_id, version_id, anchor_on, due_on in rows:
        yield Running(pk, locality_id, versions[version_id], anchor_on, due_on, tuple(events.get(pk, ())))


class Replay:
    """`Replay(calendars)(running)` is the due day under those calendars (as `calendars.read()` gives them).

    Duties of one kind opened on one day are reckoned once. `clock_of` gives each its clock, when not its own.
    """

    def __init__(self, calendars: Mapping[int | None, Calendar], clock_of: Callable[[Running], Clock] | None = None):
        self.calendars = calendars
        self._clock_of = clock_of or (lambda one: replay(one.version, one.events))
        self._known: dict[tuple, date] = {}

    def __call__(self, one: Running) -> date:
        place = one.locality_id if one.locality_id in self.calendars else None
        clock = self._clock_of(one)
        key = (place, clock.version.pk, one.anchor_on, clock.pauses, clock.extra)
        if key not in self._known:
            self._known[key] = due_of(clock, one.anchor_on, self.calendars[place])
        return self._known[key]


def changes(obligations: Iterable[Running], due: Callable[[Running], date]) -> Iterator[Shift]:
    """Those for which `due` gives another day than the one they have: "what would change if"."""
    for one in obligations:
        new = due(one)
        if new != one.due_on:
            yield Shift(one, one.due_on, new)


def shifts(obligations: Iterable[Running], calendars: Mapping[int | None, Calendar]) -> Iterator[Shift]:
    """Those whose day moves under other calendars."""
    return changes(obligations, Replay(calendars))


def proposed(change: CalendarChange) -> dict[int | None, Calendar]:
    """The calendars as they would be with a change: its days over the table as it is now."""
    return _with(change, table.marks())


def affected(change: CalendarChange):
    """The obligations whose calendar a change touches: those of its place, or all."""
    return Obligation.objects.filter(locality=change.locality) if change.locality_id else Obligation.objects.all()


def newly_off(change: CalendarChange) -> list[date]:
    """Days that are worked now and would be off: a set date on one of them stays, and people are warned."""
    rows = table.marks()
    before, after = (which.get(change.locality_id) or which[None] for which in (table.built(rows), _with(change, rows)))
    days = [edit.day for edit in change.days.all()]
    return [day for day in days if before.is_working(day) and not after.is_working(day)]


def _with(change: CalendarChange, rows: Mapping[int | None, Mapping[date, Mark]]) -> dict[int | None, Calendar]:
    place = dict(rows.get(change.locality_id, {}))
    for edit in change.days.all():
        if edit.kind:
            place[edit.day] = CalendarDay(kind=edit.kind, name=edit.name, status=edit.status).mark
        else:
            place.pop(edit.day, None)
    return table.built({**rows, change.locality_id: place})
