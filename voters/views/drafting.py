"""Pages of answers before they are sent: drafts with check and clearance, versions, templates, what a locality asks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from coordination.documents.panels import attachments_panel
from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.records.querysets import is_seen
from coordination.ui.bulk import BulkPage
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage
from coordination.ui.picks import BulkAction, Outlook
from coordination.ui.policy import allow, record_or_404, requires
from coordination.ui.registry import Button, Panel
from coordination.ui.show import linked
from sessions import textdiff
from voters import actions, queries
from voters.actions.drafting import may_edit, why_not_edit
from voters.actions.replies import answering_body
from voters.filters.drafting import ReplyDraftFilter, ReplyTemplateFilter
from voters.forms.drafting import (
    DropForm,
    FromTemplateForm,
    NewDraftForm,
    NoteForm,
    RemarksForm,
    ReplyDraftForm,
    ReplySettingsForm,
    ReplyTemplateForm,
    SendForm,
    spoken_for,
)
from voters.forms.referrals import AssignManyForm
from voters.models import Petition, ReplyDraft, ReplySettings, ReplyTemplate
from voters.queries.many import being_drafted, read_above, read_for_answering
from voters.rules import speaks_for
from voters.tables.drafting import ReplyDraftTable, ReplyTemplateTable
from voters.views.common import RoomList
from voters.workflow.drafting import ANSWERABLE, closed_to_answers, may_write

DRAFTS = "Dự thảo trả lời"
TEMPLATES = "Mẫu trả lời"
TEMPLATE = "mau"
"""Button of the form: fill it from this template."""


def _what_is_sent(records, user) -> dict[int, Outlook]:
    return {row.pk: Outlook(f"{row.body} · {row.get_result_display()}") for row in records}


DRAFT_BULK = (
    BulkAction(
        "clear",
        "Duyệt",
        Permission.PETITION_CLEAR,
        actions.clear_draft,
        NoteForm,
        icon="done",
        lead="Duyệt nguyên văn từng dự thảo; sau đó mới gửi được.",
        preview=_what_is_sent,
    ),
    BulkAction("pass", "Trình duyệt", Permission.PETITION_ANSWER, actions.pass_draft, NoteForm, preview=_what_is_sent),
    BulkAction(
        "return_cleared",
        "Trả lại để sửa",
        Permission.PETITION_CLEAR,
        actions.return_draft,
        RemarksForm,
        done="Đã trả lại",
    ),
)


class ReplyDraftList(RoomList):
    model = ReplyDraft
    permission = Permission.PETITION_ANSWER
    table_class = ReplyDraftTable
    filterset_class = ReplyDraftFilter
    bulk_actions = DRAFT_BULK
    title = DRAFTS
    lead = "Chỉ bên trả lời thấy; gửi đi rồi mới thành trả lời."
    presets = (
        ("Chờ tôi", "waiting=true"),
        ("Chờ duyệt", "status=clearing"),
        ("Chờ kiểm tra", "status=checking"),
        ("Đã duyệt, chờ gửi", "status=cleared"),
        ("Trả lại để sửa", "status=returned"),
    )

    def acts(self):
        return [*super().acts(), Button(TEMPLATES, self.url_of(ReplyTemplate, "list"))]


class ReplyDraftBulk(BulkPage):
    model = ReplyDraft
    permission = Permission.PETITION_ANSWER
    bulk_actions = DRAFT_BULK
    select_related = ("petition__locality", "body__locality", "body__parent__parent", "locality")


class ReplyDraftDetail(DetailPage):
    model = ReplyDraft
    permission = Permission.PETITION_ANSWER
    edit_permission = Permission.PETITION_ANSWER
    list_title = DRAFTS

    def edit_url(self, record):
        user = self.request.user
        return super().edit_url(record) if may_edit(user, record) and not why_not_edit(record, user) else ""

    def facts(self, record):
        user = self.request.user
        return [
            ("Kiến nghị", linked(record.petition, user) or record.petition.case_code),
            ("Cơ quan trả lời", record.body),
            ("Kết quả", record.get_result_display()),
            ("Hẹn xong ngày", record.promised_on),
            ("Lộ trình", record.roadmap),
            ("Bằng chứng", record.evidence),
            ("Đồng gửi", ", ".join(str(body) for body in record.copied_to.all())),
            ("Người soạn", record.written_by),
            ("Theo mẫu", record.template),
            ("Số, ký hiệu văn bản", record.number),
            ("Trả lời đã gửi", linked(record.reply, user) if record.reply_id else ""),
        ]

    def sections(self, record):
        versions = list(record.versions.all())
        compare = self.url_of(ReplyDraft, "compare", record.pk)
        context = {"versions": versions[::-1], "compare": compare}
        panel = Panel("Các bản đã lưu", "voters/panel_versions.html", context, wide=True, count=len(versions))
        return [attachments_panel(record, self.request.user, "Tệp gửi kèm trả lời"), panel]


class ReplyDraftCreate(CreatePage):
    """For a petition named in the address; the other particulars are prefilled, from a template if one is named."""

    model = ReplyDraft
    permission = Permission.PETITION_ANSWER
    form_class = NewDraftForm
    action = actions.write_draft
    title = "Soạn trả lời kiến nghị"
    submit = "Lưu dự thảo"
    list_title = DRAFTS
    template_name = "voters/replydraft_create.html"

    @cached_property
    def petition(self):
        """What is answered, or 404."""
        key = key_of(self.request.POST.get("petition") or self.request.GET.get("petition"))
        if key is None:
            raise Http404
        return record_or_404(Petition, key, self.request.user, ("locality", "place", "competent_body__locality"))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission)
        allow(request.user, self.permission, self.petition)
        if not may_write(self.petition, request.user.acting):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def body(self):
        """In whose name it is written."""
        return answering_body(self.petition, self.request.user)

    @cached_property
    def on_the_way(self):
        """The draft that the body is writing already, if there is one."""
        return queries.draft_on_the_way(self.petition, self.body)

    def running(self) -> ReplyDraft | None:
        """That draft, if the user may see it."""
        return self.on_the_way if self.on_the_way and is_seen(self.on_the_way, self.request.user) else None

    def templates(self):
        """Those of the body that suit the field of the petition."""
        rows = ReplyTemplate.objects.visible_to(self.request.user)
        return queries.templates_of(rows, self.body, self.petition.field)

    def chosen(self) -> ReplyTemplate | None:
        """The template that was asked for, if it is one of those offered."""
        key = self.request.POST.get(TEMPLATE) or self.request.GET.get(TEMPLATE, "")
        return next((row for row in self.templates() if str(row.pk) == key), None)

    def get_initial(self):
        front = queries.front_of(self.petition.locality)
        initial = {"petition": self.petition.pk, "copied_to": [front.pk] if front else []}
        return self.added(initial)

    def added(self, typed: dict) -> dict:
        """What stands in the form and the chosen template below it: nothing that was typed is lost."""
        template = self.chosen()
        if template is None:
            return typed
        filled, text = template.filled(self.petition, self.body), (typed.get("text") or "").strip()
        new = filled if not text else text if filled in text.replace("\r\n", "\n") else f"{text}\n\n{filled}"
        kept = {name: typed.get(name) or getattr(template, name) for name in ("result", "roadmap")}
        return typed | kept | {"text": new}

    def get(self, request, *args, **kwargs):
        """Whoever begins a second draft is led to the first, or where they may not see it to the petition."""
        if self.on_the_way is None:
            return super().get(request, *args, **kwargs)
        messages.info(request, "Đang có một dự thảo cho kiến nghị này; mỗi lúc chỉ một dự thảo.")
        return redirect((self.running() or self.petition).get_absolute_url())

    def post(self, request, *args, **kwargs):
        """A template's button fills the form and saves nothing."""
        if TEMPLATE not in request.POST:
            return super().post(request, *args, **kwargs)
        boxes = self.form_class.base_fields.items()
        typed = {name: box.widget.value_from_datadict(request.POST, request.FILES, name) for name, box in boxes}
        form = self.form_class(initial=self.added(typed), user=request.user, instance=self.blank())
        return self.render_to_response(self.get_context_data(form=form))

    def blank(self):
        return ReplyDraft(locality=self.petition.locality, petition=self.petition, body=self.body)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "petition": self.petition,
            "templates": self.templates(),
            "contributions": self.petition.contributions.visible_to(self.request.user).select_related("body"),
            "running": self.running(),
            "cancel": self.petition.get_absolute_url(),
        }


