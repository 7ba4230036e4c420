"""Lists of answers that are being written, and of templates."""

from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn
from voters.models import ReplyDraft, ReplyTemplate


class ReplyDraftTable(RecordTable):
    about = LinkColumn("Kiến nghị", sub=("petition__public_title",), order_by=("petition__title",))
    body = Column("Cơ quan trả lời", accessor="body", order_by=("body__short_name",))
    result = Column("Kết quả", accessor="get_result_display", order_by=("result",), phone="hide")
    written_by = Column("Người soạn", accessor="written_by", orderable=False, default="", phone="hide")
    state = StateColumn("Trạng thái", order_by=("status",))
    due_on = DateColumn("Hạn trả lời", accessor="petition__due_on", order_by=("petition__due_on",))

    class Meta(RecordTable.Meta):
        model = ReplyDraft
        fields = ()
        order_by = ("-pk",)
        select_related = ("petition", "body", "written_by__person")


class ReplyTemplateTable(RecordTable):
    name = LinkColumn("Tên mẫu", sub=("get_field_display",))
    body = Column("Cơ quan trả lời", accessor="body", order_by=("body__short_name",))
    result = Column("Kết quả", accessor="get_result_display", order_by=("result",), phone="hide")
    state = StateColumn("Trạng thái", order_by=("retired",))

    class Meta(RecordTable.Meta):
        model = ReplyTemplate
        fields = ()
        order_by = ("name",)
        select_related = ("body",)
