"""Lists of petitions."""

from coordination.ui.tables import Column, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from voters.models import Petition


class PetitionTable(RecordTable):
    title = LinkColumn("Nội dung", sub=("code", "where", "get_origin_display"), order_by=("title",))
    field = Column("Lĩnh vực", accessor="get_field_display", order_by=("field",), phone="hide")
    competent_body = Column(
        "Cơ quan giải quyết", accessor="competent_body", order_by=("competent_body__short_name",), default="chưa giao"
    )
    state = StateColumn("Kết quả", order_by=("result", "status"))
    due_on = DueColumn("Hạn", closed="finished_on")
    times_raised = NumberColumn("Lần", phone="hide")

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()
        order_by = ("-received_on",)
        select_related = ("place", "competent_body")


class SimilarTable(RecordTable):
    """Petitions that may ask for the same; `reasons`: key of the petition → why."""

    title = LinkColumn("Nội dung", sub=("code", "where"), orderable=False)
    reason = Column("Vì sao giống", empty_values=(), orderable=False, phone="label")
    state = StateColumn("Kết quả")

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.reasons = reasons

    def render_reason(self, record):
        return self.reasons[record.pk]
