"""Pages of sessions and of the Standing Committee's sittings."""

from django.utils import timezone

from coordination.documents.panels import attachments_panel
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, table_panel
from sessions import actions, queries
from sessions.board import Board, countdown
from sessions.filters import CouncilSessionFilter, SittingFilter
from sessions.forms import CloseForm, ConveneForm, OpenForm, ReasonForm, ResumeForm, SessionForm, SittingForm
from sessions.models import AgendaItem, Attendance, CouncilSession, DraftResolution, Question, Resolution, Sitting
from sessions.tables import (
    AttendanceTable,
    CouncilSessionTable,
    DraftResolutionTable,
    ProgrammeTable,
    QuestionTable,
    ResolutionTable,
    SittingTable,
)
from sessions.views.common import RoomList, RoomMove, adding

PARTS = {
    "tai-lieu": "Bảng sẵn sàng",
    "chuong-trinh": "Chương trình",
    "nghi-quyet": "Dự thảo và nghị quyết",
    "chat-van": "Chất vấn",
    "diem-danh": "Điểm danh",
    "thong-tin": "Thông tin",
}


class CouncilSessionList(RoomList):
    model = CouncilSession
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    create_label = "Lập kỳ họp"
    table_class = CouncilSessionTable
    filterset_class = CouncilSessionFilter
    title = "Kỳ họp"

    def get_queryset(self):
        items = AgendaItem.objects.visible_to(self.request.user)
        return queries.with_readiness(super().get_queryset(), items)


class CouncilSessionDetail(DetailPage):
    """A session in parts (`?phan=`), each with its own rows; the readiness board is the first."""

    model = CouncilSession
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT
    select_related = ("term", "basis", "requested_by", "locality")

    @property
    def part(self) -> str:
        """The part asked for."""
        asked = self.request.GET.get("phan", "")
        return asked if asked in PARTS else "tai-lieu"

    def rows(self, model):
        """Rows of this session that the user may see."""
        return model.objects.visible_to(self.request.user).filter(session=self.record)

    def sections(self, record):
        draw = {
            "chuong-trinh": self.programme,
            "nghi-quyet": self.resolutions,
            "chat-van": self.questions,
            "diem-danh": self.attendance,
            "thong-tin": lambda: [attachments_panel(record, self.request.user)],
        }.get(self.part)
        return draw() if draw else []

    def programme(self):
        """The agenda in its order."""
        items = self.rows(AgendaItem).select_related("preparing_body", "verifying_board").order_by("order", "id")
        add = adding(self, "Thêm nội dung", AgendaItem, Permission.SESSION_EDIT, session=self.record.pk)
        return [table_panel("Chương trình", ProgrammeTable(items), add=add, empty="Chưa có nội dung nào.")]

    def resolutions(self):
        """What is on its way to the session, and what it adopted."""
        pk, edit = self.record.pk, Permission.RESOLUTION_EDIT
        drafts = DraftResolutionTable.fetched(self.rows(DraftResolution))
        resolutions = ResolutionTable.fetched(self.rows(Resolution))
        return [
            table_panel(
                "Dự thảo nghị quyết",
                DraftResolutionTable(drafts),
                add=adding(self, "Đăng ký dự thảo", DraftResolution, edit, session=pk),
                empty="Chưa có dự thảo nào.",
            ),
            table_panel(
                "Nghị quyết",
                ResolutionTable(resolutions),
                add=adding(self, "Ghi nghị quyết", Resolution, edit, session=pk),
                empty="Chưa có nghị quyết nào.",
            ),
        ]

    def questions(self):
        """What was asked."""
        add = adding(self, "Ghi chất vấn", Question, Permission.QUESTION_ASK, session=self.record.pk)
        table = QuestionTable(QuestionTable.fetched(self.rows(Question)))
        return [table_panel("Chất vấn", table, add=add, empty="Chưa có chất vấn nào.")]

    def attendance(self):
        """Who was there."""
        add = adding(self, "Ghi điểm danh", Attendance, Permission.SESSION_EDIT, session=self.record.pk)
        table = AttendanceTable(self.rows(Attendance).select_related("person", "body"))
        return [table_panel("Điểm danh", table, add=add, empty="Chưa điểm danh.")]

    def marks(self, record) -> list[tuple[str, str, str]]:
        """(kind, words, day) of the dates on the way, known ones only."""
        steps = (
            ("Quyết định triệu tập", record.convened_on),
            ("Khai mạc", record.opened_on),
            ("Bế mạc", record.closed_on),
        )
        return [("done", words, screen(day)) for words, day in steps if day]

    def get_context_data(self, **kwargs):
        record = self.record
        items = self.rows(AgendaItem).select_related("preparing_body", "verifying_board").order_by("order", "id")
        return super().get_context_data(**kwargs) | {
            "board": Board(list(items), self.url_of(AgendaItem, "list", session=record.pk)),
            "countdown": countdown(record, timezone.localdate()),
            "marks": self.marks(record),
            "parts": [(words, f"?phan={key}", key == self.part) for key, words in PARTS.items()],
            "part": self.part,
            "add_item": adding(self, "Thêm tài liệu", AgendaItem, Permission.SESSION_EDIT, session=record.pk),
        }


class CouncilSessionCreate(CreatePage):
    model = CouncilSession
    permission = Permission.SESSION_EDIT
    form_class = SessionForm
    action = actions.create
    title = "Lập kỳ họp"


class CouncilSessionEdit(EditPage):
    model = CouncilSession
    permission = Permission.SESSION_EDIT
    form_class = SessionForm
    action = actions.edit


class CouncilSessionMove(RoomMove):
    model = CouncilSession
    moves = {
        "convene": (ConveneForm, actions.convene),
        "open": (OpenForm, actions.open_session),
        "close": (CloseForm, actions.close_session),
        "postpone": (ReasonForm, actions.postpone_session),
        "resume": (ResumeForm, actions.resume_session),
        "cancel": (ReasonForm, actions.cancel_session),
    }
    sentences = {
        "convene": "Từ lúc này đại biểu xem được kỳ họp.",
        "cancel": "Tài liệu chưa nộp sẽ được rút khỏi chương trình và không còn là việc phải làm.",
    }


class SittingList(RoomList):
    model = Sitting
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    table_class = SittingTable
    filterset_class = SittingFilter
    title = "Phiên họp Thường trực"


class SittingDetail(DetailPage):
    model = Sitting
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class SittingCreate(CreatePage):
    model = Sitting
    permission = Permission.SESSION_EDIT
    form_class = SittingForm
    action = actions.create


class SittingEdit(EditPage):
    model = Sitting
    permission = Permission.SESSION_EDIT
    form_class = SittingForm
    action = actions.edit
