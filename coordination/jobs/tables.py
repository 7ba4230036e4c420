from coordination.jobs.models import Job
from coordination.ui.tables import DateColumn, LinkColumn, RecordTable, StateColumn


class JobTable(RecordTable):
    """One's own background work, newest first."""

    title = LinkColumn("Việc", sub=("locality", "result_name"), orderable=False)
    state = StateColumn(accessor="chip", order_by="state")
    created_at = DateColumn("Lúc yêu cầu")
    finished_at = DateColumn("Lúc xong")

    class Meta(RecordTable.Meta):
        model = Job
        fields = ()
        order_by = "-created_at"
        select_related = ("locality",)
