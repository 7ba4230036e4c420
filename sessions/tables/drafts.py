"""Lists of draft resolutions."""

from coordination.ui.tables import Column, DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from sessions.models import (
    DraftComment,
    DraftResolution,
    Verification,
)


class DraftResolutionTable(RecordTable):
    title = LinkColumn("Dự thảo", sub=("submitting_body", "session"), order_by="title")
    drafting_body = Column("Cơ quan soạn thảo", phone="hide")
    procedure = Column("Trình tự", phone="hide")
    rounds = NumberColumn("Vòng")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = DraftResolution
        fields = ()
        select_related = ("submitting_body", "drafting_body", "session")


class DraftCommentTable(RecordTable):
    title = LinkColumn("Ý kiến", sub=("from_body", "kind"), orderable=False)
    given_on = DateColumn("Ngày", orderable=False)
    state = StateColumn("Tiếp thu")

    class Meta(RecordTable.Meta):
        model = DraftComment
        fields = ()


class VerificationTable(RecordTable):
    title = LinkColumn("Ban", text="board", sub=("conclusion",), orderable=False)
    held_on = DateColumn("Ngày họp", orderable=False)
    rounds = NumberColumn("Lần", orderable=False)

    class Meta(RecordTable.Meta):
        model = Verification
        fields = ()
