"""Lists of reviews and of what figures rest on."""

from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn
from reports.models import Indicator, RegisterCoverage, ReportedFigure, Review, Source


class ReviewTable(RecordTable):
    title = LinkColumn("Báo cáo", sub=("period_label",))
    lead_party = Column("Bên chủ trì", accessor="lead_party__short_name")
    end = DateColumn("Hết kỳ")
    state = StateColumn("Trạng thái", order_by="status")

    class Meta(RecordTable.Meta):
        model = Review
        fields = ()
        order_by = "-end"
        select_related = ("lead_party",)


class CoverageTable(RecordTable):
    register = LinkColumn("Sổ", text="get_register_display")
    valid_from = DateColumn("Đầy đủ từ")
    valid_to = DateColumn("Đến hết")

    class Meta(RecordTable.Meta):
        model = RegisterCoverage
        fields = ()
        order_by = "register"


class SourceTable(RecordTable):
    title = LinkColumn("Nguồn", text="__str__", sub=("publisher",))
    author = Column("Tác giả")
    published_on = Column("Ngày đăng")

    class Meta(RecordTable.Meta):
        model = Source
        fields = ()


class ReportedFigureTable(RecordTable):
    key = LinkColumn("Chỉ số", text="label", sub=("part_label", "source"))
    words = Column("Số liệu", order_by="value")
    period = Column("Kỳ", accessor="period__label", order_by=("start", "end"))
    scope = Column("Phạm vi", accessor="scope_words", orderable=False)

    class Meta(RecordTable.Meta):
        model = ReportedFigure
        fields = ()
        select_related = ("source",)
        prefetch_related = ("bodies",)


class IndicatorTable(RecordTable):
    name = LinkColumn("Chỉ tiêu", sub=("period_words",))
    words = Column("Số liệu", orderable=False)
    source = Column("Nguồn", phone="hide")

    class Meta(RecordTable.Meta):
        model = Indicator
        fields = ()
        select_related = ("source",)
