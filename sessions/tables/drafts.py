"""Lists of draft resolutions, their parts, and of how often they went in circles."""

from coordination.ui.show import capfirst
from coordination.ui.tables import (
    Column,
    DateColumn,
    DueColumn,
    LinkColumn,
    NumberColumn,
    RecordTable,
    StateColumn,
)
from sessions.models import DraftComment, DraftResolution, DraftRevision, DraftStep, PaperRequest, Verification


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


class DraftLoopTable(RecordTable):
    """How often each went in circles."""

    title = LinkColumn("Dự thảo", sub=("drafting_body", "session"), order_by="title")
    procedure = Column("Trình tự")
    ground = Column("Trường hợp rút gọn", accessor="get_shortened_ground_display", orderable=False)
    rounds = NumberColumn("Vòng")
    returns = NumberColumn("Lần trả lại", order_by="rounds")
    held = NumberColumn("Lần thẩm tra", accessor="verifications_held")
    papers = NumberColumn("Tài liệu yêu cầu", accessor="papers_asked")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = DraftResolution
        fields = ()
        select_related = ("drafting_body", "session")


class DraftCommentTable(RecordTable):
    title = LinkColumn("Ý kiến", sub=("from_body", "kind"), orderable=False)
    given_on = DateColumn("Ngày", orderable=False)
    answer_text = Column("Giải trình", orderable=False, css="wrap")
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


class DraftStepTable(RecordTable):
    title = LinkColumn(
        "Bước", text=lambda row: capfirst(row.get_kind_display()), sub=("body", "result"), orderable=False
    )
    round = NumberColumn("Vòng", orderable=False)
    started_on = DateColumn("Từ ngày", orderable=False)
    done_on = DateColumn("Xong ngày", orderable=False)
    state = StateColumn("Trạng thái")

    class Meta(RecordTable.Meta):
        model = DraftStep
        fields = ()


class DraftRevisionTable(RecordTable):
    title = LinkColumn("Nội dung chỉnh lý", orderable=False)
    made_on = DateColumn("Ngày", orderable=False)
    bodies = Column("Cơ quan thống nhất", accessor="bodies__all", orderable=False)

    class Meta(RecordTable.Meta):
        model = DraftRevision
        fields = ()
        prefetch_related = ("bodies",)

    def render_bodies(self, value):
        """Their names, one after the other."""
        return ", ".join(str(body) for body in value)


class PaperRequestTable(RecordTable):
    title = LinkColumn("Tài liệu", text="paper", sub=("from_body",), orderable=False)
    to_body = Column("Cơ quan cung cấp", orderable=False)
    due_on = DueColumn("Hạn", closed="delivered_on", orderable=False)
    state = StateColumn("Trạng thái")

    class Meta(RecordTable.Meta):
        model = PaperRequest
        fields = ()
        select_related = ("from_body", "to_body")