class ReplyDraftEdit(EditPage):
    model = ReplyDraft
    permission = Permission.PETITION_ANSWER
    form_class = ReplyDraftForm
    action = actions.edit_draft
    list_title = DRAFTS
    select_related = ("petition__locality", "body__locality", "body__parent__parent")

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if not may_edit(request.user, self.record):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)


class ReplyDraftMove(MovePage):
    model = ReplyDraft
    permission = Permission.PETITION_ANSWER
    list_title = DRAFTS
    moves = {
        "submit": (NoteForm, actions.submit_draft),
        "pass": (NoteForm, actions.pass_draft),
        "clear": (NoteForm, actions.clear_draft),
        "clear_at_once": (NoteForm, actions.clear_draft_at_once),
        "send": (SendForm, actions.send_draft),
        "return_checked": (RemarksForm, actions.return_draft),
        "return_cleared": (RemarksForm, actions.return_draft),
        "drop": (DropForm, actions.drop_draft),
    }
    sentences = {
        "submit": "Người khác trong cơ quan kiểm tra rồi mới trình lãnh đạo.",
        "clear": "Duyệt nguyên văn như đang ghi; muốn sửa nữa thì phải trả lại.",
        "clear_at_once": "Không qua bước kiểm tra; lịch sử ghi rõ điều này.",
        "send": "Dự thảo thành trả lời: bên nhận thấy từ lúc này, nghĩa vụ trả lời được đóng, lời hẹn thành nghĩa vụ.",
        "drop": "Dự thảo không gửi nữa; soạn bản khác được.",
    }

    def sentence(self, record, name) -> str:
        return self.sentences.get(name, "")


