"""In the hall: who was there, what was voted, what the time was spent on."""

from django.db.models import Sum
from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.ui.charts import Bar
from coordination.ui.crud import table_panel
from coordination.ui.registry import Panel
from sessions import queries
from sessions.choices import Activity
from sessions.models import ActivityTime, Attendance, Ballot
from sessions.tables.hall import ActivityTimeTable, AttendanceTable
from sessions.tables.voting import BallotTable
from sessions.views.common import adding
from sessions.views.parts.common import rows, whole_of


def draw(page):
    """The roll, the votes, the time."""
    return [*attendance(page), votes(page), *time(page)]


def attendance(page):
    """How many of those who belong there came, and who."""
    turnout = queries.turnout_of(page.record)
    table = AttendanceTable(AttendanceTable.fetched(rows(page, Attendance)))
    sheet = _sheet(page, "roll", "Điểm danh trên một bảng")
    context = {"turnout": turnout, "guests": _sheet(page, "guests", "Thêm khách mời từ danh sách")}
    return [
        Panel("Số có mặt", "council_sessions/_turnout.html", context, wide=True, link=sheet),
        table_panel(
            "Điểm danh",
            table,
            add=adding(page, "Thêm một người, cơ quan", Attendance, Permission.SESSION_EDIT, **whole_of(page.record)),
            empty="Chưa điểm danh.",
            limit=200,
        ),
    ]


def votes(page):
    """Each vote with its result."""
    add = adding(page, "Ghi biểu quyết", Ballot, Permission.SESSION_EDIT, **whole_of(page.record))
    return table_panel("Biểu quyết", BallotTable(rows(page, Ballot)), add=add, empty="Chưa biểu quyết.", limit=100)


def time(page):
    """Minutes by activity with their share, and the rows behind them."""
    found = rows(page, ActivityTime)
    spent = dict(found.order_by().values("activity").annotate(sum=Sum("minutes")).values_list("activity", "sum"))
    whole = sum(spent.values())
    bars = [
        Bar(label.capitalize(), spent[value], note=f"phút, {100 * spent[value] / whole:.0f} %")
        for value, label in Activity.choices
        if value in spent
    ]
    add = _sheet(page, "minutes", "Ghi thời gian một ngày")
    panels = [Panel("Thời gian theo hoạt động", "council_sessions/_minutes.html", {"bars": bars}, wide=True, link=add)]
    if bars:
        panels.append(table_panel("Thời gian từng ngày", ActivityTimeTable(found), limit=60))
    return panels


def _sheet(page, name: str, words: str) -> tuple[str, str] | None:
    if not page.request.user.can(Permission.SESSION_EDIT, page.record):
        return None
    return words, reverse(f"council_sessions:{page.record._meta.model_name}-{name}", args=[page.record.pk])
