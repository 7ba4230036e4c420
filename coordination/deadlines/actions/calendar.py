"""Changes of the table of days: gathered by people, reckoned and applied as jobs (actions/recalculation.py).

Nothing of a change holds before it is applied. Each step is one conditional update, so that of two people who press at
the same moment one is told who was faster.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.deadlines.calendar import SATURDAY, DayKind
from coordination.deadlines.choices import ChangeState, DayStatus
from coordination.deadlines.models import CalendarChange, CalendarDay, ChangedDay, DueShift
from coordination.jobs.choices import JobState
from coordination.jobs.models import Job
from coordination.jobs.queue import enqueue
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.records.errors import AlreadyDone, Forbidden, NotNow, Refused

RECKON_JOB = "calendar-reckon"
APPLY_JOB = "calendar-apply"
OPEN = (ChangeState.DRAFT, ChangeState.PREVIEWED)
"""States in which days may be added and taken out."""
LONGEST = 31
"""Days that one line of the form may cover."""


def may_edit(change: CalendarChange, user) -> bool:
    """The common calendar belongs to whoever operates the installation, a locality's own to its council's office."""
    if change.locality_id is None:
        return user.can(Permission.OPERATE) and not user.acting.locality.is_ended
    return user.can(Permission.CALENDAR_EDIT, change)


def places_of(user) -> list:
    """Whose calendar the user may change: `None` for the common one, the own locality."""
    if user.acting is None:
        return []
    places = [None, user.acting.locality]
    return [place for place in places if may_edit(CalendarChange(locality=place), user)]


@transaction.atomic
def begin(change: CalendarChange, *, by) -> CalendarChange:
    """Start to gather days."""
    _check(change, by)
    change.created_by = by
    change.full_clean(exclude=["applied_by"])
    change.save()
    log.record(EventKind.CREATED, change, by=by)
    return change


def fault_of(day: date, kind: str) -> str:
    """Why a day cannot be of that kind, as a sentence; nothing when it can."""
    is_weekend = day.weekday() >= SATURDAY
    if kind == DayKind.MAKEUP_WORKING and not is_weekend:
        return f"Ngày {screen(day)} vốn là ngày làm việc; làm bù chỉ ghi cho thứ Bảy, Chủ nhật."
    if kind in (DayKind.SWAP_OFF, DayKind.COMPENSATORY_OFF) and is_weekend:
        return f"Ngày {screen(day)} là thứ Bảy hoặc Chủ nhật, vốn đã nghỉ; nghỉ bù, hoán đổi ghi cho ngày làm việc."
    return ""


@transaction.atomic
def put_days(change: CalendarChange, rows: Iterable[dict], *, by, kind=EventKind.CHANGED, note: str = "") -> int:
    """Take days into a change, over what it said of them before. `rows`: fields of `ChangedDay`; how many there were.

    Raises Forbidden, NotNow, ValidationError; then nothing is written.
    """
    _check(change, by)
    edits = [ChangedDay(change=change, **row) for row in rows]
    for edit in edits:
        if fault := fault_of(edit.day, edit.kind):
            raise ValidationError({"day": fault})
        edit.clean_fields(exclude=["change"])
    _check_dropped(change, [edit.day for edit in edits if not edit.kind])
    _open_again(change)
    change.days.filter(day__in=[edit.day for edit in edits]).delete()
    ChangedDay.objects.bulk_create(edits)
    log.record(kind, change, by=by, data={"days": [edit.day.isoformat() for edit in edits]}, note=note)
    return len(edits)


@transaction.atomic
def take_back(change: CalendarChange, day: date, *, by) -> None:
    """Leave a day as the table has it."""
    _check(change, by)
    _open_again(change)
    change.days.filter(day=day).delete()
    log.record(EventKind.CHANGED, change, by=by, data={"taken back": day.isoformat()})


def confirm_year(change: CalendarChange, year: int, *, by) -> int:
    """Take into the change that the provisional days of a year are official, by the document of the change."""
    rows = CalendarDay.objects.filter(locality=change.locality, day__year=year, status=DayStatus.PROVISIONAL)
    days = [
        {"day": row.day, "kind": row.kind, "name": row.name, "source": change.source, "status": DayStatus.OFFICIAL}
        for row in rows
    ]
    if not days:
        raise Refused(f"Lịch năm {year} không còn ngày nào dự kiến.")
    return put_days(change, days, by=by)


@transaction.atomic
def discard(change: CalendarChange, *, by) -> None:
    """Give it up: the table stays as it is."""
    _check(change, by)
    _step(change, OPEN, ChangeState.DISCARDED)
    change.shifts.all().delete()
    log.record(EventKind.CHANGED, change, by=by, data={"state": [change.state, ChangeState.DISCARDED]})


@transaction.atomic
def reckon(change: CalendarChange, *, by) -> Job:
    """Ask for the list "hạn cũ → hạn mới"; may be asked again after more edits, or when its job has failed."""
    _check(change, by)
    if not change.days.exists():
        raise NotNow("Thay đổi này chưa có ngày nào.")
    sources = (*OPEN, *_left(change, ChangeState.RECKONING, RECKON_JOB))
    _step(change, sources, ChangeState.RECKONING)
    return _enqueue(RECKON_JOB, change, by, f"Tính ảnh hưởng: {change.title}")


@transaction.atomic
def apply(change: CalendarChange, *, by) -> Job:
    """Let it hold: the days into the table, the duties to their new days. Only what has been reckoned."""
    _check(change, by)
    sources = (ChangeState.PREVIEWED, *_left(change, ChangeState.APPLYING, APPLY_JOB))
    _step(change, sources, ChangeState.APPLYING, applied_by=by, applied_at=timezone.now())
    return _enqueue(APPLY_JOB, change, by, f"Áp dụng: {change.title}")


def _check(change, by) -> None:
    if not may_edit(change, by):
        raise Forbidden


def _check_dropped(change, days: list[date]) -> None:
    """Only a day that the table has can be taken out of it."""
    known = set(CalendarDay.objects.filter(locality=change.locality, day__in=days).values_list("day", flat=True))
    if unknown := [screen(day) for day in days if day not in known]:
        raise ValidationError({"day": f"Lịch không có ngày {', '.join(unknown)} để bỏ."})


def _open_again(change) -> None:
    """A change that is edited has not been reckoned."""
    _step(change, OPEN, ChangeState.DRAFT, reckoned_at=None)
    DueShift.objects.filter(change=change).delete()


def _step(change, sources, target, **fields) -> None:
    if CalendarChange.objects.filter(pk=change.pk, state__in=sources).update(state=target, **fields) != 1:
        raise _refusal(CalendarChange.objects.select_related("applied_by__person").get(pk=change.pk))


def _refusal(change) -> Refused:
    """Why the step is not possible in the state that the change is in."""
    if change.state in (ChangeState.APPLYING, ChangeState.APPLIED):
        at = timezone.localtime(change.applied_at)
        return AlreadyDone(f"{change.applied_by} đã cho áp dụng thay đổi này lúc {at:%H:%M ngày %d/%m/%Y}.")
    if change.state == ChangeState.RECKONING:
        return NotNow("Ảnh hưởng của thay đổi này đang được tính; đợi tính xong.")
    if change.state == ChangeState.DISCARDED:
        return AlreadyDone("Thay đổi này đã bỏ.")
    return NotNow("Thay đổi này chưa được tính ảnh hưởng, hoặc đã sửa sau khi tính: tính lại rồi mới áp dụng.")


def _enqueue(kind, change, by, title) -> Job:
    """A job of its own each time: the one before may be at its very end."""
    params = {"change": change.pk, "asked": timezone.now().isoformat()}
    return enqueue(kind, by=by, params=params, title=title)


def _left(change, state, kind) -> tuple:
    """The state itself, if the job that should lead out of it is at work no more."""
    at_work = Job.objects.filter(kind=kind, params__change=change.pk, state__in=JobState.OPEN)
    return () if at_work.exists() else (state,)
