"""How petitions and contact meetings move: one table each."""

from voters.workflow.meetings import MEETING
from voters.workflow.petitions import PETITION

__all__ = [
    "MEETING",
    "PETITION",
]
