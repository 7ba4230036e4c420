"""Lists of receptions and letters; a letter is shown by its case code."""

from complaints.models import Letter, Reception
from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn


class ReceptionTable(RecordTable):
    planned_on = LinkColumn("Buổi tiếp", sub=("place",))
    body = Column("Cơ quan tiếp", order_by="body__short_name")
    chair = Column("Người chủ trì", order_by="chair__name", phone="hide")
    citizens = NumberColumn("Lượt công dân")
    state = StateColumn("Tình trạng", order_by="status")

    class Meta(RecordTable.Meta):
        model = Reception
        fields = ()
        select_related = ("body", "chair")


class LetterTable(RecordTable):
    code = LinkColumn("Mã vụ việc", sub=("kind",))
    received_on = DateColumn("Ngày nhận")
    competent_body = Column("Cơ quan có thẩm quyền", order_by="competent_body__short_name")
    handler = Column("Người xử lý", order_by="handler__name", phone="hide")
    due_on = DueColumn("Hạn", closed="settled_on")
    state = StateColumn("Tình trạng", accessor="progress", order_by="status")

    class Meta(RecordTable.Meta):
        model = Letter
        fields = ()
        select_related = ("handler", "competent_body")
