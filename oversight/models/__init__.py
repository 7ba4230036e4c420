from oversight.models.front import FrontActivity, SocialCriticism
from oversight.models.missions import Conclusion, Mission, Target
from oversight.models.programmes import Programme, Topic
from oversight.models.recommendations import Recommendation

__all__ = [
    "Conclusion",
    "FrontActivity",
    "Mission",
    "Programme",
    "Recommendation",
    "SocialCriticism",
    "Target",
    "Topic",
]
