"""The lists of this room."""

from django.utils.html import format_html

from coordination.lib.numbers import vi
from coordination.ui.show import show
from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from voters.models import Batch, ContactMeeting, Petition


class PetitionTable(RecordTable):
    title = LinkColumn("Nội dung", sub=("code", "where", "get_origin_display"), order_by=("title",))
    field = Column("Lĩnh vực", accessor="get_field_display", order_by=("field",), phone="hide")
    competent_body = Column(
        "Cơ quan giải quyết", accessor="competent_body", order_by=("competent_body__short_name",), default="chưa giao"
    )
    state = StateColumn("Kết quả", order_by=("result", "status"))
    due_on = DueColumn("Hạn", closed="finished_on")
    times_raised = NumberColumn("Lần", phone="hide")

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()
        order_by = ("-received_on",)
        select_related = ("place", "competent_body")


class SimilarTable(RecordTable):
    """Petitions that may ask for the same; `reasons`: key of the petition → why."""

    title = LinkColumn("Nội dung", sub=("code", "where"), orderable=False)
    reason = Column("Vì sao giống", empty_values=(), orderable=False, phone="label")
    state = StateColumn("Kết quả")

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.reasons = reasons

    def render_reason(self, record):
        return self.reasons[record.pk]


class AttendanceColumn(NumberColumn):
    """How many came, with the qualifier of the source."""

    def render(self, record):
        return format_html('<span class="num">{}</span>', record.attending_words) if record.attending_words else ""

    def value(self, record):
        return record.attending


class ContactMeetingTable(RecordTable):
    title = LinkColumn("Cuộc tiếp xúc", sub=("topic", "session"), order_by=("kind",))
    held_on = DateColumn("Ngày")
    chaired_by = Column("Chủ trì", order_by=("chaired_by__short_name",), phone="hide")
    attending = AttendanceColumn("Lượt cử tri")
    said = Column("Ý kiến, kiến nghị", empty_values=(), orderable=False)
    state = StateColumn(order_by=("status",))

    class Meta(RecordTable.Meta):
        model = ContactMeeting
        fields = ()
        order_by = ("-held_on",)
        select_related = ("place", "session", "chaired_by")

    def render_said(self, record):
        """Two different numbers, never added where only one is known."""
        parts = ((record.opinions, "ý kiến"), (record.petitions_raised, "kiến nghị"))
        return show([f"{vi(number)} {words}" for number, words in parts if number is not None])


class BatchTable(RecordTable):
    title = LinkColumn("Đợt tổng hợp", sub=("session",), order_by=("name",))
    agreed_on = DateColumn("Thống nhất")
    dispatch_number = Column("Công văn", css="nb")
    dispatched_on = DateColumn("Ngày gửi")
    petitions = NumberColumn("Kiến nghị", accessor="size", orderable=False)
    state = StateColumn()

    class Meta(RecordTable.Meta):
        model = Batch
        fields = ()
        order_by = ("-pk",)
        select_related = ("session",)
