"""The agenda in its order."""

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from sessions.models import AgendaItem
from sessions.tables.agenda import ProgrammeTable
from sessions.views.common import adding
from sessions.views.parts.common import rows, whole_of


def draw(page):
    """The agenda as a list."""
    items = rows(page, AgendaItem).select_related("preparing_body", "verifying_board").order_by("order", "id")
    add = adding(page, "Thêm nội dung", AgendaItem, Permission.SESSION_EDIT, **whole_of(page.record))
    return [table_panel("Chương trình", ProgrammeTable(items), add=add, empty="Chưa có nội dung nào.")]
