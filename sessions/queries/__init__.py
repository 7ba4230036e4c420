"""What is asked of sessions, resolutions, agenda and questions."""

from sessions.queries.agenda import at_stage, documents, late, overdue, owed
from sessions.queries.meetings import held, next_session, regular, standing_of, with_readiness
from sessions.queries.questions import asked
from sessions.queries.resolutions import adopted, normative, shortened

__all__ = [
    "adopted",
    "asked",
    "at_stage",
    "documents",
    "held",
    "late",
    "next_session",
    "normative",
    "overdue",
    "owed",
    "regular",
    "shortened",
    "standing_of",
    "with_readiness",
]
