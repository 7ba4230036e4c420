"""Pages of draft resolutions, comments on them, and verification."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.deadlines.models import Obligation
from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage, table_panel
from coordination.ui.registry import Panel
from coordination.ui.show import capfirst
from sessions import actions, path
from sessions.choices import DraftStatus, ItemStatus, StepKind
from sessions.deadlines.drafts import early_steps, waits_of
from sessions.draft_line import line_of
from sessions.filters.drafts import DraftLoopFilter, DraftResolutionFilter
from sessions.forms import drafts as forms
from sessions.models import (
    DraftComment,
    DraftResolution,
    DraftRevision,
    DraftStep,
    PaperRequest,
    Resolution,
    Verification,
)
from sessions.queries import drafts as queries
from sessions.tables import drafts as tables
from sessions.tables.resolutions import ResolutionTable
from sessions.views.common import RoomList, RoomMove, adding, under
from sessions.workflow.drafts import may_correct

EDIT = Permission.RESOLUTION_EDIT
BEGINS = {
    "post": StepKind.POSTING,
    "consult": StepKind.CONSULTATION,
    "criticise": StepKind.CRITICISM,
    "appraise": StepKind.APPRAISAL,
    "approve": StepKind.APPROVAL,
    "verify": StepKind.DOSSIER,
    "lay": StepKind.DELEGATES,
}
"""Steps of the workflow that take the draft on → the stop of its path that they begin."""
DECIDES = ("approve", "verify", "lay")
"""Steps that bring the draft before whoever decides, who should know how its comments were answered."""


class DraftResolutionList(RoomList):
    model = DraftResolution
    permission = Permission.RESOLUTION_VIEW
    create_permission = EDIT
    create_label = "Đăng ký dự thảo"
    table_class = tables.DraftResolutionTable
    filterset_class = DraftResolutionFilter
    title = "Dự thảo nghị quyết"
    template_name = "council_sessions/draftresolution_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"loops_url": self.url_of(DraftResolution, "loops")}


class DraftLoops(RoomList):
    """The loop meter: what was done more than once, per session or year, and the share of the shortened procedure."""

    model = DraftResolution
    permission = Permission.RESOLUTION_VIEW
    table_class = tables.DraftLoopTable
    filterset_class = DraftLoopFilter
    title = "Vòng lặp của dự thảo"
    template_name = "council_sessions/draft_loops.html"
    presets = ()

    def get_queryset(self):
        return queries.with_counts(super().get_queryset(), self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = DraftResolution.objects.visible_to(self.request.user)  # without the columns that only the table needs
        seen = DraftLoopFilter(self.request.GET, rows, request=self.request).qs
        return context | {"meter": queries.meter_of(seen, self.request.user)}


class DraftResolutionDetail(DetailPage):
    model = DraftResolution
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT
    select_related = ("locality", "session", "submitting_body", "drafting_body")

    def facts(self, record):
        """Whether it is posted is a matter of its path too, not of the tick alone."""
        label = capfirst(str(DraftResolution._meta.get_field("needs_posting").verbose_name))
        is_posted = path.step_of(queries.case_of(record), StepKind.POSTING) is not None
        return [(name, is_posted if name == label else value) for name, value in super().facts(record)]

    def rows(self, model, *related):
        """Parts of the draft that the user may see."""
        return model.objects.visible_to(self.request.user).filter(draft=self.record).select_related(*related)

    def sections(self, record):
        comments = self.rows(DraftComment, "from_body")
        steps = self.rows(DraftStep, "body").filter(started_on__isnull=False).order_by("started_on", "done_on", "id")
        return [
            table_panel(
                "Góp ý, phản biện, thẩm định",
                tables.DraftCommentTable(comments),
                add=adding(self, "Ghi ý kiến", DraftComment, EDIT, draft=record.pk),
                empty="Chưa có ý kiến nào.",
            ),
            table_panel(
                "Thẩm tra",
                tables.VerificationTable(self.rows(Verification, "board", "draft")),
                add=adding(self, "Ghi thẩm tra", Verification, EDIT, draft=record.pk),
                empty="Chưa thẩm tra.",
            ),
            *self._where_there_are(steps, record),
            table_panel(
                "Nghị quyết từ dự thảo này",
                ResolutionTable(ResolutionTable.fetched(self.rows(Resolution))),
                add=adding(self, "Ghi nghị quyết", Resolution, EDIT, draft=record.pk),
                empty="Chưa có nghị quyết nào.",
            ),
            attachments_panel(record, self.request.user),
        ]

    def _where_there_are(self, steps, record):
        """Sections that would only be noise while they are empty; whoever may add a row has the link in the first."""
        yield table_panel(
            "Tài liệu các cơ quan yêu cầu",
            tables.PaperRequestTable(tables.PaperRequestTable.fetched(self.rows(PaperRequest))),
            add=adding(self, "Ghi yêu cầu", PaperRequest, EDIT, draft=record.pk),
            empty="Chưa có yêu cầu nào.",
        )
        revisions = tables.DraftRevisionTable.fetched(self.rows(DraftRevision))
        if revisions:
            yield table_panel("Chỉnh lý tại kỳ họp", tables.DraftRevisionTable(revisions))
        if steps:
            yield table_panel("Các bước đã ghi", tables.DraftStepTable(steps), limit=60)

    def get_context_data(self, **kwargs):
        record = self.record
        steps = list(self.rows(DraftStep, "body").order_by("round", "id"))
        case, waits = queries.case_of(record), waits_of(record, steps)
        user = self.request.user
        meter = queries.meter_of(DraftResolution.objects.visible_to(user).filter(pk=record.pk), user)
        return super().get_context_data(**kwargs) | {
            "line": line_of(case, record, steps, self._duties(steps), timezone.localdate()),
            "warnings": [*path.warnings_of(case), *early_steps(waits, steps)],
            "waits": [wait for wait in waits if record.status in DraftStatus.OPEN or not wait.before],
            "meter": meter,
            "unanswered": self.rows(DraftComment).filter(answer="").count(),
        }

    def _duties(self, steps) -> dict:
        """Step → the latest obligation about it that the user may see. One query."""
        seen = Obligation.objects.visible_to(self.request.user).filter(
            subject_type=ContentType.objects.get_for_model(DraftStep), subject_id__in=[step.pk for step in steps]
        )
        return {row.subject_id: row for row in seen.order_by("opened_on", "id")}


class DraftResolutionCreate(CreatePage):
    model = DraftResolution
    permission = EDIT
    form_class = forms.DraftResolutionForm
    action = actions.create_draft
    title = "Đăng ký dự thảo nghị quyết"


class DraftResolutionEdit(EditPage):
    model = DraftResolution
    permission = EDIT
    form_class = forms.DraftResolutionForm
    action = actions.edit_draft


class DraftResolutionMove(RoomMove):
    model = DraftResolution
    permission = Permission.SESSION_SUBMIT
    moves = {
        "draft": (forms.StepForm, actions.start_drafting),
        "drafted": (forms.StepForm, actions.finish_drafting),
        "post": (forms.StepForm, actions.post),
        "consult": (forms.ConsultForm, actions.consult),
        "opinion": (forms.OpinionForm, actions.give_opinion),
        "late-opinion": (forms.LateOpinionForm, actions.give_late_opinion),
        "criticise": (forms.StepForm, actions.criticise),
        "criticised": (forms.CriticismForm, actions.record_criticism),
        "appraise": (forms.AppraiseForm, actions.appraise),
        "appraised": (forms.AppraisalForm, actions.record_appraisal),
        "approve": (forms.StepForm, actions.approve),
        "approved": (forms.ApprovalForm, actions.record_approval),
        "verify": (forms.VerifyForm, actions.verify_draft),
        "verified": (forms.RecordVerificationForm, actions.record_verification),
        "lay": (forms.StepForm, actions.lay_draft),
        "revise": (forms.StepForm, actions.revise_draft),
        "revised": (forms.FinishRevisionForm, actions.finish_revision),
        "return": (forms.ReturnForm, actions.return_draft),
        "adopt": (forms.AdoptForm, actions.adopt_draft),
        "reject": (forms.StepForm, actions.reject_draft),
        "withdraw": (forms.ReturnForm, actions.withdraw_draft),
    }
    sentences = {
        "late-opinion": "Dự thảo ở nguyên bước hiện tại; ý kiến được ghi là gửi muộn để cơ quan soạn thảo giải trình.",
        "return": "Mỗi lần trả lại được đếm thêm một vòng.",
        "adopt": "Một dự thảo có thể thành nhiều nghị quyết; số, ngày ký ghi ở từng nghị quyết.",
        "verify": "Từ ngày này Ban có hồ sơ.",
        "lay": "Từ lúc này đại biểu xem được dự thảo và tài liệu của nội dung này.",
    }

    def sentence(self, record, name) -> str:
        """What follows, and what the law says of the day and of steps that were left out; nothing of it forbids."""
        said = [super().sentence(record, name)]
        kind = BEGINS.get(name)
        if kind:
            said += self._doubts(record, kind)
        if name in DECIDES:
            said += self._open_comments(record)
        if name == "lay":
            said += self._not_come(record)
        if name in ("adopt", "reject") and not queries.voted_on(record):
            said.append("Chưa ghi biểu quyết về dự thảo này.")
        return " ".join(words for words in said if words)

    def _doubts(self, record, kind):
        steps = list(record.steps.all())
        for wait in waits_of(record, steps):
            if kind in wait.before:
                yield f"{wait.words[:1].upper()}{wait.words[1:]}."
        if missing := queries.left_out(record, kind, steps):
            yield f"Chưa ghi bước: {', '.join(missing)}."

    def _open_comments(self, record):
        """Comments other than the Front's hold nothing back."""
        if number := queries.unanswered(record).count():
            yield f"Còn {number} ý kiến chưa được tiếp thu hoặc giải trình."

    def _not_come(self, record):
        for item in queries.contents_of(record).filter(status=ItemStatus.EXPECTED):
            yield f"Nội dung “{item}” chưa nhận được tài liệu nên chưa gửi đại biểu."


