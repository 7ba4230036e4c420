"""Pages of sessions and of the Standing Committee's sittings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.functional import cached_property

from coordination.documents.panels import attachments_panel
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.regulations.models import Meeting
from coordination.ui.crud import CreatePage, DetailPage, EditPage
from coordination.ui.policy import record_or_404
from sessions import actions, deadlines, queries
from sessions.filters.meetings import CouncilSessionFilter, SittingFilter
from sessions.forms.common import ReasonForm
from sessions.forms.meetings import (
    CloseForm,
    ConferenceForm,
    ConveneForm,
    OpenForm,
    ResumeForm,
    SendUpForm,
    SessionForm,
    SittingForm,
)
from sessions.models import AgendaItem, CouncilSession, Sitting
from sessions.tables.meetings import CouncilSessionTable, SittingTable
from sessions.views.common import RoomList, RoomMove
from sessions.views.parts import (
    board,
    hall,
    opinions,
    papers,
    personnel,
    preparation,
    programme,
    questioning,
    resolutions,
)
from sessions.views.parts.common import Part


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
SITTING_PARTS = (
    Part("noi-dung", "Nội dung", programme.draw),
    Part("tai-lieu", "Bảng sẵn sàng", board.draw),
    Part("xin-y-kien", "Xin ý kiến", opinions.draw),
    Part("chat-van", "Chất vấn", questioning.draw),
    Part("diem-danh", "Tại hội trường", hall.draw),
    Part("giay-to", "Giấy tờ", papers.draw),
    Part("thong-tin", "Thông tin", information),
)


class PartsPage(DetailPage):
    """A page in parts (`?phan=`), each with its own rows; the first where the address names none."""

    parts: tuple[Part, ...] = ()

    @property
    def part(self) -> Part:
        """The part asked for."""
        asked = self.request.GET.get("phan", "")
        return next((part for part in self.parts if part.key == asked), self.parts[0])

    def sections(self, record):
        return self.part.draw(self)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "parts": [(part.label, f"?phan={part.key}", part is self.part) for part in self.parts],
            "part": self.part.key,
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


class CouncilSessionDetail(PartsPage):
    """A session; the readiness board is its first part."""

    parts = SESSION_PARTS
    model = CouncilSession
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT
    select_related = ("term", "basis", "requested_by", "locality")

    def marks(self, record) -> list[tuple[str, str, str]]:
        """(kind, words, day) of the dates on the way, known ones only."""
        steps = (
            ("Quyết định triệu tập", record.convened_on),
            ("Khai mạc", record.opened_on),
            ("Bế mạc", record.closed_on),
            ("Gửi cấp trên", record.sent_up_on),
        )
        return [("done", words, screen(day)) for words, day in steps if day]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | board.context(self) | {"marks": self.marks(self.record)}


class CouncilSessionCreate(CreatePage):
    model = CouncilSession
    permission = Permission.SESSION_EDIT
    form_class = SessionForm
    action = actions.create_session
    title = "Lập kỳ họp"
    lead = "Biết ngày khai mạc thì các thời hạn theo luật tự mở."

    def get_initial(self):
        """The term of today, and the next free number in it."""
        place = self.request.user.acting.locality
        term = queries.term_on(place, timezone.localdate())
        proposed = {"term": term.pk, "number": queries.next_number(place, term)} if term else {}
        return proposed | super().get_initial()


class CouncilSessionEdit(EditPage):
    model = CouncilSession
    permission = Permission.SESSION_EDIT
    form_class = SessionForm
    action = actions.edit_session

    def run(self, form):
        session = super().run(form)
        self.done = f"Đã lưu {self.noun}. {deadlines.moved_words(session.moved)}".strip()
        return session


class CouncilSessionMove(RoomMove):
    model = CouncilSession
    moves = {
        "convene": (ConveneForm, actions.convene),
        "open": (OpenForm, actions.open_session),
        "close": (CloseForm, actions.close_session),
        "send_up": (SendUpForm, actions.send_up),
        "postpone": (ReasonForm, actions.postpone_session),
        "resume": (ResumeForm, actions.resume_session),
        "cancel": (ReasonForm, actions.cancel_session),
    }
    sentences = {
        "close": "Từ ngày bế mạc tính hạn gửi nghị quyết và biên bản lên cấp trên.",
        "postpone": "Các thời hạn theo luật tính từ ngày khai mạc không còn; hạn nộp tài liệu giữ nguyên.",
        "resume": "Kỳ họp cần quyết định triệu tập mới; các thời hạn theo luật mở lại theo ngày khai mạc.",
        "cancel": "Tài liệu chưa nộp sẽ được rút khỏi chương trình và không còn là việc phải làm.",
    }

    def sentence(self, record, name) -> str:
        if name != "convene":
            return super().sentence(record, name)
        known = deadlines.convening_of(record)
        by_law = f" Theo {known.article}, chậm nhất ngày {screen(known.last_on)}." if known else ""
        return f"Từ lúc này đại biểu xem được kỳ họp.{by_law}"

    def run(self, form):
        """What the law would rather have had otherwise is told, and hinders nobody."""
        fault = self._fault(form.cleaned_data)
        session = super().run(form)
        if fault:
            messages.warning(self.request, fault)
        if moved := deadlines.moved_words(getattr(session, "moved", [])):
            self.done = f"{super().done_words()} {moved}"
        return session

    def _fault(self, data) -> str:
        if "convened_on" in data:
            return deadlines.convening_fault(self.record, convened_on=data["convened_on"])[0]
        if "opened_on" in data:
            return deadlines.convening_fault(self.record, opening=data["opened_on"])[0]
        return ""


class ConferenceCreate(CreatePage):
    """Write down the joint preparatory conference of a session."""

    model = Meeting
    permission = Permission.SESSION_EDIT
    form_class = ConferenceForm
    title = "Ghi hội nghị liên tịch"
    submit = "Lưu hội nghị"
    done = "Đã ghi hội nghị liên tịch."

    @cached_property
    def session(self):
        """The session it prepares, or 404."""
        return record_or_404(CouncilSession, self.kwargs["pk"], self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.can(Permission.SESSION_EDIT, self.session):
            raise PermissionDenied("Chỉ Văn phòng HĐND ghi hội nghị chuẩn bị kỳ họp.")
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"title": f"Hội nghị liên tịch chuẩn bị {self.session}"} | super().get_initial()

    def run(self, form):
        return actions.hold_conference(self.session, form.instance, by=self.request.user, related=form.related())

    def after(self, record):
        return f"{self.session.get_absolute_url()}?phan=chuan-bi"

    def back(self):
        return self.after(None)

    def get_context_data(self, **kwargs):
        crumbs = [("Kỳ họp", self.url_of(CouncilSession, "list")), (str(self.session), self.back())]
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}


class SittingList(RoomList):
    model = Sitting
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    table_class = SittingTable
    filterset_class = SittingFilter
    title = "Phiên họp Thường trực"


class SittingDetail(PartsPage):
    """A sitting, drawn by the same parts as a session."""

    parts = SITTING_PARTS
    model = Sitting
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | board.context(self)


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
