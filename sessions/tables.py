"""Lists of this room, and the smaller tables on its pages."""

from django.urls import reverse
from django.utils.html import format_html

from coordination.lib.numbers import ratio
from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from sessions.choices import ItemStatus
from sessions.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    DraftComment,
    DraftResolution,
    Question,
    Resolution,
    ResolutionTask,
    SessionDocument,
    Sitting,
    Verification,
)


class OpeningColumn(DateColumn):
    """The day it opened; before that the planned day."""

    empty_values = ()

    def render(self, record):
        day = record.opened_on or record.planned_opening
        return super().render(day) if day else ""

    def value(self, record):
        return record.opened_on or str(record.planned_opening or "")


class ReadinessColumn(NumberColumn):
    """Documents sent to the delegates, out of all that are expected."""

    empty_values = ()

    def render(self, record):
        if not record.documents_total:
            return ""
        rows = f"{reverse('council_sessions:agendaitem-list')}?session={record.pk}"
        return format_html('<a href="{}">{}</a>', rows, self.value(record))

    def value(self, record):
        return ratio(record.documents_sent, record.documents_total) if record.documents_total else ""


class HandInColumn(DueColumn):
    """The due day of a document with its distance; of a withdrawn one only the day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, closed="received_on", **kwargs)

    def render(self, value, record):
        return self.day(value, record) if record.status in ItemStatus.STOPPED else super().render(value, record)


class CouncilSessionTable(RecordTable):
    title = LinkColumn("Kỳ họp", sub=("term",), orderable=False)
    opening = OpeningColumn("Khai mạc", accessor="opened_on", order_by=("opened_on", "planned_opening"))
    closed_on = DateColumn("Bế mạc", phone="hide")
    readiness = ReadinessColumn("Tài liệu đã gửi", accessor="documents_sent", order_by="documents_sent")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = CouncilSession
        fields = ()
        select_related = ("term",)


class SittingTable(RecordTable):
    title = LinkColumn("Phiên họp", sub=("requested_by",), orderable=False)
    kind = Column("Loại phiên")
    held_on = DateColumn("Ngày họp")

    class Meta(RecordTable.Meta):
        model = Sitting
        fields = ()
        select_related = ("requested_by",)


class AgendaItemTable(RecordTable):
    title = LinkColumn("Nội dung", sub=("kind", "session"), order_by="title")
    preparing_body = Column("Cơ quan chuẩn bị")
    due_on = HandInColumn("Hạn nộp")
    received_on = DateColumn("Đã nhận", phone="hide")
    days_late = NumberColumn("Trễ (ngày)", orderable=False, phone="hide")
    state = StateColumn(accessor="progress", order_by="status")

    class Meta(RecordTable.Meta):
        model = AgendaItem
        fields = ()
        select_related = ("session", "preparing_body")


class ProgrammeTable(RecordTable):
    """The agenda of one session in its order."""

    order = NumberColumn("TT", orderable=False, phone="hide")
    title = LinkColumn("Nội dung", sub=("kind",), orderable=False)
    preparing_body = Column("Cơ quan chuẩn bị", orderable=False)
    verifying_board = Column("Ban thẩm tra", orderable=False)
    state = StateColumn()

    class Meta(RecordTable.Meta):
        model = AgendaItem
        fields = ()


class SessionDocumentTable(RecordTable):
    title = LinkColumn("Tài liệu", sub=("document",), orderable=False)
    state = StateColumn("Ai được đọc")

    class Meta(RecordTable.Meta):
        model = SessionDocument
        fields = ()


class AttendanceTable(RecordTable):
    who = LinkColumn("Ai", text=lambda row: row.person or row.body, sub=("excuse",), orderable=False)
    state = StateColumn("Tham dự")

    class Meta(RecordTable.Meta):
        model = Attendance
        fields = ()


class QuestionTable(RecordTable):
    title = LinkColumn("Chất vấn", sub=("delegate", "topic"), orderable=False)
    addressee = Column("Cơ quan trả lời")
    put_on = DateColumn("Ngày chất vấn", phone="hide")
    promise_due_on = DueColumn("Hẹn xong", closed="kept_on")
    state = StateColumn(accessor="progress", order_by="status")

    class Meta(RecordTable.Meta):
        model = Question
        fields = ()
        select_related = ("delegate", "addressee")


class DraftResolutionTable(RecordTable):
    title = LinkColumn("Dự thảo", sub=("submitting_body", "session"), order_by="title")
    drafting_body = Column("Cơ quan soạn thảo", phone="hide")
    procedure = Column("Trình tự", phone="hide")
    rounds = NumberColumn("Vòng")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = DraftResolution
        fields = ()
        select_related = ("submitting_body", "drafting_body", "session")


class DraftCommentTable(RecordTable):
    title = LinkColumn("Ý kiến", sub=("from_body", "kind"), orderable=False)
    given_on = DateColumn("Ngày", orderable=False)
    state = StateColumn("Tiếp thu")

    class Meta(RecordTable.Meta):
        model = DraftComment
        fields = ()


class VerificationTable(RecordTable):
    title = LinkColumn("Ban", text="board", sub=("conclusion",), orderable=False)
    held_on = DateColumn("Ngày họp", orderable=False)
    rounds = NumberColumn("Lần", orderable=False)

    class Meta(RecordTable.Meta):
        model = Verification
        fields = ()


class ResolutionTable(RecordTable):
    title = LinkColumn("Nghị quyết", text="title", sub=("code", "field"), order_by="title")
    procedure = Column("Trình tự", phone="hide")
    adopted_on = DateColumn("Thông qua")
    effective_from = DateColumn("Hiệu lực", phone="hide")
    state = StateColumn()

    class Meta(RecordTable.Meta):
        model = Resolution
        fields = ()


class ResolutionTaskTable(RecordTable):
    title = LinkColumn("Nhiệm vụ", sub=("resolution__code",), orderable=False)
    owner = Column("Cơ quan thực hiện")
    due_on = DueColumn("Hạn", closed="done_on")
    state = StateColumn(accessor="progress", order_by="status")

    class Meta(RecordTable.Meta):
        model = ResolutionTask
        fields = ()
        select_related = ("owner", "resolution")
