"""What of oversight can be found."""

from coordination.search.registry import SearchIndex, register
from oversight.models import (
    Conclusion,
    FrontActivity,
    Mission,
    Programme,
    Recommendation,
    SocialCriticism,
    Target,
    Topic,
)


@register
class MissionIndex(SearchIndex):
    model = Mission
    label = "Giám sát, khảo sát"
    fields = (("title", 100), ("place", 60), ("place_alias", 60), ("topic", 30), ("lead_body", 20), ("result", 10))


@register
class ProgrammeIndex(SearchIndex):
    model = Programme
    label = "Chương trình giám sát"
    fields = (("title", 100), ("body", 20), ("year", 10))


@register
class TopicIndex(SearchIndex):
    model = Topic
    label = "Chuyên đề giám sát"
    fields = (("title", 100), ("body", 20), ("year", 10))


@register
class TargetIndex(SearchIndex):
    model = Target
    label = "Đối tượng giám sát"
    fields = (("name", 100), ("mission", 20))


@register
class ConclusionIndex(SearchIndex):
    model = Conclusion
    label = "Kết luận giám sát"
    fields = (("text", 100), ("mission", 50))


@register
class RecommendationIndex(SearchIndex):
    model = Recommendation
    label = "Kiến nghị sau giám sát"
    fields = (("text", 100), ("addressee", 30), ("mission", 30), ("outcome", 10))


@register
class CriticismIndex(SearchIndex):
    model = SocialCriticism
    label = "Phản biện xã hội"
    fields = (("title", 100), ("chair", 20), ("result", 10))


@register
class ActivityIndex(SearchIndex):
    model = FrontActivity
    label = "Hoạt động của Mặt trận"
    fields = (("title", 100), ("place", 30), ("body", 20), ("result", 10))
