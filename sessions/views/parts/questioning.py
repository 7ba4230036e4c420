"""What delegates asked, in which groups, what was answered and promised, and what is asked again."""

from django.urls import reverse
from django.utils import timezone

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from coordination.ui.registry import Panel
from sessions import queries
from sessions.forms.questions import OVER
from sessions.models import Question, QuestionTopic
from sessions.tables.questions import QuestionTable, TopicTable
from sessions.views.common import adding
from sessions.views.parts.common import rows, whole_of
from sessions.views.questions import with_questions


def draw(page):
    """Groups, questions, and the list for re-questioning that draws itself."""
    if not page.request.user.can(Permission.QUESTION_VIEW):
        return []
    whole = whole_of(page.record)
    add = adding(page, "Ghi chất vấn", Question, Permission.QUESTION_ASK, **whole)
    propose = adding(page, "Đề xuất nhóm vấn đề", QuestionTopic, Permission.SESSION_SUBMIT, **whole)
    questions = QuestionTable.fetched(queries.in_hall_order(rows(page, Question), page.record))
    topics = TopicTable.fetched(with_questions(rows(page, QuestionTopic)))
    more = page.url_of(Question, "list", **whole) if "session" in whole else ""
    panels = [
        table_panel("Nhóm vấn đề", TopicTable(topics), add=propose, empty="Chưa có nhóm vấn đề nào."),
        table_panel("Chất vấn", QuestionTable(questions), add=add, empty="Chưa có chất vấn nào.", more=more),
        again(page),
    ]
    if (room := _room(page)) is not None:
        panels.insert(0, room)
    return [panel for panel in panels if panel is not None]


def again(page) -> Panel | None:
    """What earlier sessions left: each is put again with one press."""
    user, record = page.request.user, page.record
    if not user.can(Permission.SESSION_EDIT, record):
        return None
    found = queries.to_repeat(Question.objects.visible_to(user), record, timezone.localdate())
    found = list(found.select_related("delegate", "addressee"))
    address = reverse(f"council_sessions:{record._meta.model_name}-again", args=[record.pk])
    context = {"rows": found, "address": address if user.can(Permission.QUESTION_ASK, record) else ""}
    return Panel("Còn phải hỏi lại", "council_sessions/_again.html", context, wide=True, count=len(found))


def _room(page) -> Panel | None:
    """The way into the secretary's room."""
    if not page.request.user.can(Permission.SESSION_EDIT, page.record):
        return None
    if getattr(page.record, "status", "") in OVER:
        return None
    address = reverse(f"council_sessions:{page.record._meta.model_name}-room", args=[page.record.pk])
    return Panel("Trong phiên chất vấn", "council_sessions/_room.html", {"address": address}, wide=True)
