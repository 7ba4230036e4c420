"""What of this room can be found."""

from coordination.search.registry import SearchIndex, register
from voters.models import (
    Batch,
    CompetenceRule,
    ContactMeeting,
    ContactPlan,
    FollowUp,
    Petition,
    Reply,
    ReplyDraft,
    ReplyTemplate,
    SettlementReport,
    SupervisionReport,
)
from voters.similarity import index as similarity


@register
class PetitionIndex(SearchIndex):
    model = Petition
    label = "Kiến nghị"
    fields = (
        ("code", 100),
        ("title", 100),
        ("content", 80),
        ("where", 60),
        ("get_field_display", 50),
        ("competent_body.short_name", 40),
        ("earlier_history", 20),
        ("evidence", 20),
    )

    @classmethod
    def also(cls, record) -> None:
        """The terms by which similar petitions are found."""
        similarity.index(record)

    @classmethod
    def also_all(cls, records) -> None:
        similarity.index_new(records)


@register
class ContactMeetingIndex(SearchIndex):
    model = ContactMeeting
    label = "Tiếp xúc cử tri"
    fields = (("__str__", 100), ("topic", 90), ("where", 60), ("chaired_by.short_name", 40), ("minutes", 20))


@register
class ContactPlanIndex(SearchIndex):
    model = ContactPlan
    label = "Kế hoạch tiếp xúc cử tri"
    fields = (("name", 100), ("number", 90), ("led_by.short_name", 40), ("note", 20))


@register
class ReplyIndex(SearchIndex):
    model = Reply
    label = "Trả lời kiến nghị"
    fields = (("number", 100), ("petition.title", 80), ("text", 60), ("body.short_name", 40))

    @classmethod
    def title(cls, record) -> str:
        return record.public_title if record.confidential else f"{record}: {record.petition.title}"


@register
class BatchIndex(SearchIndex):
    model = Batch
    label = "Đợt tổng hợp kiến nghị"
    fields = (("name", 100), ("dispatch_number", 80), ("note", 30))


@register
class FollowUpIndex(SearchIndex):
    model = FollowUp
    label = "Văn bản đôn đốc"
    fields = (("__str__", 100), ("number", 80), ("to.name", 60), ("note", 20))


@register
class SettlementReportIndex(SearchIndex):
    model = SettlementReport
    label = "Báo cáo kết quả giải quyết kiến nghị"
    fields = (("__str__", 100), ("note", 30), ("findings", 30))


@register
class SupervisionReportIndex(SearchIndex):
    model = SupervisionReport
    label = "Báo cáo giám sát giải quyết kiến nghị"
    fields = (("title", 100), ("assessment", 30), ("proposals", 30))


@register
class CompetenceRuleIndex(SearchIndex):
    model = CompetenceRule
    label = "Quy tắc thẩm quyền"
    fields = (("topic", 100), ("target", 80), ("ground", 50), ("note", 20))


@register
class ReplyDraftIndex(SearchIndex):
    """Found by the answering side only: the entry carries the draft's own gate."""

    model = ReplyDraft
    label = "Dự thảo trả lời"
    fields = (("petition.code", 100), ("petition.title", 80), ("text", 60), ("body.short_name", 40))

    @classmethod
    def title(cls, record) -> str:
        return record.public_title if record.confidential else f"{record}: {record.petition.title}"


@register
class ReplyTemplateIndex(SearchIndex):
    model = ReplyTemplate
    label = "Mẫu trả lời"
    fields = (("name", 100), ("text", 50), ("body.short_name", 40))
