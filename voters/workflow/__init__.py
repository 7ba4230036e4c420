"""How petitions and contact meetings move: one table each."""

from voters.workflow.batches import BATCH
from voters.workflow.drafting import REPLY_DRAFT
from voters.workflow.meetings import MEETING
from voters.workflow.petitions import PETITION
from voters.workflow.plans import PLAN
from voters.workflow.publishing import PUBLICATION
from voters.workflow.supervision import FOLLOW_UP, SETTLEMENT, SUPERVISION

__all__ = [
    "BATCH",
    "FOLLOW_UP",
    "MEETING",
    "PETITION",
    "PLAN",
    "PUBLICATION",
    "REPLY_DRAFT",
    "SETTLEMENT",
    "SUPERVISION",
]