class DraftCommentDetail(DetailPage):
    model = DraftComment
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.draft)


class DraftCommentCreate(CreatePage):
    model = DraftComment
    permission = EDIT
    form_class = forms.DraftCommentForm
    action = actions.create_comment


class DraftCommentEdit(EditPage):
    model = DraftComment
    permission = EDIT
    form_class = forms.DraftCommentForm
    action = actions.edit


class DraftCommentMove(MovePage):
    """The drafter answers a comment."""

    model = DraftComment
    permission = Permission.SESSION_SUBMIT
    moves = {"answer": (forms.AnswerForm, actions.answer_comment)}


class VerificationDetail(DetailPage):
    model = Verification
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.draft or record.item)

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class VerificationCreate(CreatePage):
    model = Verification
    permission = EDIT
    form_class = forms.VerificationForm
    action = actions.create_verification
    title = "Ghi thẩm tra"


class VerificationEdit(EditPage):
    model = Verification
    permission = EDIT
    form_class = forms.VerificationForm
    action = actions.edit


class DraftStepDetail(DetailPage):
    model = DraftStep
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.draft)

    def sections(self, record) -> list[Panel]:
        return [attachments_panel(record, self.request.user)]

    def edit_url(self, record):
        return super().edit_url(record) if may_correct(record, self.request.user) else ""


