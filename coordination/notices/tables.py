from coordination.notices.models import Notice
from coordination.ui.tables import DateColumn, LinkColumn, RecordTable, StateColumn


class NoticeTable(RecordTable):
    """An inbox, newest first."""

    text = LinkColumn("Thông báo", sub=("kind", "by_name"), orderable=False)
    state = StateColumn(order_by="read_at")
    created_at = DateColumn("Lúc")

    class Meta(RecordTable.Meta):
        model = Notice
        fields = ()
        order_by = "-created_at"
