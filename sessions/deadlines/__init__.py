"""What this room owes the ledger: documents, promises, tasks, and what the law sets by itself."""

from sessions.deadlines.agenda import of_item
from sessions.deadlines.common import Duty, LawDuty, Moved, drop, fulfil, keep, keep_law, take_back
from sessions.deadlines.questions import of_question
from sessions.deadlines.resolutions import of_task

__all__ = [
    "Duty",
    "LawDuty",
    "Moved",
    "drop",
    "fulfil",
    "keep",
    "keep_law",
    "of_item",
    "of_question",
    "of_task",
    "take_back",
]
