from voters.models.batches import Batch, BatchOpinion
from voters.models.drafting import Contribution, ReplyDraft, ReplyDraftVersion, ReplySettings, ReplyTemplate
from voters.models.handling import Referral, Reply, Verdict
from voters.models.meetings import ContactMeeting
from voters.models.merging import Merge, MergedPetition, NotSame
from voters.models.numbering import UsedNumber
from voters.models.petitions import Petition, ResultChange
from voters.models.plans import ContactPlan
from voters.models.publishing import Publication, PublicRoom
from voters.models.routing import CompetenceRule
from voters.models.similarity import PetitionTerm, TermCount
from voters.models.supervision import FollowUp, SettlementReport, SupervisionReport

__all__ = [
    "Batch",
    "BatchOpinion",
    "CompetenceRule",
    "ContactMeeting",
    "ContactPlan",
    "Contribution",
    "FollowUp",
    "Merge",
    "MergedPetition",
    "NotSame",
    "Petition",
    "PetitionTerm",
    "PublicRoom",
    "Publication",
    "Referral",
    "Reply",
    "ReplyDraft",
    "ReplyDraftVersion",
    "ReplySettings",
    "ReplyTemplate",
    "ResultChange",
    "SettlementReport",
    "SupervisionReport",
    "TermCount",
    "UsedNumber",
    "Verdict",
]
