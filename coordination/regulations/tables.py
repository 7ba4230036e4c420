"""Rows of the coordination."""

from coordination.regulations.models import Clause, Dialogue, InformationExchange, Invitation, Meeting, Regulation
from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn


class RegulationTable(RecordTable):
    title = LinkColumn("Quy chế", sub=("full_number",), order_by="title")
    parties = Column("Các bên", accessor="bodies", orderable=False)
    term = Column("Nhiệm kỳ", accessor="term", phone="hide", order_by="term__name")
    signed_on = DateColumn("Ngày ký")
    state = StateColumn("Hiệu lực")

    class Meta(RecordTable.Meta):
        model = Regulation
        select_related = ("term", "locality")
        prefetch_related = ("party_rows",)


class ClauseTable(RecordTable):
    number = LinkColumn("Điều, khoản", sub=("heading",), text="number", orderable=False)
    text = Column("Nội dung", orderable=False)
    owner = Column("Bên thực hiện", accessor="owner__short_name", orderable=False)

    class Meta(RecordTable.Meta):
        model = Clause
        select_related = ("owner",)


class MeetingTable(RecordTable):
    title = LinkColumn("Cuộc họp", sub=("kind", "venue"), order_by="title")
    parties = Column("Các cơ quan dự", accessor="party_words", orderable=False, phone="hide")
    held_on = DateColumn("Ngày họp")
    state = StateColumn("Tình trạng")

    class Meta(RecordTable.Meta):
        model = Meeting
        prefetch_related = ("parties",)


class InvitationTable(RecordTable):
    what = LinkColumn("Mời dự", text="what", orderable=False)
    host = Column("Cơ quan mời", accessor="host__short_name")
    guest = Column("Được mời", accessor="guest__short_name")
    sent_on = DateColumn("Ngày gửi")
    held_on = DateColumn("Ngày họp", phone="hide")
    state = StateColumn("Trả lời")

    class Meta(RecordTable.Meta):
        model = Invitation
        select_related = ("host", "guest", "meeting")


class ExchangeTable(RecordTable):
    title = LinkColumn("Nội dung", sub=("kind",), order_by="title")
    sender = Column("Cơ quan gửi", accessor="sender__short_name")
    recipient = Column("Cơ quan nhận", accessor="recipient__short_name")
    sent_on = DateColumn("Ngày gửi")

    class Meta(RecordTable.Meta):
        model = InformationExchange
        select_related = ("sender", "recipient")


class DialogueTable(RecordTable):
    title = LinkColumn("Chủ đề", sub=("place",), order_by="title")
    groups = Column("Với ai", phone="hide", orderable=False)
    chair = Column("Cơ quan chủ trì", accessor="chair__short_name")
    participants = Column("Số người dự", accessor="participant_words", order_by="participants")
    held_on = DateColumn("Ngày đối thoại")

    class Meta(RecordTable.Meta):
        model = Dialogue
        select_related = ("chair",)
