"""Lists of questions and of the groups of them."""

from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from sessions.models import Question, QuestionTopic


class QuestionTable(RecordTable):
    title = LinkColumn("Chất vấn", sub=("delegate", "topic"), orderable=False)
    addressee = Column("Cơ quan trả lời")
    put_on = DateColumn("Ngày chất vấn", phone="hide")
    promise_due_on = DueColumn("Hẹn xong", closed="kept_on")
    state = StateColumn(accessor="progress", order_by="status")

    class Meta(RecordTable.Meta):
        model = Question
        fields = ()
        select_related = ("delegate", "addressee")


class TopicTable(RecordTable):
    order = NumberColumn("TT", orderable=False, phone="hide")
    title = LinkColumn("Nhóm vấn đề", sub=("reason",), orderable=False)
    addressee = Column("Cơ quan trả lời", orderable=False)
    asked = NumberColumn("Số chất vấn", orderable=False)
    decided_on = DateColumn("Ngày quyết định", orderable=False, phone="hide")
    state = StateColumn()

    class Meta(RecordTable.Meta):
        model = QuestionTopic
        fields = ()
        select_related = ("addressee", "session", "sitting")
