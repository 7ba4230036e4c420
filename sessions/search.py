"""What of this room can be found."""

from coordination.search.registry import SearchIndex, register
from sessions.models import (
    AgendaItem,
    ContentProposal,
    ContentRequest,
    CouncilSession,
    DraftResolution,
    Handover,
    OpinionRequest,
    Question,
    Resolution,
)


@register
class CouncilSessionIndex(SearchIndex):
    model = CouncilSession
    label = "Kỳ họp"
    fields = (
        ("__str__", 100),
        ("term", 60),
        ("get_kind_display", 50),
        ("requested_by", 30),
        ("lessons_learned", 20),
    )


@register
class AgendaItemIndex(SearchIndex):
    model = AgendaItem
    label = "Nội dung kỳ họp"
    fields = (("title", 100), ("preparing_body", 60), ("get_kind_display", 50), ("session", 40), ("reason", 20))


@register
class QuestionIndex(SearchIndex):
    model = Question
    label = "Chất vấn"
    fields = (
        ("text", 100),
        ("topic", 80),
        ("delegate", 60),
        ("addressee", 60),
        ("answer", 50),
        ("promise", 50),
        ("session", 30),
    )


@register
class DraftResolutionIndex(SearchIndex):
    model = DraftResolution
    label = "Dự thảo nghị quyết"
    fields = (("title", 100), ("drafting_body", 60), ("submitting_body", 60), ("session", 30))


@register
class ResolutionIndex(SearchIndex):
    model = Resolution
    label = "Nghị quyết"
    fields = (("code", 100), ("title", 90), ("topic", 60), ("get_field_display", 50), ("session", 30))


@register
class ContentRequestIndex(SearchIndex):
    model = ContentRequest
    label = "Đề nghị đề xuất nội dung"
    fields = (("body", 100), ("session", 60), ("note", 40))


@register
class ContentProposalIndex(SearchIndex):
    model = ContentProposal
    label = "Nội dung đề xuất"
    fields = (("title", 100), ("from_body", 60), ("summary", 50), ("session", 30))


@register
class OpinionRequestIndex(SearchIndex):
    model = OpinionRequest
    label = "Việc xin ý kiến Thường trực"
    fields = (("title", 100), ("from_body", 60), ("content", 50), ("reply", 50))


@register
class HandoverIndex(SearchIndex):
    model = Handover
    label = "Bàn giao nhiệm kỳ"
    fields = (("__str__", 100), ("note", 40))
