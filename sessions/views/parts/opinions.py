"""What the Standing Committee is asked about at a sitting."""

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from sessions.models import OpinionRequest
from sessions.tables.requests import OpinionRequestTable
from sessions.views.common import adding
from sessions.views.parts.common import rows


def draw(page):
    """The requests considered at this sitting."""
    add = adding(page, "Ghi việc xin ý kiến", OpinionRequest, Permission.SESSION_SUBMIT, sitting=page.record.pk)
    table = OpinionRequestTable(OpinionRequestTable.fetched(rows(page, OpinionRequest)))
    return [table_panel("Việc xin ý kiến", table, add=add, empty="Phiên này không có việc xin ý kiến nào.")]
