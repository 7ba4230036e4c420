"""Lists of batches."""

from coordination.ui.tables import Column, DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from voters.models import Batch


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
