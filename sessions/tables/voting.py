"""Lists of votes."""

from coordination.ui.tables import Column, DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from sessions.models import Ballot, BallotChoice


class BallotTable(RecordTable):
    title = LinkColumn("Biểu quyết về", sub=("method",), orderable=False)
    held_on = DateColumn("Ngày")
    votes_for = NumberColumn("Tán thành")
    votes_against = NumberColumn("Không", phone="hide")
    votes_blank = NumberColumn("Không biểu quyết", phone="hide")
    present = NumberColumn("Có mặt", phone="hide")
    base_count = NumberColumn("Tổng số", phone="hide")
    state = StateColumn("Kết quả", order_by="passed")

    class Meta(RecordTable.Meta):
        model = Ballot
        fields = ()


class ChoiceTable(RecordTable):
    """How each delegate voted in one ballot."""

    person = Column("Đại biểu", orderable=False)
    choice = Column("Lựa chọn", accessor="get_choice_display", orderable=False)

    class Meta(RecordTable.Meta):
        model = BallotChoice
        fields = ()
