"""Pages of sessions and of the Standing Committee's sittings."""

from django.utils import timezone

from coordination.documents.panels import attachments_panel
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage
from sessions import actions, queries
from sessions.board import Board, countdown
from sessions.filters.meetings import CouncilSessionFilter, SittingFilter
from sessions.forms.common import ReasonForm
from sessions.forms.meetings import CloseForm, ConveneForm, OpenForm, ResumeForm, SessionForm, SittingForm
from sessions.models import AgendaItem, CouncilSession, Sitting
from sessions.tables.meetings import CouncilSessionTable, SittingTable
from sessions.views.common import RoomList, RoomMove, adding
from sessions.views.parts import board, hall, papers, personnel, preparation, programme, questioning, resolutions
from sessions.views.parts.common import Part, rows


def information(page):
    """Facts stand in the page itself; here the files."""
    return [attachments_panel(page.record, page.request.user)]


SESSION_PARTS = (
    Part("tai-lieu", "Bảng sẵn sàng", board.draw),
    Part("chuan-bi", "Chuẩn bị", preparation.draw),
    Part("chuong-trinh", "Chương trình", programme.draw),
    Part("nghi-quyet", "Dự thảo và nghị quyết", resolutions.draw),
    Part("chat-van", "Chất vấn", questioning.draw),
    Part("diem-danh", "Tại hội trường", hall.draw),
    Part("nhan-su", "Nhân sự", personnel.draw),
    Part("giay-to", "Giấy tờ", papers.draw),
    Part("thong-tin", "Thông tin", information),
)


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
    def part(self) -> Part:
        """The part asked for; the first where the address names none."""
        asked = self.request.GET.get("phan", "")
        return next((part for part in SESSION_PARTS if part.key == asked), SESSION_PARTS[0])

    def sections(self, record):
        return self.part.draw(self)

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
        items = rows(self, AgendaItem).select_related("preparing_body", "verifying_board").order_by("order", "id")
        return super().get_context_data(**kwargs) | {
            "board": Board(list(items), self.url_of(AgendaItem, "list", session=record.pk)),
            "countdown": countdown(record, timezone.localdate()),
            "marks": self.marks(record),
            "parts": [(part.label, f"?phan={part.key}", part is self.part) for part in SESSION_PARTS],
            "part": self.part.key,
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
