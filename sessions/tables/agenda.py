"""Lists of agenda items and their documents."""

from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from sessions.choices import ItemStatus
from sessions.models import (
    AgendaItem,
)


class HandInColumn(DueColumn):
    """The due day of a document with its distance; of a withdrawn one only the day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, closed="received_on", **kwargs)

    def render(self, value, record):
        return self.day(value, record) if record.status in ItemStatus.STOPPED else super().render(value, record)


class AgendaItemTable(RecordTable):
    title = LinkColumn("Nội dung", sub=("kind", "gathering"), order_by="title")
    preparing_body = Column("Cơ quan chuẩn bị")
    due_on = HandInColumn("Hạn nộp")
    received_on = DateColumn("Đã nhận", phone="hide")
    days_late = NumberColumn("Trễ (ngày)", orderable=False, phone="hide")
    state = StateColumn(accessor="progress", order_by="status")

    class Meta(RecordTable.Meta):
        model = AgendaItem
        fields = ()
        select_related = ("session", "sitting", "preparing_body")


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
