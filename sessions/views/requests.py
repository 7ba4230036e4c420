"""Pages of requests for contents, proposals, and requests for the Standing Committee's opinion."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from coordination.documents.panels import attachments_panel
from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.records.errors import NotNow
from coordination.ui.bulk import BulkPage
from coordination.ui.crud import CreatePage, DetailPage, EditPage, table_panel
from coordination.ui.picks import BulkAction
from coordination.ui.show import linked
from sessions import actions
from sessions.actions.requests import check_preparing
from sessions.choices import OpinionStatus, ProposalStatus, SessionStatus
from sessions.filters.requests import ContentProposalFilter, ContentRequestFilter, OpinionRequestFilter
from sessions.forms.common import NoteForm, ReasonForm
from sessions.forms.requests import (
    AcceptForm,
    AnswerRequestForm,
    AskBoardsForm,
    AskBodiesForm,
    BoardOpinionForm,
    ContentProposalForm,
    ContentRequestForm,
    OpinionRequestForm,
    ReplyForm,
    ReportForm,
)
from sessions.models import BoardOpinion, ContentProposal, ContentRequest, CouncilSession, OpinionRequest
from sessions.tables.requests import (
    BoardOpinionTable,
    ContentProposalTable,
    ContentRequestTable,
    OpinionRequestTable,
)
from sessions.views.common import RoomList, RoomMove, adding, under
from sessions.workflow.requests import acts_for

GATHERING = (*SessionStatus.COMING, SessionStatus.POSTPONED)
"""Sessions for which contents are still gathered."""


class WhilePreparing:
    """A form about a session (`?session=12`) past the time of asking is not shown: its page says why."""

    def get(self, request, *args, **kwargs):
        key = key_of(request.GET.get("session"))
        rows = CouncilSession.objects.visible_to(request.user)
        session = rows.filter(pk=key).first() if key else None
        try:
            if session is not None:
                check_preparing(session)
        except NotNow as refusal:
            messages.warning(request, refusal.message)
            return redirect(session)
        return super().get(request, *args, **kwargs)


def at_preparation(session) -> str:
    """The part of the session's page where requests and proposals stand."""
    return f"{session.get_absolute_url()}?{urlencode({'phan': 'chuan-bi'})}"


class ContentRequestList(RoomList):
    model = ContentRequest
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    create_label = "Đề nghị các cơ quan"
    table_class = ContentRequestTable
    filterset_class = ContentRequestFilter
    title = "Đề nghị đề xuất nội dung"


class ContentRequestDetail(DetailPage):
    model = ContentRequest
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.session)

    def sections(self, record):
        user = self.request.user
        rows = ContentProposal.objects.visible_to(user).filter(request=record)
        add = None
        if record.session.status in GATHERING and acts_for(record.body, user.acting):
            query = {"session": record.session_id, "request": record.pk, "from_body": record.body_id}
            add = adding(self, "Đề xuất nội dung", ContentProposal, Permission.SESSION_SUBMIT, **query)
        table = ContentProposalTable(ContentProposalTable.fetched(rows))
        return [
            table_panel("Nội dung đã đề xuất", table, add=add, empty="Chưa có nội dung nào."),
            attachments_panel(record, user),
        ]


class ContentRequestCreate(WhilePreparing, CreatePage):
    """One form asks several bodies; then back to the session they were asked for."""

    model = ContentRequest
    permission = Permission.SESSION_EDIT
    form_class = AskBodiesForm
    action = actions.ask_bodies
    title = "Đề nghị các cơ quan đề xuất nội dung"
    lead = "Mỗi cơ quan được chọn nhận một đề nghị; có hạn thì thành việc phải làm của cơ quan ấy."
    submit = "Đề nghị"

    def get_initial(self):
        return {"asked_on": timezone.localdate()} | super().get_initial()

    def run(self, form):
        self.asked = actions.ask_bodies(form.instance, by=self.request.user, related=form.related())
        return self.asked[0]

    def done_words(self):
        return f"Đã đề nghị {len(self.asked)} cơ quan."

    def after(self, record):
        return at_preparation(record.session)


class ContentRequestEdit(EditPage):
    model = ContentRequest
    permission = Permission.SESSION_EDIT
    form_class = ContentRequestForm
    action = actions.edit_request


class ContentRequestMove(RoomMove):
    model = ContentRequest
    moves = {
        "answer": (AnswerRequestForm, actions.answer_request),
        "cancel": (ReasonForm, actions.cancel_request),
        "reopen": (NoteForm, actions.reopen_request),
    }
    sentences = {"answer": "Các nội dung đã đề xuất giữ nguyên; cơ quan không còn nợ việc đề xuất."}


class ContentProposalList(RoomList):
    model = ContentProposal
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_SUBMIT
    create_label = "Đề xuất nội dung"
    table_class = ContentProposalTable
    filterset_class = ContentProposalFilter
    title = "Nội dung đề xuất"


class ContentProposalDetail(DetailPage):
    model = ContentProposal
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_SUBMIT

    def crumbs(self, record):
        return under(self, record.session)

    def facts(self, record):
        """What it became is linked by hand: its titles are mostly the proposal's own, which facts leave out."""
        user, item = self.request.user, record.item
        became = (
            ("Theo đề nghị", linked(record.request, user)),
            ("Thành nội dung", linked(item, user)),
            ("Dự thảo nghị quyết", linked(item.draft if item else None, user)),
        )
        names = [label for label, _ in became]
        facts = [fact for fact in super().facts(record) if fact[0] not in names]
        return [*facts, *((label, value) for label, value in became if value)]

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]

    def edit_url(self, record):
        is_theirs = record.status == ProposalStatus.PROPOSED and acts_for(record.from_body, self.request.user.acting)
        return super().edit_url(record) if is_theirs else ""


