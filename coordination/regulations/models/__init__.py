from coordination.regulations.models.contacts import Dialogue, InformationExchange, Invitation
from coordination.regulations.models.meetings import Meeting, MeetingChair
from coordination.regulations.models.regulations import Clause, Regulation, RegulationParty

__all__ = [
    "Clause",
    "Dialogue",
    "InformationExchange",
    "Invitation",
    "Meeting",
    "MeetingChair",
    "Regulation",
    "RegulationParty",
]
