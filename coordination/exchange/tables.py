"""The list of files that were brought in."""

from coordination.exchange.models import Import
from coordination.ui.tables import Column, DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn


class ImportTable(RecordTable):
    file_name = LinkColumn("Tệp", text="file_name", sub=("kind_label",), order_by="file_name")
    created_by = Column("Người nạp", orderable=False)
    created_at = DateColumn("Lúc gửi")
    creates = NumberColumn("Ghi mới")
    updates = NumberColumn("Sửa")
    faults = NumberColumn("Lỗi")
    state = StateColumn(accessor="state_chip", order_by="state")

    class Meta(RecordTable.Meta):
        model = Import
        fields = ()
        select_related = ("created_by__person",)
