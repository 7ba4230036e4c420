from sessions.models.agenda import AgendaItem, ReadReceipt, SessionDocument
from sessions.models.drafts import DraftComment, DraftResolution, DraftRevision, DraftStep, PaperRequest, Verification
from sessions.models.hall import Attendance, Question
from sessions.models.handover import Handover, HandoverRow
from sessions.models.meetings import CouncilSession, Sitting
from sessions.models.personnel import PersonnelMatter
from sessions.models.requests import BoardOpinion, ContentProposal, ContentRequest, OpinionRequest
from sessions.models.resolutions import Resolution, ResolutionChange, ResolutionTask, TaskReport
from sessions.models.voting import ActivityTime, Ballot, BallotChoice, QuestionTopic

__all__ = [
    "ActivityTime",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BallotChoice",
    "BoardOpinion",
    "ContentProposal",
    "ContentRequest",
    "CouncilSession",
    "DraftComment",
    "DraftResolution",
    "DraftRevision",
    "DraftStep",
    "Handover",
    "HandoverRow",
    "OpinionRequest",
    "PaperRequest",
    "PersonnelMatter",
    "Question",
    "QuestionTopic",
    "ReadReceipt",
    "Resolution",
    "ResolutionChange",
    "ResolutionTask",
    "SessionDocument",
    "Sitting",
    "TaskReport",
    "Verification",
]
