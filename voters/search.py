"""What of this room can be found."""

from coordination.search.registry import SearchIndex, register
from voters.models import Batch, ContactMeeting, Petition, Reply


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


@register
class ContactMeetingIndex(SearchIndex):
    model = ContactMeeting
    label = "Tiếp xúc cử tri"
    fields = (("__str__", 100), ("topic", 90), ("where", 60), ("chaired_by.short_name", 40), ("minutes", 20))


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
