"""In the hall: who was there, what was voted, what the time was spent on."""

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from sessions.models import Attendance
from sessions.tables.agenda import AttendanceTable
from sessions.views.common import adding
from sessions.views.parts.common import rows, whole_of


def draw(page):
    """Who was there."""
    add = adding(page, "Ghi điểm danh", Attendance, Permission.SESSION_EDIT, **whole_of(page.record))
    table = AttendanceTable(rows(page, Attendance).select_related("person", "body"))
    return [table_panel("Điểm danh", table, add=add, empty="Chưa điểm danh.")]
