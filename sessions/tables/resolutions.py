"""Lists of resolutions and their tasks."""

from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, RecordTable, StateColumn
from sessions.models import (
    Resolution,
    ResolutionTask,
)


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