@require_safe
@requires(Permission.PETITION_ANSWER)
def compare(request, pk: int):
    """Two versions of one draft; without numbers the last two."""
    record = record_or_404(ReplyDraft, pk, request.user, ("petition",))
    versions = {row.number: row for row in record.versions.all()}
    newer = _asked(request.GET.get("ban", ""), max(versions, default=0))
    older = _asked(request.GET.get("voi", ""), newer - 1)
    if newer not in versions or older not in versions:
        raise Http404
    pair = sorted((versions[older], versions[newer]), key=lambda row: row.number)
    context = {
        "title": f"So sánh {' và '.join(str(row).lower() for row in pair)}",
        "record": record,
        "older": pair[0],
        "newer": pair[1],
        "difference": textdiff.compare(pair[0].text, pair[1].text),
        "crumbs": [(record.public_title, record.get_absolute_url())],
    }
    return render(request, "voters/draft_compare.html", context)


def _asked(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


# --- Templates and settings ------------------------------------------------------------------------------------------


class ReplyTemplateList(RoomList):
    model = ReplyTemplate
    permission = Permission.PETITION_ANSWER
    create_permission = Permission.PETITION_ANSWER
    create_label = "Lập mẫu trả lời"
    table_class = ReplyTemplateTable
    filterset_class = ReplyTemplateFilter
    title = TEMPLATES


class ReplyTemplateDetail(DetailPage):
    model = ReplyTemplate
    permission = Permission.PETITION_ANSWER
    edit_permission = Permission.PETITION_ANSWER
    list_title = TEMPLATES

    def edit_url(self, record):
        return super().edit_url(record) if speaks_for(self.request.user.acting, record.body) else ""


class ReplyTemplateCreate(CreatePage):
    model = ReplyTemplate
    permission = Permission.PETITION_ANSWER
    form_class = ReplyTemplateForm
    action = actions.save_template
    title = "Lập mẫu trả lời"
    list_title = TEMPLATES

    def get_initial(self):
        bodies = list(spoken_for(self.request.user)[:2])
        return ({"body": bodies[0].pk} if len(bodies) == 1 else {}) | super().get_initial()


class ReplyTemplateEdit(EditPage):
    model = ReplyTemplate
    permission = Permission.PETITION_ANSWER
    form_class = ReplyTemplateForm
    action = actions.save_template
    list_title = TEMPLATES
    select_related = ("body__locality", "body__parent__parent")

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if not speaks_for(request.user.acting, self.record.body):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)


