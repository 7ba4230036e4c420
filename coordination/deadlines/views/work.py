"""Việc của tôi: what is due today, soon, overdue, paused, and what is awaited from others."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines import waiting
from coordination.deadlines.actions.urging import times_urged, urged_today
from coordination.deadlines.calendar import SATURDAY
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import Scope, Standing
from coordination.deadlines.closing import words_there
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import default_scope, in_scope, label_subjects
from coordination.deadlines.standins import absences_covered
from coordination.deadlines.views.bulk import BULK
from coordination.people.permissions import Permission
from coordination.ui.picks import picks_for
from coordination.ui.policy import SIGNED_IN, requires
from coordination.ui.show import lowfirst

SHOWN = 20
"""Rows of a group on the page; the rest stands in the list behind its link."""
FIRST = 5
"""Rows of what waits without a due day."""
AWAITED = {Scope.MINE: Scope.AWAITED_BY_ME, Scope.UNIT: Scope.AWAITED_BY_UNIT}
SCOPES = [(Scope.MINE, "Của tôi"), (Scope.UNIT, "Cả đơn vị")]
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
URGED = "Đã đôn đốc hôm nay"
"""Instead of a button: one body urges once a day."""
NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass
class Group:
    """One block of the page: the same question as the list behind `url`, so that count and list are equal."""

    key: str
    title: str
    kind: str
    sub: str
    standing: Standing
    scope: Scope
    rows: list = field(default_factory=list)
    count: int = 0
    has_head: bool = False
    serious: int = 0

    @property
    def url(self) -> str:
        """The list that asks the same."""
        return list_url(self.standing, self.scope)

    @property
    def serious_url(self) -> str:
        """The list of its seriously overdue ones."""
        return list_url(Standing.SERIOUS, self.scope)

    @property
    def is_awaited(self) -> bool:
        """Others owe these to us."""
        return self.scope in AWAITED.values()

    @property
    def hidden(self) -> int:
        """How many are not on the page."""
        return self.count - len(self.rows)

    @property
    def is_tally(self) -> bool:
        """Whether it stands among the large numbers: what is paused asks nothing of anybody today."""
        return self.standing != Standing.PAUSED


def list_url(standing: Standing, scope: Scope, days: tuple[date, date] | None = None) -> str:
    """The ledger with the same question."""
    url = f"{reverse('deadlines:obligation-list')}?tinh_trang={standing}&pham_vi={scope}"
    return f"{url}&tu={days[0]:%d/%m/%Y}&den={days[1]:%d/%m/%Y}" if days else url


def scope_of(request) -> Scope:
    """What the address asks for, else what fits the role."""
    asked = request.GET.get("pham_vi")
    return Scope(asked) if asked in AWAITED else default_scope(request.user)


@requires(SIGNED_IN)  # everybody lands here; the gate decides what there is
def my_work(request):
    """The landing page of everybody who works with records; leaders see the work of their side."""
    user, today, scope = request.user, timezone.localdate(), scope_of(request)
    visible = Obligation.objects.visible_to(user)
    covered = absences_covered(user, today)
    groups = _groups_of(visible, user, scope, today)
    _describe(groups, user, scope, covered)
    later = in_scope(visible, user, scope).due_later(today).count()
    without_day = waiting.blocks(user, FIRST)
    context = {
        "groups": groups,
        "later": Group("con-xa", "Hạn còn xa", "wait", "", Standing.LATER, scope, count=later),
        "without_day": without_day,
        "is_idle": not without_day and not any(group.count for group in groups),
        "covered": covered,
        "scope": scope,
        "scopes": SCOPES,
        "today": today,
        "weekday": NAMES[today.weekday()],
        "week_title": "Tuần này" if today.weekday() < SATURDAY else "Tuần tới",
        "week": _week(visible, user, scope, today),
        "can_close": user.can(Permission.OBLIGATION_CLOSE),
        "can_open": user.can(Permission.OBLIGATION_EDIT),
        "picks": picks_for(request, Obligation, BULK, "việc") if any(group.count for group in groups) else None,
    }
    return render(request, "deadlines/my_work.html", context)


def _groups_of(visible, user, scope: Scope, today: date) -> list[Group]:
    """The groups with their rows, their counts and their second lines."""
    groups = [
        Group("hom-nay", "Đến hạn hôm nay", "today", "", Standing.TODAY, scope),
        Group("sap-den", "Sắp đến hạn", "soon", "trong 7 ngày làm việc", Standing.SOON, scope),
        Group("qua-han", "Quá hạn", "late", "", Standing.OVERDUE, scope),
        Group("tam-dung", "Đang tạm dừng", "pause", "", Standing.PAUSED, scope),
        Group("dang-cho", "Đang chờ cơ quan khác", "wait", "", Standing.OPEN, AWAITED[scope]),
    ]
    for group in groups:
        rows = in_scope(visible, user, group.scope).standing(group.standing, today)
        _fill(group, rows)
        if group.standing == Standing.OVERDUE and group.rows:
            group.serious = sum(row.is_serious(today) for row in group.rows)
            if group.hidden and group.serious:  # the oldest are on the page: where none is serious, none is
                group.serious = rows.serious(today).count()
            group.sub = f"lâu nhất {group.rows[0].days_late(today)} ngày"
        if group.is_awaited and group.rows:
            late = rows.overdue(today).count()
            group.sub = f"{late} việc họ đã quá hạn" if late else "chưa việc nào quá hạn"
    if shown := [group for group in groups if group.count]:
        shown[0].has_head = True  # the columns of the others are as wide, so one head names them all
    return groups


def _fill(group: Group, rows) -> None:
    """Its first rows, and how many there are."""
    shown = rows.select_related("owner", "beneficiary", "assignee", "locality__reminder_policy").order_by(
        "due_on", "id"
    )
    group.rows = list(shown[: SHOWN + 1])
    group.count = rows.count() if len(group.rows) > SHOWN else len(group.rows)
    group.rows = group.rows[:SHOWN]


def _describe(groups: list[Group], user, scope: Scope, covered) -> None:
    """What a row says besides its title: about which record, whom it is owed to (or awaited from), by whom of us, in
    whose place, and what to press."""
    label_subjects([row for group in groups for row in group.rows], user)
    absent = {absence.user.person_id: absence.user for absence in covered}
    can_urge = user.can(Permission.OBLIGATION_EDIT)
    awaited = [row.pk for group in groups if group.is_awaited for row in group.rows]
    urged = times_urged(awaited) if can_urge and awaited else {}
    today = urged_today(urged, user) if urged else set()
    for group in groups:
        for row in group.rows:
            row.who = row.owner if group.is_awaited else row.beneficiary
            row.instead_of = absent.get(row.assignee_id)
            row.by = ""
            if scope == Scope.UNIT and not group.is_awaited:
                row.by = f"do {', '.join(str(who) for who in (row.owner, row.assignee) if who)}"
            times = urged.get(row.pk, 0) if can_urge else None
            row.act, row.act_url = _act(row, group, times, row.pk in today)
        if mine := sum(row.instead_of is not None for row in group.rows):
            group.sub = f"{mine} việc làm thay" if not group.sub else f"{group.sub} · {mine} việc làm thay"


def _act(row, group: Group, urged: int | None, is_urged_today: bool) -> tuple[str, str]:
    """Words and address of the row's button, no address where there is none to press; `urged` is how often so far,
    none for who may not urge."""
    if row.paused_on or (group.is_awaited and urged is None):
        return "Mở", row.get_absolute_url()
    if not group.is_awaited and (words := words_there(row, row.shown_subject)):
        return words, row.shown_subject.get_absolute_url()
    if not group.is_awaited:
        return "Ghi đã làm", reverse("deadlines:obligation-move", args=[row.pk, "close"])
    if is_urged_today:
        return URGED, ""
    words = f"Đôn đốc lần {urged + 1}" if urged else "Đôn đốc"
    return words, reverse("deadlines:obligation-move", args=[row.pk, "urge"])


def _week(visible, user, scope: Scope, today: date) -> list[dict]:
    """Monday to Friday of this week, at a weekend of the next, and a weekend day that is worked: how many open duties
    fall on each day."""
    monday = today - timedelta(days=today.weekday())
    if today.weekday() >= SATURDAY:
        monday += timedelta(days=7)
    calendar = calendar_of(user.acting.locality_id if user.acting else None)
    days = [monday + timedelta(days=n) for n in range(7)]
    days = [day for day in days if day.weekday() < SATURDAY or calendar.is_working(day)]
    counts = counts_by_day(in_scope(visible, user, scope), days, today)
    return [
        {
            "name": WEEKDAYS[day.weekday()],
            "day": day,
            "count": counts.get(day, 0),
            "today": day == today,
            "off": lowfirst(calendar.name_of(day) or "nghỉ") if not calendar.is_working(day) else "",
            "url": list_url(Standing.OPEN, scope, (day, day)),
        }
        for day in days
    ]


def counts_by_day(rows, days: list[date], today: date) -> dict[date, int]:
    """How many open duties fall on each of the days; one query."""
    rows = rows.open(today).filter(due_on__gte=min(days), due_on__lte=max(days))
    return dict(rows.order_by().values_list("due_on").annotate(n=Count("pk")))
