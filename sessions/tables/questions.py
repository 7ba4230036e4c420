"""Lists of questions."""

from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, RecordTable, StateColumn
from sessions.models import (
    Question,
)


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
