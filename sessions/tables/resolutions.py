"""Lists of resolutions, of what changes them, of their tasks and the reports on these."""

from django.utils.html import format_html

from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, RecordTable, StateColumn
from sessions.models import Resolution, ResolutionChange, ResolutionTask, TaskReport


class PercentColumn(Column):
    """How far something has come: a bar for the eye, the number for everybody."""

    css = "c-percent"

    def render(self, value):
        return format_html(
            '<progress max="100" value="{0}" aria-hidden="true"></progress><span class="num">{0}%</span>', value
        )

    def value(self, value):
        return value


class ResolutionTable(RecordTable):
    title = LinkColumn(
        "Nghị quyết", text="title", sub=("code", "field"), order_by="title", names={"code": "Số, ký hiệu"}
    )
    procedure = Column("Trình tự", phone="hide")
    adopted_on = DateColumn("Thông qua")
    effective_from = DateColumn("Hiệu lực", phone="hide")
    state = StateColumn()

    class Meta(RecordTable.Meta):
        model = Resolution
        fields = ()
        prefetch_related = ("changes",)


class ResolutionTaskTable(RecordTable):
    title = LinkColumn("Nhiệm vụ", sub=("resolution__code",), orderable=False, names={"resolution__code": "Nghị quyết"})
    owner = Column("Cơ quan thực hiện")
    due_on = DueColumn("Hạn", closed="done_on")
    percent = PercentColumn("Tiến độ")
    state = StateColumn(accessor="progress", order_by="status")

    class Meta(RecordTable.Meta):
        model = ResolutionTask
        fields = ()
        select_related = ("owner", "resolution")


class TaskReportTable(RecordTable):
    reported_on = DateColumn("Ngày báo cáo", orderable=False)
    text = LinkColumn("Kết quả, khó khăn", text="text", orderable=False)
    percent = PercentColumn("Tiến độ", orderable=False)

    class Meta(RecordTable.Meta):
        model = TaskReport
        fields = ()


class ChangeTable(RecordTable):
    """What changed a resolution, and by which document."""

    title = LinkColumn("Văn bản làm thay đổi", text=lambda row: _name(row.source), sub=("note",), orderable=False)
    effective_on = DateColumn("Từ ngày", orderable=False)
    state = StateColumn("Thay đổi")

    class Meta(RecordTable.Meta):
        model = ResolutionChange
        fields = ()
        select_related = ("by_resolution", "document")


class ChangeMadeTable(RecordTable):
    """What a resolution changed, seen from the later one."""

    title = LinkColumn("Nghị quyết được thay đổi", text="resolution__public_title", sub=("note",), orderable=False)
    effective_on = DateColumn("Từ ngày", orderable=False)
    state = StateColumn("Thay đổi")

    class Meta(RecordTable.Meta):
        model = ResolutionChange
        fields = ()
        select_related = ("resolution",)


def _name(record) -> str:
    return str(getattr(record, "public_title", record)) if record else "Theo thời hạn của nghị quyết"
