from sessions.models.agenda import AgendaItem, SessionDocument
from sessions.models.drafts import DraftComment, DraftResolution, Verification
from sessions.models.hall import Attendance, Question
from sessions.models.meetings import CouncilSession, Sitting
from sessions.models.resolutions import Resolution, ResolutionTask

__all__ = [
    "AgendaItem",
    "Attendance",
    "CouncilSession",
    "DraftComment",
    "DraftResolution",
    "Question",
    "Resolution",
    "ResolutionTask",
    "SessionDocument",
    "Sitting",
    "Verification",
]
