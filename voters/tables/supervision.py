"""Lists of written reminders and of reports on petitions."""

from coordination.ui.tables import Column, DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from voters.models import FollowUp, SettlementReport, SupervisionReport


class FollowUpTable(RecordTable):
    title = LinkColumn("Văn bản đôn đốc", orderable=False)
    round = NumberColumn("Lần")
    petitions = NumberColumn("Kiến nghị", accessor="size", orderable=False)
    answer_by = DateColumn("Đề nghị trả lời trước", phone="hide")
    sent_on = DateColumn("Ngày gửi")
    reference = Column("Số", orderable=False, css="nb")
    state = StateColumn(order_by=("status",))

    class Meta(RecordTable.Meta):
        model = FollowUp
        fields = ()
        order_by = ("-pk",)
        select_related = ("to", "document")


class SettlementReportTable(RecordTable):
    title = LinkColumn("Báo cáo", sub=("session",), orderable=False)
    received_on = DateColumn("Ngày nhận")
    board = Column("Ban thẩm tra", orderable=False)
    verified_on = DateColumn("Thẩm tra", phone="hide")
    state = StateColumn(order_by=("status",))

    class Meta(RecordTable.Meta):
        model = SettlementReport
        fields = ()
        order_by = ("-received_on",)
        select_related = ("body", "board")
        known = ("session",)


class SupervisionReportTable(RecordTable):
    title = LinkColumn("Báo cáo", sub=("session",), order_by=("title",))
    period = Column("Kỳ", accessor="period_words", orderable=False, phone="hide")
    counted_on = DateColumn("Số liệu đến hết")
    issued_on = DateColumn("Ban hành")
    state = StateColumn(order_by=("status",))

    class Meta(RecordTable.Meta):
        model = SupervisionReport
        fields = ()
        order_by = ("-pk",)
        known = ("session",)
