from voters.models.handling import Batch, Referral, Reply, Verdict
from voters.models.meetings import ContactMeeting
from voters.models.petitions import Petition, ResultChange

__all__ = ["Batch", "ContactMeeting", "Petition", "Referral", "Reply", "ResultChange", "Verdict"]
