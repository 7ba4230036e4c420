"""The long part of a change of the calendar, run by the worker: which duties move, and moving them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.deadlines import calendars, told
from coordination.deadlines.actions.timing import moved
from coordination.deadlines.choices import ChangeState
from coordination.deadlines.models import CalendarChange, CalendarDay, DueShift, Obligation
from coordination.deadlines.recompute import Running, Shift, affected, proposed, running, shifts

AT_ONCE = 500
"""Keys named in one statement."""
TELL = 5000
"""Duties between two reports of progress."""


def reckon(change_id: int, progress: Callable = lambda *_: None) -> int:
    """Write the list "hạn cũ → hạn mới" of a change; how many lines. Nothing when somebody else did, or gave it up."""
    change = CalendarChange.objects.get(pk=change_id)
    if change.state != ChangeState.RECKONING:
        return 0
    rows = list(running(affected(change)))
    found = list(shifts(_counted(rows, progress), proposed(change)))
    with transaction.atomic():
        waiting = CalendarChange.objects.filter(pk=change_id, state=ChangeState.RECKONING)
        if waiting.update(state=ChangeState.PREVIEWED, reckoned_at=timezone.now()) != 1:
            return 0
        _write_list(change, found)
    return len(found)


def apply(change_id: int, *, by) -> int:
    """Let a change hold, in one transaction; how many duties moved. Nothing when it has been done already.

    The days are reckoned again over the duties as they are now, and nobody changes these meanwhile: what moves is what
    holds, also where the list that was looked at is older. The list is then the one of what has moved. `settle` comes
    after it.
    """
    with transaction.atomic():
        waiting = CalendarChange.objects.filter(pk=change_id, state=ChangeState.APPLYING)
        if waiting.update(state=ChangeState.APPLIED, applied_at=timezone.now()) != 1:
            return 0
        change = CalendarChange.objects.get(pk=change_id)
        _write_days(change)
        found = list(shifts(running(affected(change), lock=True), calendars.read()))
        listed = _write_list(change, found)
        move_all(found, by=by, note=f"Lịch thay đổi: {change.title}")
        log.record(EventKind.CHANGED, change, by=by, data={"moved": len(found), "previewed": listed})
        transaction.on_commit(calendars.forget)
    return len(found)


def settle(obligations=None) -> int:
    """Give every open duty the day its rule and the calendar give it; how many had another one.

    What somebody saved at the same moment as a change of the calendar may still rest on the old one.
    """
    obligations = Obligation.objects.all() if obligations is None else obligations
    if not any(shifts(running(obligations), calendars.read())):
        return 0
    with transaction.atomic():
        found = list(shifts(running(obligations, lock=True), calendars.read()))
        move_all(found, by=System("tính lại hạn"), note="Tính lại theo quy định và lịch")
    return len(found)


def move_all(found: list[Shift], *, by, note: str) -> None:
    """Write the new days, with one event for each duty. Call in a transaction that holds the duties."""
    days: dict[date, list[int]] = defaultdict(list)
    for shift in found:
        days[shift.new].append(shift.obligation.pk)
    now = timezone.now()
    for day, keys in days.items():
        for some in _batches(keys):
            # The revision too: a form opened before must not bring the old day back.
            Obligation.objects.filter(pk__in=some).update(due_on=day, revision=F("revision") + 1, changed_at=now)
    log.record_all(EventKind.CHANGED, _told(found, note), by=by)
    told.many_moved([shift.obligation.pk for shift in found], by=by, why=f"{note}.")


def _told(found: list[Shift], note: str) -> Iterator[tuple]:
    """Each moved duty, with what history needs of it, and its two days, also in words."""
    columns = ("title", "locality", "confidential", "draft_of", "constituency")
    for some in _batches(found):
        rows = Obligation.objects.only(*columns).in_bulk([shift.obligation.pk for shift in some])
        for shift in some:
            data = {"due_on": [str(shift.old), str(shift.new)]}
            yield rows[shift.obligation.pk], data, f"{note}. {moved(shift.old, shift.new)}"


def _write_list(change: CalendarChange, found: list[Shift]) -> int:
    """Keep the lines of a change, if they are not so already; how many there were."""
    lines = {(shift.obligation.pk, shift.old, shift.new) for shift in found}
    kept = set(change.shifts.values_list("obligation_id", "old_due_on", "new_due_on"))
    if kept != lines:
        change.shifts.all().delete()
        rows = (
            DueShift(change=change, obligation_id=pk, old_due_on=old, new_due_on=new) for pk, old, new in sorted(lines)
        )
        DueShift.objects.bulk_create(rows, batch_size=4 * AT_ONCE)
    return len(kept)


def _write_days(change: CalendarChange) -> None:
    edits = list(change.days.all())
    place = CalendarDay.objects.filter(locality=change.locality)
    place.filter(day__in=[edit.day for edit in edits]).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            locality=change.locality,
            day=edit.day,
            kind=edit.kind,
            name=edit.name,
            source=edit.source or change.source,
            status=edit.status,
        )
        for edit in edits
        if edit.kind
    )


def _counted(rows: list[Running], progress: Callable) -> Iterator[Running]:
    for number, row in enumerate(rows):
        if number % TELL == 0:
            progress(number, len(rows), f"Đang tính hạn {number}/{len(rows)}")
        yield row


def _batches(items: Iterable) -> Iterator[list]:
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some
