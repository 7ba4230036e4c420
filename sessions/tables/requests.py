"""Lists of requests for contents, proposals, and requests for the Standing Committee's opinion."""

from django.utils.html import format_html

from coordination.ui.chips import chip
from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, RecordTable, StateColumn
from sessions.models import BoardOpinion, ContentProposal, ContentRequest, OpinionRequest


class ContentRequestTable(RecordTable):
    """Who was asked; by when; what came."""

    body = LinkColumn("Cơ quan", text="body", orderable=False)
    session = Column("Kỳ họp", phone="hide")
    asked_on = DateColumn("Đề nghị ngày", phone="hide")
    due_on = DueColumn("Hạn đề xuất", closed="answered_on")
    answered_on = DateColumn("Đề xuất ngày")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = ContentRequest
        fields = ()
        select_related = ("body", "session")


class ContentProposalTable(RecordTable):
    """What was proposed by whom, and what became of it."""

    title = LinkColumn("Nội dung đề xuất", sub=("kind", "session"), orderable=False)
    from_body = Column("Cơ quan đề xuất", order_by="from_body__name")
    proposed_on = DateColumn("Ngày đề xuất")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = ContentProposal
        fields = ()
        select_related = ("from_body", "session")


class UrgentColumn(LinkColumn):
    """The title; an urgent matter is marked so."""

    def render(self, record, table):
        told = super().render(record, table)
        return format_html("{} {}", told, chip("today", "cấp bách", bare=True)) if record.is_urgent else told


class OpinionRequestTable(RecordTable):
    """What the Standing Committee is asked about, by whom, by when."""

    title = UrgentColumn("Nội dung xin ý kiến", sub=("from_body",), orderable=False)
    received_on = DateColumn("Nhận hồ sơ")
    due_on = DueColumn("Hạn trả lời", closed="replied_on")
    replied_on = DateColumn("Trả lời", phone="hide")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = OpinionRequest
        fields = ()
        select_related = ("from_body",)


class BoardOpinionTable(RecordTable):
    """Which board was asked, and whether it has spoken."""

    board = LinkColumn("Ban", text="board", orderable=False)
    due_on = DueColumn("Hạn", closed="given_on", orderable=False)
    given_on = DateColumn("Cho ý kiến", orderable=False)
    text = Column("Ý kiến", orderable=False)
    state = StateColumn(orderable=False)

    class Meta(RecordTable.Meta):
        model = BoardOpinion
        fields = ()
        select_related = ("board", "request")
