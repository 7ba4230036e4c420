"""How questions, and the groups of them, move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import QuestionStatus, QuestionVia, TopicStatus
from sessions.models import Question, QuestionTopic


def _is_unanswered(question, _membership) -> bool:
    """A question that was answered beside its promise needs no second answer, and what only holds a promise none."""
    return question.answered_on is None and question.via != QuestionVia.PROMISE


def _may_be_left(question, _membership) -> bool:
    """Once is enough, and only before the answer."""
    return _is_unanswered(question, _membership) and question.left_to_writing_on is None


def _why_not_kept(question) -> str | None:
    owes_answer = question.left_to_writing_on is not None and question.answered_on is None
    return "Chất vấn này còn chờ trả lời bằng văn bản." if owes_answer else None


QUESTION = transitions(
    Question,
    Transition("put", "Ghi chất vấn", (), QuestionStatus.PUT, Permission.QUESTION_ASK),
    Transition(
        "answer",
        "Trả lời bằng văn bản",
        (QuestionStatus.PUT,),
        QuestionStatus.ANSWERED,
        Permission.QUESTION_ANSWER,
        primary=True,
    ),
    Transition(
        "hear",
        "Ghi trả lời tại kỳ họp",
        (QuestionStatus.PUT,),
        QuestionStatus.ANSWERED,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "promise",
        "Ghi lời hứa",
        (QuestionStatus.PUT, QuestionStatus.ANSWERED),
        QuestionStatus.PROMISED,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "leave",
        "Giao trả lời bằng văn bản",
        (QuestionStatus.PUT,),
        QuestionStatus.PUT,
        Permission.SESSION_EDIT,
        whose=_may_be_left,
    ),
    Transition(
        "leave_promised",
        "Giao trả lời bằng văn bản",
        (QuestionStatus.PROMISED,),
        QuestionStatus.PROMISED,
        Permission.SESSION_EDIT,
        whose=_may_be_left,
    ),
    Transition(
        "reply",
        "Trả lời bằng văn bản",
        (QuestionStatus.PROMISED,),
        QuestionStatus.PROMISED,
        Permission.QUESTION_ANSWER,
        whose=_is_unanswered,
    ),
    Transition(
        "note_reply",
        "Ghi trả lời chất vấn",
        (QuestionStatus.PROMISED,),
        QuestionStatus.PROMISED,
        Permission.SESSION_EDIT,
        whose=_is_unanswered,
    ),
    Transition(
        "keep",
        "Ghi đã làm đúng lời hứa",
        (QuestionStatus.PROMISED,),
        QuestionStatus.DONE,
        Permission.SESSION_EDIT,
        primary=True,
        unless=_why_not_kept,
    ),
    Transition("finish", "Kết thúc chất vấn", (QuestionStatus.ANSWERED,), QuestionStatus.DONE, Permission.SESSION_EDIT),
)

TOPIC = transitions(
    QuestionTopic,
    Transition("propose", "Đề xuất nhóm vấn đề", (), TopicStatus.PROPOSED, Permission.SESSION_SUBMIT),
    Transition(
        "choose",
        "Chọn chất vấn tại kỳ họp",
        (TopicStatus.PROPOSED, TopicStatus.WRITTEN),
        TopicStatus.CHOSEN,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "write",
        "Giao trả lời bằng văn bản",
        (TopicStatus.PROPOSED, TopicStatus.CHOSEN),
        TopicStatus.WRITTEN,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "drop",
        "Không chọn",
        (TopicStatus.PROPOSED, TopicStatus.CHOSEN),
        TopicStatus.DROPPED,
        Permission.SESSION_EDIT,
    ),
    Transition("reopen", "Xem xét lại", (TopicStatus.DROPPED,), TopicStatus.PROPOSED, Permission.SESSION_EDIT),
)
