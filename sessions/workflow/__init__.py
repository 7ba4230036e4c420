"""How sessions, agenda items, questions, drafts and tasks move: one table each."""

from sessions.workflow.agenda import ITEM
from sessions.workflow.drafts import DRAFT
from sessions.workflow.meetings import SESSION
from sessions.workflow.questions import QUESTION
from sessions.workflow.resolutions import TASK

__all__ = [
    "DRAFT",
    "ITEM",
    "QUESTION",
    "SESSION",
    "TASK",
]
