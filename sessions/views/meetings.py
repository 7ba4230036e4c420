"""Pages of sessions and of the Standing Committee's sittings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from coordination.documents.panels import attachments_panel
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.people.roles import Reach
from coordination.regulations.models import Meeting
from coordination.ui.crud import CreatePage, DetailPage, EditPage
from coordination.ui.policy import record_or_404
from coordination.ui.registry import Button
from sessions import actions, deadlines, queries
from sessions.choices import ItemStatus
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
from sessions.models import AgendaItem, CouncilSession, Handover, SessionDocument, Sitting
from sessions.queries import papers as papers_of
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
FOR_DELEGATES = (
    next(part for part in SESSION_PARTS if part.key == "chuong-trinh"),
    *(part for part in SESSION_PARTS if part.key not in ("chuong-trinh", "tai-lieu")),
)
"""Delegates read: the programme stands first, and how far others are with their documents is not theirs to count."""
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

    def acts(self):
        if not self.request.user.can(Permission.OBLIGATION_CLOSE):
            return super().acts()
        return [*super().acts(), Button("Bàn giao nhiệm kỳ", self.url_of(Handover, "list"))]


class CouncilSessionDetail(PartsPage):
    """A session; the readiness board is its first part, for delegates the programme with the way to its documents."""

    model = CouncilSession
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT
    select_related = ("term", "basis", "requested_by", "locality")

    @property
    def parts(self):
        """By who reads."""
        return FOR_DELEGATES if self.only_reads else SESSION_PARTS

    @property
    def only_reads(self) -> bool:
        """Whether a delegate looks at it."""
        return self.request.user.acting.role_class.reach is Reach.DELEGATE

    def reading(self, record) -> dict:
        """What a delegate is shown in place of the board's figures: how many documents there are to read, and where."""
        if not self.only_reads:
            return {}
        given = papers_of.given_to_delegates(SessionDocument.objects.visible_to(self.request.user), record)
        return {"given": len(given), "reading_url": reverse("council_sessions:reading", args=["ky-hop", record.pk])}

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
        own = {"marks": self.marks(self.record), "only_reads": self.only_reads} | self.reading(self.record)
        return super().get_context_data(**kwargs) | board.context(self) | own


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


def with_moves(words: str, moved) -> str:
    """What was done, and each duty whose day followed, on a line of its own."""
    if not moved:
        return words
    rows = ((row.obligation.public_title, screen(row.before), screen(row.after)) for row in moved)
    return format_html("{} Hạn đổi theo:{}", words, format_html_join("", "<br>{}: {} → {}", rows))


class CouncilSessionEdit(EditPage):
    model = CouncilSession
    permission = Permission.SESSION_EDIT
    form_class = SessionForm
    action = actions.edit_session

    def run(self, form):
        session = super().run(form)
        self.done = with_moves(f"Đã lưu {self.noun}.", session.moved)
        return session


NAMED = 5
"""Papers whose titles are given before a session closes; of the others only how many they are."""


def still_owed(session, user) -> str:
    """Which papers of a session have not come, before it closes; nothing where all came."""
    rows = AgendaItem.objects.visible_to(user).filter(session=session, status=ItemStatus.EXPECTED)
    owed = [item for item in rows.order_by("order", "id") if item.asks_for_documents]
    if not owed:
        return ""
    late = sum(item.is_overdue for item in owed)
    more = f" và {len(owed) - NAMED} tài liệu nữa" if len(owed) > NAMED else ""
    titles = "; ".join(item.public_title for item in owed[:NAMED])
    return f"Còn {len(owed)} tài liệu chưa nhận{f', {late} quá hạn' if late else ''}: {titles}{more}."


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
        """What the step means, and what the law or the papers would want first, as of today."""
        today = timezone.localdate()
        if name == "open":
            return deadlines.convening_fault(record, opening=today)[0]
        if name == "close":
            return " ".join(words for words in (still_owed(record, self.request.user), self.sentences[name]) if words)
        if name != "convene":
            return super().sentence(record, name)
        known, fault = deadlines.convening_of(record), deadlines.convening_fault(record, convened_on=today)[0]
        by_law = f" Theo {known.article}, chậm nhất ngày {screen(known.last_on)}." if known else ""
        return f"Từ lúc này đại biểu xem được kỳ họp.{f' {fault}' if fault else by_law}"

    def run(self, form):
        """What the law would rather have had otherwise is told, and hinders nobody."""
        fault = self._fault(form.cleaned_data)
        session = super().run(form)
        if fault:
            messages.warning(self.request, fault)
        if moved := getattr(session, "moved", []):
            self.done = with_moves(super().done_words(), moved)
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
