"""What of the coordination can be found."""

from coordination.regulations.models import (
    Clause,
    Dialogue,
    InformationExchange,
    Invitation,
    Meeting,
    Regulation,
)
from coordination.search.registry import SearchIndex, register


@register
class RegulationIndex(SearchIndex):
    model = Regulation
    label = "Quy chế phối hợp"
    fields = (("title", 100), ("full_number", 80), ("note", 20))


@register
class ClauseIndex(SearchIndex):
    model = Clause
    label = "Điều khoản quy chế"
    fields = (("number", 100), ("heading", 80), ("text", 50), ("owner.short_name", 30))


@register
class MeetingIndex(SearchIndex):
    model = Meeting
    label = "Cuộc họp"
    fields = (("title", 100), ("for_what", 60), ("venue", 30), ("participants", 30), ("conclusions", 20))


@register
class InvitationIndex(SearchIndex):
    model = Invitation
    label = "Giấy mời"
    fields = (("what", 100), ("host.short_name", 60), ("guest.short_name", 60), ("attended_by", 30))


@register
class ExchangeIndex(SearchIndex):
    model = InformationExchange
    label = "Trao đổi thông tin"
    fields = (("title", 100), ("sender.short_name", 60), ("recipient.short_name", 60), ("note", 20))


@register
class DialogueIndex(SearchIndex):
    model = Dialogue
    label = "Đối thoại"
    fields = (("title", 100), ("place", 60), ("groups", 60), ("chair.short_name", 40), ("note", 20))
