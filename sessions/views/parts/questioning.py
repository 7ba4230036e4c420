"""What delegates asked, and what was answered and promised."""

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from sessions.models import Question
from sessions.tables.questions import QuestionTable
from sessions.views.common import adding
from sessions.views.parts.common import rows, whole_of


def draw(page):
    """The questions."""
    add = adding(page, "Ghi chất vấn", Question, Permission.QUESTION_ASK, **whole_of(page.record))
    table = QuestionTable(QuestionTable.fetched(rows(page, Question)))
    return [table_panel("Chất vấn", table, add=add, empty="Chưa có chất vấn nào.")]
