"""Việc của tôi: what is due today, soon, overdue, and what is awaited from others."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines.calendar import is_working_day, working_days_later
from coordination.deadlines.choices import Scope, Standing
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import default_scope, in_scope, label_subjects
from coordination.people.permissions import Permission
from coordination.ui.policy import SIGNED_IN, requires

SHOWN = 20
"""Rows of a group on the page; the rest stands in the list behind its link."""
AWAITED = {Scope.MINE: Scope.AWAITED_BY_ME, Scope.UNIT: Scope.AWAITED_BY_UNIT}
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6")
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

    @property
    def url(self) -> str:
        """The list that asks the same."""
        return f"{reverse('deadlines:obligation-list')}?tinh_trang={self.standing}&pham_vi={self.scope}"

    @property
    def is_awaited(self) -> bool:
        """Others owe these to us."""
        return self.scope in AWAITED.values()

    @property
    def hidden(self) -> int:
        """How many are not on the page."""
        return self.count - len(self.rows)


@requires(SIGNED_IN)  # everybody lands here; the gate decides what there is
def my_work(request):
    """The landing page of everybody who works with records; leaders see the work of their side."""
    today = timezone.localdate()
    scope = _scope(request)
    visible = Obligation.objects.visible_to(request.user)
    groups = [_filled(group, visible, request.user, today) for group in _groups(scope)]
    label_subjects([row for group in groups for row in group.rows], request.user)
    for group in groups:
        _describe(group, scope)
    if shown := [group for group in groups if group.count]:
        shown[0].has_head = True  # the columns of the others are as wide, so one head names them all
    later = in_scope(visible, request.user, scope).due_later(today).count()
    context = {
        "groups": groups,
        "later": Group("con-xa", "Hạn còn xa", "wait", "", Standing.LATER, scope, count=later),
        "is_idle": not any(group.count for group in groups),
        "scope": scope,
        "scopes": [(Scope.MINE, "Của tôi"), (Scope.UNIT, "Cả đơn vị")],
        "today": today,
        "weekday": NAMES[today.weekday()],
        "week_title": "Tuần này" if is_working_day(today) else "Tuần tới",
        "week": _week(visible, request.user, scope, today),
        "can_close": request.user.can(Permission.OBLIGATION_CLOSE),
        "can_open": request.user.can(Permission.OBLIGATION_EDIT),
    }
    return render(request, "deadlines/my_work.html", context)


def _scope(request) -> Scope:
    """What the address asks for, else what fits the role."""
    asked = request.GET.get("pham_vi")
    return Scope(asked) if asked in AWAITED else default_scope(request.user)


def _groups(scope: Scope) -> list[Group]:
    return [
        Group("hom-nay", "Đến hạn hôm nay", "today", "", Standing.TODAY, scope),
        Group("sap-den", "Sắp đến hạn", "soon", "trong 7 ngày làm việc", Standing.SOON, scope),
        Group("qua-han", "Quá hạn", "late", "", Standing.OVERDUE, scope),
        Group("dang-cho", "Đang chờ cơ quan khác", "wait", "", Standing.OPEN, AWAITED[scope]),
    ]


def _filled(group: Group, visible, user, today: date) -> Group:
    """The group with its first rows, its count and its second line."""
    rows = in_scope(visible, user, group.scope).standing(group.standing, today)
    shown = rows.select_related("owner", "beneficiary", "assignee", "locality").order_by("due_on", "id")
    group.rows = list(shown[: SHOWN + 1])
    group.count = rows.count() if len(group.rows) > SHOWN else len(group.rows)
    group.rows = group.rows[:SHOWN]
    if group.standing == Standing.OVERDUE and group.rows:
        group.sub = f"lâu nhất {group.rows[0].days_late(today)} ngày"
    if group.is_awaited and group.rows:
        late = rows.overdue(today).count()
        group.sub = f"{late} việc họ đã quá hạn" if late else "chưa việc nào quá hạn"
    return group


def _describe(group: Group, scope: Scope) -> None:
    """What a row says besides its title: whom it is owed to (or awaited from), by whom of us, and what to press."""
    for row in group.rows:
        row.who = row.owner if group.is_awaited else row.beneficiary
        row.by = ""
        if scope == Scope.UNIT and not group.is_awaited:
            row.by = f"do {', '.join(str(who) for who in (row.owner, row.assignee) if who)}"
        row.act = "Mở" if group.is_awaited else "Ghi đã làm"
        row.act_url = row.get_absolute_url()
        if not group.is_awaited:
            row.act_url = reverse("deadlines:obligation-move", args=[row.pk, "close"])


def _week(visible, user, scope: Scope, today: date) -> list[dict]:
    """Monday to Friday of this week, at a weekend of the next: how many open duties fall on each day."""
    monday = today - timedelta(days=today.weekday()) if is_working_day(today) else working_days_later(today, 1)
    days = [monday + timedelta(days=n) for n in range(5)]
    rows = in_scope(visible, user, scope).open(today).filter(due_on__in=days)
    counts = dict(rows.order_by().values_list("due_on").annotate(n=Count("pk")))
    list_url = reverse("deadlines:obligation-list")
    return [
        {
            "name": name,
            "day": day,
            "count": counts.get(day, 0),
            "today": day == today,
            "url": f"{list_url}?tinh_trang={Standing.OPEN}&pham_vi={scope}&tu={day:%d/%m/%Y}&den={day:%d/%m/%Y}",
        }
        for name, day in zip(WEEKDAYS, days, strict=True)
    ]