class DraftStepEdit(EditPage):
    model = DraftStep
    permission = EDIT
    form_class = forms.DraftStepForm
    action = actions.edit_step

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not may_correct(self.record, request.user):
            raise PermissionDenied(f"Bước này do {self.record.body or 'cơ quan khác'} thực hiện.")
        return super().dispatch(request, *args, **kwargs)


class DraftRevisionDetail(DetailPage):
    model = DraftRevision
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.draft)

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class DraftRevisionCreate(CreatePage):
    model = DraftRevision
    permission = EDIT
    form_class = forms.DraftRevisionForm
    action = actions.create
    title = "Ghi chỉnh lý"


class DraftRevisionEdit(EditPage):
    model = DraftRevision
    permission = EDIT
    form_class = forms.DraftRevisionForm
    action = actions.edit


class PaperRequestDetail(DetailPage):
    model = PaperRequest
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.draft)


class PaperRequestCreate(CreatePage):
    model = PaperRequest
    permission = EDIT
    form_class = forms.PaperRequestForm
    action = actions.create_paper_request
    title = "Ghi yêu cầu cung cấp tài liệu"


class PaperRequestEdit(EditPage):
    model = PaperRequest
    permission = EDIT
    form_class = forms.PaperRequestForm
    action = actions.edit_paper_request


class PaperRequestMove(MovePage):
    """Whoever was asked hands the paper in."""

    model = PaperRequest
    permission = Permission.SESSION_SUBMIT
    moves = {"deliver": (forms.DeliverForm, actions.deliver_paper)}
