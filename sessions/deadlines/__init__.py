"""What this room owes the ledger: documents, promises, tasks, and what the law sets by itself."""

from sessions.deadlines.agenda import day_warnings, of_item
from sessions.deadlines.common import Duty, LawDuty, Moved, drop, fulfil, keep, keep_law, take_back
from sessions.deadlines.meetings import (
    convene_again,
    convening_fault,
    convening_of,
    follow_sending,
    follow_session,
    fulfil_convening,
    moved_words,
    of_session,
    owe_sending_up,
)
from sessions.deadlines.questions import answers_of, of_question, owe_answer
from sessions.deadlines.requests import of_board_opinion, of_content_request, of_opinion_request
from sessions.deadlines.resolutions import (
    GAZETTE,
    earliest_effect,
    early_effect,
    fulfil_task,
    of_publication,
    of_task,
    replace_by,
)

__all__ = [
    "GAZETTE",
    "Duty",
    "LawDuty",
    "Moved",
    "answers_of",
    "convene_again",
    "convening_fault",
    "convening_of",
    "day_warnings",
    "drop",
    "earliest_effect",
    "early_effect",
    "follow_sending",
    "follow_session",
    "fulfil",
    "fulfil_convening",
    "fulfil_task",
    "keep",
    "keep_law",
    "moved_words",
    "of_board_opinion",
    "of_content_request",
    "of_item",
    "of_opinion_request",
    "of_publication",
    "of_question",
    "of_session",
    "of_task",
    "owe_answer",
    "owe_sending_up",
    "replace_by",
    "take_back",
]
