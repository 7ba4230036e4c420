"""What the pages of the calendar show: a year by months, what a change does to the table and to the duties."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from coordination.deadlines.calendar import Calendar
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.models import CalendarChange, CalendarDay, ChangedDay, Obligation
from coordination.deadlines.recompute import newly_off
from coordination.lib.dates import WEEKDAYS
from coordination.people.permissions import Permission

ASKED_FROM = 10
"""The month from which next year's calendar is asked for."""


@dataclass(frozen=True)
class Cell:
    """A day of a small month table: its number, and whether it is worked, off by its weekday, or off by the table."""

    day: date
    css: str
    words: str


@dataclass
class Month:
    """A month of the page: its weeks, and the days of the table in it."""

    first: date
    weeks: list[list[Cell | None]] = field(default_factory=list)
    rows: list[CalendarDay] = field(default_factory=list)


def year_of(year: int, user) -> list[Month]:
    """Twelve months with the rows that the user sees; a common row under a local one of the same day is marked."""
    rows: list[Any] = list(CalendarDay.objects.visible_to(user).filter(day__year=year).order_by("day", "locality_id"))
    own = {row.day for row in rows if row.locality_id}
    calendar = calendar_for(user)
    months = [Month(date(year, number, 1)) for number in range(1, 13)]
    for row in rows:
        row.weekday = WEEKDAYS[row.day.weekday()]
        row.is_overridden = row.locality_id is None and row.day in own
        months[row.day.month - 1].rows.append(row)
    for month in months:
        month.weeks = _weeks(month.first, calendar)
    return months


def calendar_for(user) -> Calendar:
    """The calendar of the place the user acts for."""
    return calendar_of(user.acting.locality_id if user.acting else None)


def totals(year: int, calendar: Calendar) -> dict[str, int]:
    """How many days of the year are worked, are off on a weekday, are worked on a weekend."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    plain = Calendar()
    return {
        "working": sum(calendar.is_working(day) for day in days),
        "off": sum(plain.is_working(day) and not calendar.is_working(day) for day in days),
        "made_up": sum(calendar.is_working(day) and not plain.is_working(day) for day in days),
    }


def year_to_ask(today: date, calendar: Calendar) -> int | None:
    """Next year, if it is October and nobody has said yet which of its days are off."""
    following = today.year + 1
    return following if today.month >= ASKED_FROM and calendar.is_provisional_year(following) else None


def edits_of(change: CalendarChange) -> list[ChangedDay]:
    """The days of a change, each with `verdict`: what it does to the table as it is now (or did, when applied)."""
    edits = list(change.days.all())
    compare(edits, change)
    return edits


def compare(edits: Iterable[Any], change: CalendarChange) -> None:
    """Give each edit its `weekday` and its `verdict`: "thêm", "sửa", "bỏ", "không đổi", with how the row is now."""
    edits = list(edits)
    days = [edit.day for edit in edits]
    place = CalendarDay.objects.filter(locality=change.locality)  # ungated: the table of a change that was let through
    rows = {row.day: row for row in place.filter(day__in=days)}
    for edit in edits:
        edit.now = rows.get(edit.day)
        edit.verdict = _verdict(edit, edit.now)
        edit.weekday = WEEKDAYS[edit.day.weekday()]


def _verdict(edit: ChangedDay, row: CalendarDay | None) -> str:
    if row is None:
        return "thêm" if edit.kind else "không đổi"
    if not edit.kind:
        return "bỏ"
    told = ("kind", "name", "status", *(["source"] if edit.source else []))
    return "sửa" if any(getattr(edit, name) != getattr(row, name) for name in told) else "không đổi"


def counts_all(user) -> bool:
    """Whether the numbers are over all duties: for who operates the installation, reads no record and has to judge."""
    return user.can(Permission.OPERATE)


def day_moves(change: CalendarChange, user) -> list[tuple[date, date, int]]:
    """ "Hạn cũ → hạn mới: n việc": a number of days that one may not see would tell of them."""
    counted = change.shifts.all() if counts_all(user) else shifts_seen(change, user)
    rows = counted.order_by().values_list("old_due_on", "new_due_on").annotate(n=Count("pk"))
    return list(rows.order_by("old_due_on", "new_due_on"))


def shifts_seen(change: CalendarChange, user):
    """The lines of the list whose duty the user may see."""
    seen = change.shifts.filter(obligation__in=Obligation.objects.visible_to(user).order_by())
    return seen.select_related("obligation__owner", "obligation__version__rule").order_by("new_due_on", "pk")


def bodies_of(shifts) -> list[dict]:
    """Whose duties move: body and how many, the most first."""
    rows = shifts.order_by().values(pk=F("obligation__owner"), name=F("obligation__owner__short_name"))
    return list(rows.annotate(n=Count("id")).order_by("-n", "name"))


def set_dates_hit(change: CalendarChange, user):
    """Open duties with a set date that a change makes a day off: they stay as written."""
    days = newly_off(change)
    seen = Obligation.objects.visible_to(user).filter(version=None, closed_on=None, due_on__in=days)
    if change.locality_id:
        seen = seen.filter(locality=change.locality)
    return seen.select_related("owner").order_by("due_on", "pk")


def _weeks(first: date, calendar: Calendar) -> list[list[Cell | None]]:
    """A month as weeks from Monday to Sunday, blanks at both ends."""
    count = monthrange(first.year, first.month)[1]
    cells: list[Cell | None] = [None] * first.weekday()
    cells += [_cell(first + timedelta(days=n), calendar) for n in range(count)]
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _cell(day: date, calendar: Calendar) -> Cell:
    mark = calendar.marks.get(day)
    name = calendar.name_of(day)
    if mark and mark.kind.is_off:
        return Cell(day, "is-off", f"nghỉ: {name}" if name else "nghỉ")
    if not calendar.is_working(day):
        return Cell(day, "is-weekend", "")
    if Calendar().is_working(day):
        return Cell(day, "is-asked" if mark else "", name)
    return Cell(day, "is-makeup", f"làm việc: {name}" if name else "làm việc")


def years_known(today: date | None = None) -> list[int]:
    """Years one may look at from the page: those with rows, this one and the next."""
    today = today or timezone.localdate()
    common = CalendarDay.objects.filter(locality=None)  # ungated: the common table, which everybody sees
    years = {day.year for day in common.dates("day", "year")}
    return sorted(years | {today.year, today.year + 1})