class ContentProposalCreate(WhilePreparing, CreatePage):
    model = ContentProposal
    permission = Permission.SESSION_SUBMIT
    form_class = ContentProposalForm
    action = actions.propose
    title = "Đề xuất nội dung kỳ họp"
    submit = "Gửi đề xuất"
    done = "Đã gửi đề xuất."

    def get_initial(self):
        return {"proposed_on": timezone.localdate()} | super().get_initial()


class ContentProposalEdit(EditPage):
    model = ContentProposal
    permission = Permission.SESSION_SUBMIT
    form_class = ContentProposalForm
    action = actions.edit_proposal


class ContentProposalMove(RoomMove):
    model = ContentProposal
    moves = {
        "accept": (AcceptForm, actions.accept_proposal),
        "decline": (ReasonForm, actions.decline_proposal),
        "withdraw": (ReasonForm, actions.withdraw_proposal),
        "take_back": (NoteForm, actions.take_back_decision),
    }
    sentences = {
        "accept": "Thành một nội dung của chương trình; dự thảo nghị quyết thì được đăng ký luôn.",
        "decline": "Cơ quan đề xuất đọc được lý do.",
    }


class OpinionRequestList(RoomList):
    model = OpinionRequest
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_SUBMIT
    create_label = "Ghi việc xin ý kiến"
    table_class = OpinionRequestTable
    filterset_class = OpinionRequestFilter
    title = "Việc xin ý kiến Thường trực"
    presets = (
        ("Chờ cho ý kiến", f"status={OpinionStatus.RECEIVED}"),
        ("Cấp bách", "is_urgent=true"),
        ("Chưa báo cáo kỳ họp", f"status={OpinionStatus.REPLIED}"),
    )
    bulk_actions = (
        BulkAction(
            "report",
            "Báo cáo tại kỳ họp",
            Permission.SESSION_EDIT,
            actions.report_opinion,
            ReportForm,
            submit="Ghi đã báo cáo",
            done="Đã ghi báo cáo tại kỳ họp",
        ),
    )
    row_noun = "việc xin ý kiến"


class OpinionRequestBulk(BulkPage):
    model = OpinionRequest
    permission = Permission.SESSION_VIEW
    bulk_actions = OpinionRequestList.bulk_actions
    row_noun = OpinionRequestList.row_noun


class OpinionRequestDetail(DetailPage):
    model = OpinionRequest
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_SUBMIT

    def facts(self, record):
        user = self.request.user
        shown = {
            "Xem xét tại phiên họp": linked(record.sitting, user),
            "Báo cáo tại kỳ họp": linked(record.reported_to, user),
        }
        return [(label, shown.get(label, value)) for label, value in super().facts(record)]

    def sections(self, record):
        user = self.request.user
        rows = BoardOpinion.objects.visible_to(user).filter(request=record)
        return [
            table_panel(
                "Ý kiến các Ban", BoardOpinionTable(BoardOpinionTable.fetched(rows)), empty="Chưa lấy ý kiến Ban nào."
            ),
            attachments_panel(record, user),
        ]

    def edit_url(self, record):
        user = self.request.user
        is_open = record.status in OpinionStatus.OPEN or user.can(Permission.SESSION_EDIT, record)
        return super().edit_url(record) if is_open and acts_for(record.from_body, user.acting) else ""


class OpinionRequestCreate(CreatePage):
    model = OpinionRequest
    permission = Permission.SESSION_SUBMIT
    form_class = OpinionRequestForm
    action = actions.receive_opinion_request
    title = "Ghi việc xin ý kiến Thường trực"
    lead = "Có hạn thì Thường trực HĐND nợ cơ quan xin ý kiến câu trả lời."

    def get_initial(self):
        return {"received_on": timezone.localdate()} | super().get_initial()


class OpinionRequestEdit(EditPage):
    model = OpinionRequest
    permission = Permission.SESSION_SUBMIT
    form_class = OpinionRequestForm
    action = actions.edit_opinion_request


class OpinionRequestMove(RoomMove):
    model = OpinionRequest
    moves = {
        "ask_boards": (AskBoardsForm, actions.ask_boards),
        "reply": (ReplyForm, actions.reply_opinion),
        "report": (ReportForm, actions.report_opinion),
        "withdraw": (ReasonForm, actions.withdraw_opinion_request),
    }
    sentences = {"reply": "Ban đã được hỏi mà chưa cho ý kiến thì không còn nợ ý kiến nữa."}


class BoardOpinionDetail(DetailPage):
    model = BoardOpinion
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.RESOLUTION_EDIT

    def crumbs(self, record):
        return under(self, record.request)

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]

    def edit_url(self, record):
        is_open = record.request.status in OpinionStatus.OPEN
        return super().edit_url(record) if is_open and acts_for(record.board, self.request.user.acting) else ""


class BoardOpinionEdit(EditPage):
    model = BoardOpinion
    permission = Permission.RESOLUTION_EDIT
    form_class = BoardOpinionForm
    action = actions.edit_board_opinion
    title = "Ghi ý kiến của Ban"
