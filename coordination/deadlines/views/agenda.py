"""Week and month: which duties fall on which day, and which days are worked."""

import calendar as months
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines.calendar import Calendar, DayKind
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import Scope, Standing
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import in_scope
from coordination.deadlines.views.work import NAMES, SCOPES, WEEKDAYS, counts_by_day, list_url, scope_of
from coordination.lib.dates import screen
from coordination.ui.policy import SIGNED_IN, requires

YEARS = range(2000, 2101)
"""Years whose pages exist; beyond them there is neither a duty nor a calendar."""
WAITING = (Scope.AWAITED_BY_UNIT, "Đang chờ nơi khác")
USUAL = {
    DayKind.HOLIDAY: "nghỉ lễ",
    DayKind.COMPENSATORY_OFF: "nghỉ bù",
    DayKind.SWAP_OFF: "nghỉ hoán đổi",
    DayKind.MAKEUP_WORKING: "làm bù",
}
MOST = 400
"""Duties whose titles are shown; the numbers of the days always count all."""


@dataclass
class Day:
    """One cell."""

    day: date
    is_today: bool
    is_outside: bool
    is_off: bool
    note: str
    url: str
    count: int = 0
    rows: list = field(default_factory=list)

    @property
    def name(self) -> str:
        """ "Thứ Hai, 13/07/2026"."""
        return f"{NAMES[self.day.weekday()]}, {screen(self.day)}"

    @property
    def hidden(self) -> int:
        """Duties that are only counted."""
        return self.count - len(self.rows)

    @property
    def is_empty(self) -> bool:
        """Nothing to say of it: a phone leaves it out."""
        return not (self.count or self.is_today or (self.note and not self.is_outside))


@dataclass(frozen=True)
class Span:
    """The days of the page, and the addresses beside it."""

    first: date
    last: date
    title: str
    previous: str
    following: str
    month: int | None = None

    @property
    def days(self) -> list[date]:
        """Each of them."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def shown(self) -> int:
        """Titles of a day."""
        return 3 if self.month else 8


@requires(SIGNED_IN)
def agenda(request):
    """The calendar of one's own duties or of the unit's."""
    user, today, scope = request.user, timezone.localdate(), _scope_of(request)
    span = _span(request.GET, today)
    days = _days(Obligation.objects.visible_to(user), user, scope, span, today)
    here = reverse("deadlines:agenda")
    middle = today if span.first <= today <= span.last else span.days[len(span.days) // 2]
    context = {
        "title": span.title,
        "days": days,
        "total": sum(day.count for day in days),
        "span": span,
        "weekdays": WEEKDAYS,
        "scope": scope,
        "scopes": [(value, words, f"{here}?{_period(span)}&pham_vi={value}") for value, words in (*SCOPES, WAITING)],
        "awaited": _awaited(user, scope, span, today) if not any(day.count for day in days) else 0,
        "awaited_url": f"{here}?{_period(span)}&pham_vi={WAITING[0]}",
        "views": [
            ("Tuần", f"{here}?tuan={_monday(middle)}&pham_vi={scope}", span.month is None),
            ("Tháng", f"{here}?thang={middle:%Y-%m}&pham_vi={scope}", span.month is not None),
        ],
        "previous": f"{here}?{span.previous}&pham_vi={scope}",
        "following": f"{here}?{span.following}&pham_vi={scope}",
        "now": f"{here}?{'thang=' + f'{today:%Y-%m}' if span.month else f'tuan={_monday(today)}'}&pham_vi={scope}",
    }
    return render(request, "deadlines/agenda.html", context)


def _scope_of(request) -> Scope:
    """As on "Việc của tôi", and here also what the unit waits for."""
    return WAITING[0] if request.GET.get("pham_vi") == WAITING[0] else scope_of(request)


def _awaited(user, scope: Scope, span: Span, today: date) -> int:
    """What others owe in these days: told where one's own calendar is empty."""
    if scope == WAITING[0]:
        return 0
    rows = in_scope(Obligation.objects.visible_to(user), user, WAITING[0])
    return rows.open(today).filter(due_on__gte=span.first, due_on__lte=span.last).count()


def _span(asked, today: date) -> Span:
    """The week or the month of the address; this month where it names none."""
    if day := _day_of(asked.get("tuan", "")):
        return _week_of(_monday(day))
    return _month_of(_day_of(f"{asked.get('thang', '')}-01") or today)


def _week_of(monday: date) -> Span:
    week = timedelta(days=7)
    sunday = monday + timedelta(days=6)
    title = f"Tuần {monday:%d/%m} – {screen(sunday)}"
    return Span(monday, sunday, title, f"tuan={monday - week}", f"tuan={monday + week}")


def _month_of(day: date) -> Span:
    """Whole weeks, so that the first and the last one may hold days of the neighbours."""
    first, last = day.replace(day=1), day.replace(day=months.monthrange(day.year, day.month)[1])
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    return Span(
        _monday(first),
        _monday(last) + timedelta(days=6),
        f"Tháng {day.month}/{day.year}",
        f"thang={before:%Y-%m}",
        f"thang={after:%Y-%m}",
        day.month,
    )


def _days(visible, user, scope: Scope, span: Span, today: date) -> list[Day]:
    calendar = calendar_of(user.acting.locality_id if user.acting else None)
    rows = in_scope(visible, user, scope)
    counts = counts_by_day(rows, span.days, today)
    shown: dict[date, list] = defaultdict(list)
    in_span = (
        rows.open(today)
        .filter(due_on__gte=span.first, due_on__lte=span.last)
        .select_related("locality__reminder_policy")
    )
    for row in in_span.order_by("due_on", "id")[:MOST] if counts else ():
        if len(shown[row.due_on]) < span.shown:
            shown[row.due_on].append(row)
    return [
        Day(
            day=day,
            is_today=day == today,
            is_outside=span.month is not None and day.month != span.month,
            is_off=not calendar.is_working(day),
            note=_note(calendar, day),
            url=list_url(Standing.OPEN, scope, (day, day)),
            count=counts.get(day, 0),
            rows=shown[day],
        )
        for day in span.days
    ]


def _note(calendar: Calendar, day: date) -> str:
    """Why the day is not what its weekday says: "Quốc khánh", "làm bù", "nghỉ hoán đổi (dự kiến)"."""
    mark = calendar.marks.get(day)
    if mark is None:
        return ""
    words = mark.name or USUAL.get(mark.kind, "")
    if mark.kind == DayKind.MAKEUP_WORKING and "bù" not in words:
        words = f"làm bù: {words}"
    return f"{words} (dự kiến)" if mark.is_provisional and words else words


def _period(span: Span) -> str:
    """The part of the address that names the days shown."""
    return f"thang={span.days[len(span.days) // 2]:%Y-%m}" if span.month else f"tuan={span.first}"


def _day_of(text: str) -> date | None:
    """A day written 2026-07-13 in a year whose pages exist."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
