"""How sessions, agenda items, questions, drafts and tasks move: one table each."""

from sessions.workflow import documents  # noqa: F401 - offers its buttons
from sessions.workflow.agenda import ITEM
from sessions.workflow.drafts import DRAFT
from sessions.workflow.handover import HANDOVER
from sessions.workflow.meetings import SESSION
from sessions.workflow.personnel import PERSONNEL
from sessions.workflow.questions import QUESTION, TOPIC
from sessions.workflow.requests import CONTENT_PROPOSAL, CONTENT_REQUEST, OPINION
from sessions.workflow.resolutions import TASK

__all__ = [
    "CONTENT_PROPOSAL",
    "CONTENT_REQUEST",
    "DRAFT",
    "HANDOVER",
    "ITEM",
    "OPINION",
    "PERSONNEL",
    "QUESTION",
    "SESSION",
    "TASK",
    "TOPIC",
]