class ReplySettingsEdit(EditPage):
    """What the locality acted for asks of answers; the row is made with the first save."""

    model = ReplySettings
    permission = Permission.PETITION_FORWARD
    form_class = ReplySettingsForm
    action = actions.save_settings
    title = "Cài đặt trả lời kiến nghị"
    submit = "Lưu cài đặt"
    done = "Đã lưu cài đặt."

    @cached_property
    def record(self):
        """The locality's row, or one that is not saved yet."""
        allow(self.request.user, self.permission)
        return queries.settings_of(self.request.user.acting.locality)

    def back(self):
        return self.url_of(Petition, "list")

    def after(self, record):
        return self.back()

    def get_context_data(self, **kwargs):
        context = super(EditPage, self).get_context_data(**kwargs)
        return context | {"crumbs": [("Kiến nghị cử tri", self.back())]}


# --- Many petitions, one template ------------------------------------------------------------------------------------


def _for_template(records, user) -> dict[int, Outlook]:
    """In whose name each would be answered, or why it is left out."""
    found, drafted = {}, being_drafted(records)
    read_above(records)
    for row in records:
        body = answering_body(row, user)
        if body is None or not may_write(row, user.acting):
            found[row.pk] = Outlook(why_not="Không phải kiến nghị do cơ quan bạn trả lời.")
        elif row.status not in ANSWERABLE:
            found[row.pk] = Outlook(why_not=f"Đang ở trạng thái “{row.get_status_display()}”.")
        elif why_not := closed_to_answers(row):
            found[row.pk] = Outlook(why_not=why_not)
        elif (row.pk, body.pk) in drafted:
            found[row.pk] = Outlook(why_not="Đang có một dự thảo trả lời.")
        else:
            found[row.pk] = Outlook(f"soạn cho {body}")
    return found


def _of_another_body(records, user, cleaned) -> dict[int, str]:
    """Petitions that the template's body does not answer, or of another field than the template's."""
    template = cleaned["template"]
    left = {}
    for row in read_for_answering(records):
        if template.body_id not in {body.pk for body in queries.answering_bodies_of(row)}:
            left[row.pk] = f"{template.body} không trả lời kiến nghị này."
        elif template.field and template.field != row.field:
            left[row.pk] = f"Mẫu này dành cho lĩnh vực {template.get_field_display()}."
    return left


TEMPLATE_BULK = BulkAction(
    "draft_from_template",
    "Soạn trả lời theo mẫu",
    Permission.PETITION_ANSWER,
    actions.draft_from_template,
    FromTemplateForm,
    submit="Soạn dự thảo cho",
    lead="Mỗi kiến nghị một dự thảo riêng; từng dự thảo vẫn phải kiểm tra và duyệt.",
    done="Đã soạn dự thảo trả lời cho",
    preview=_for_template,
    check=_of_another_body,
)
"""Stands on the list of petitions: one draft each, to be checked and cleared like any other."""


def _accepted_too_late(records, user, cleaned) -> dict[int, str]:
    """Those that would have to be answered before they are to be accepted or refused."""
    said = {
        row.pk: actions.why_not_accepted_first(cleaned["answer_by"], cleaned["due_on"] or row.due_on) for row in records
    }
    return {pk: words for pk, words in said.items() if words}


ASSIGN_BULK = BulkAction(
    "assign",
    "Giao cơ quan chuyên môn",
    Permission.PETITION_ANSWER,
    actions.assign,
    AssignManyForm,
    icon="send",
    done="Đã giao",
    preview=lambda records, user: {row.pk: Outlook(f"đang ở {row.competent_body}") for row in records},
    check=_accepted_too_late,
)
"""Stands there too, for a committee's office."""
