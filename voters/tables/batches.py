"""Lists of batches, of opinions about one, and of petitions that wait for one."""

from django.db.models import Prefetch

from coordination.ui.tables import (
    Column,
    DateColumn,
    DueColumn,
    LinkColumn,
    NumberColumn,
    RecordTable,
    StateColumn,
)
from voters.models import Batch, BatchOpinion, Petition
from voters.models.batches import standing_objections
from voters.tables.petitions import AnswerDueColumn, WithDays


class BatchTable(RecordTable):
    title = LinkColumn("Đợt tổng hợp", sub=("session",), order_by=("name",))
    agreed_on = DateColumn("Chốt ý kiến")
    dispatch_number = Column("Công văn", css="nb")
    dispatched_on = DateColumn("Ngày gửi")
    petitions = NumberColumn("Kiến nghị", accessor="size", orderable=False)
    state = StateColumn(order_by=("status",))

    class Meta(RecordTable.Meta):
        model = Batch
        fields = ()
        order_by = ("-pk",)
        known = ("session",)

    @classmethod
    def fetched(cls, rows):
        objections = standing_objections(BatchOpinion.objects.all())  # ungated: says only how the shown batch stands
        return super().fetched(rows).prefetch_related(Prefetch("opinions", objections, "standing_objections"))


class OpinionTable(RecordTable):
    title = LinkColumn("Cơ quan", text="body", orderable=False)
    asked_on = DateColumn("Hỏi ngày", orderable=False)
    due_on = DueColumn("Hạn", closed="answered_on", orderable=False)
    answered_on = DateColumn("Ý kiến ngày", orderable=False)
    text = Column("Ý kiến", orderable=False)
    state = StateColumn()

    class Meta(RecordTable.Meta):
        model = BatchOpinion
        fields = ()
        select_related = ("body", "batch")
        prefetch_related = ("petitions",)


class UnbatchedTable(RecordTable):
    title = LinkColumn(
        "Nội dung", sub=("code", "where", "get_origin_display"), names={"where": "Địa bàn"}, order_by=("title",)
    )
    level = Column("Cấp thẩm quyền", accessor="get_level_display", order_by=("level",), phone="hide")
    field = Column("Lĩnh vực", accessor="get_field_display", order_by=("field",))
    received_on = DateColumn("Ngày nhận")

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()
        order_by = ("-received_on",)
        select_related = ("place",)


class CarryTable(WithDays):
    title = LinkColumn("Nội dung", sub=("code", "where"), names={"where": "Địa bàn"}, order_by=("title",))
    session = Column("Kỳ họp", order_by=("session__opened_on",))
    original_session = Column("Kỳ họp ban đầu", order_by=("original_session__opened_on",), phone="hide")
    competent_body = Column("Cơ quan giải quyết", order_by=("competent_body__short_name",), phone="hide")
    due_on = AnswerDueColumn("Hạn trả lời")
    state = StateColumn("Kết quả", order_by=("result", "status"))

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()
        order_by = ("-received_on",)
        select_related = ("place", "competent_body")
        known = ("session", "original_session")
