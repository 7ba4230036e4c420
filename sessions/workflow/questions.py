"""How questions move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import QuestionStatus
from sessions.models import Question

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
        "keep",
        "Ghi đã làm đúng lời hứa",
        (QuestionStatus.PROMISED,),
        QuestionStatus.DONE,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition("finish", "Kết thúc chất vấn", (QuestionStatus.ANSWERED,), QuestionStatus.DONE, Permission.SESSION_EDIT),
)
