"""Pages of batches: what is in one, who says what of it, and its dispatch."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from coordination.documents.panels import attachments_panel
from coordination.lib.dates import screen
from coordination.lib.numbers import vi
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.ui.bulk import BulkPage
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, MovePage, table_panel
from coordination.ui.picks import BulkAction, Outlook, Picks
from coordination.ui.policy import allow, record_or_404
from coordination.ui.registry import Button, Panel
from coordination.ui.show import linked
from voters import actions, queries, routing
from voters.actions.common import hold_batch
from voters.choices import BatchStatus
from voters.filters.batches import BatchFilter, UnbatchedFilter
from voters.forms.batches import (
    AgreeForm,
    AskForm,
    BatchForm,
    DispatchForm,
    ObjectionForm,
    OpinionForm,
    ReworkForm,
    SettleForm,
    TakeOutForm,
)
from voters.models import Batch, BatchOpinion, Petition
from voters.rules import gives_opinion, keeps_batch, speaks_for
from voters.tables.batches import BatchTable, OpinionTable, UnbatchedTable
from voters.views.common import RoomList, named

TITLE = "Đợt tổng hợp kiến nghị"


class BatchList(RoomList):
    model = Batch
    permission = Permission.PETITION_VIEW
    create_permission = Permission.PETITION_REGISTER
    create_label = "Lập đợt tổng hợp"
    table_class = BatchTable
    filterset_class = BatchFilter
    title = TITLE
    presets = (("Đang tổng hợp", "status=synthesising"), ("Đang lấy ý kiến", "status=asked"))

    def get_queryset(self):
        return queries.with_size(super().get_queryset(), Petition.objects.visible_to(self.request.user))


class BatchDetail(DetailPage):
    model = Batch
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_REGISTER

    def edit_url(self, record):
        return super().edit_url(record) if keeps_batch(self.request.user.acting, record) else ""

    def facts(self, record):
        user = self.request.user
        day = "Ngày chốt ý kiến" if record.agreed_on and record.objectors else "Ngày thống nhất"
        return [
            ("Gắn với", named(record.session, user)),
            ("Tổng hợp, phân loại", list(record.prepared_by.visible_to(user))),
            ("Thống nhất với MTTQ", record.words_of_front),
            ("Đã thống nhất với", list(record.agreed_with.visible_to(user))),
            (day, record.agreed_on),
            ("Gửi tới", record.addressee),
            ("Công văn", record.dispatch_number),
            ("Ngày gửi", record.dispatched_on),
            ("Văn bản", named(record.document, user)),
            ("Ghi chú", record.note),
        ]

    def sections(self, record):
        user = self.request.user
        opinions = OpinionTable.fetched(record.opinions.visible_to(user)).order_by("is_past", "asked_on", "pk")
        said = table_panel("Ý kiến của MTTQ, Tổ đại biểu", OpinionTable(opinions))
        return [self.synthesis(record), *([said] if said.count else []), attachments_panel(record, user)]

    def synthesis(self, record) -> Panel:
        """The petitions by level, field and place; those who put it together tick and take out."""
        user = self.request.user
        rows = Petition.objects.visible_to(user).filter(batch=record).select_related("place", "competent_body")
        petitions = list(rows)
        may = user.can(Permission.PETITION_REGISTER, record) and keeps_batch(user.acting, record)
        add = picks = None
        if may and record.status == BatchStatus.SYNTHESISING:
            add = ("Thêm kiến nghị", reverse("voters:batch-add", args=[record.pk]))
        if may and petitions and self.gives_back(record):
            out = Button("Bỏ khỏi đợt", reverse("voters:batch-take-out", args=[record.pk]))
            picks = Picks([out], "kiến nghị", record.get_absolute_url())
        context = {"levels": queries.by_competence(petitions), "picks": picks}
        template = "voters/panel_synthesis.html"
        return Panel("Kiến nghị trong đợt", template, context, wide=True, count=len(petitions), link=add)

    @staticmethod
    def gives_back(record) -> bool:
        """Whether petitions can be taken out: all while it is put together, then what an objection names."""
        is_asked = record.status == BatchStatus.ASKED
        return record.status == BatchStatus.SYNTHESISING or is_asked and queries.named_by_objections(record).exists()


class BatchCreate(CreatePage):
    model = Batch
    permission = Permission.PETITION_REGISTER
    form_class = BatchForm
    action = actions.create
    title = "Lập đợt tổng hợp kiến nghị"


class BatchEdit(EditPage):
    """For those whose batch it is; others who are asked about it give their opinion."""

    model = Batch
    permission = Permission.PETITION_REGISTER
    form_class = BatchForm
    action = actions.edit_batch

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if not keeps_batch(request.user.acting, self.record):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)


class BatchMove(MovePage):
    model = Batch
    moves = {
        "ask": (AskForm, actions.ask_batch),
        "ask_more": (AskForm, actions.ask_batch),
        "agree": (AgreeForm, actions.agree_batch),
        "settle": (SettleForm, actions.agree_batch),
        "rework": (ReworkForm, actions.rework),
        "dispatch": (DispatchForm, actions.dispatch),
    }
    sentences = {
        "ask": "Mỗi cơ quan tự cho ý kiến; ý kiến của Tổ đại biểu do văn phòng HĐND ghi.",
        "agree": "Ghi ai đã thống nhất và ngày; sau đó đợt gửi đi được.",
        "rework": "Đợt nhận thêm kiến nghị được; ý kiến đã có thuộc về lần trước, phải hỏi lại.",
    }

    def get_template_names(self):
        return ["voters/batch_dispatch.html"] if self.kwargs["name"] == "dispatch" else super().get_template_names()

    def also_read(self, record):
        """What others are asked about, and what they said: a batch keeps its version while these change."""
        user = self.request.user
        petitions = Petition.objects.visible_to(user).filter(batch=record).order_by("pk")
        said = record.opinions.visible_to(user).select_related("body", "batch").order_by("pk")
        titles = {row: f"{row.case_code} · {row.public_title}" for row in petitions}
        return titles | {row: f"Ý kiến của {row.body}" for row in said}

    @transaction.atomic
    def run(self, form):
        hold_batch(self.record.pk)  # nothing comes in between the comparison and the step
        done = super().run(form)
        if self.kwargs["name"] == "dispatch":
            self.warn_of_number(form)
        return done

    def warn_of_number(self, form) -> None:
        """Two batches may go with one letter; a number that was typed wrong is seen at once."""
        number = form.cleaned_data["dispatch_number"].strip()
        for batch in form.used():
            if batch.dispatch_number.casefold() == number.casefold():
                day = screen(batch.dispatched_on)
                messages.warning(self.request, f"Số {number} đã dùng ngày {day} cho đợt “{batch}”.")

    def sentence(self, record, name) -> str:
        if name == "settle":
            names = ", ".join(map(str, record.objectors))
            return f"{names} chưa thống nhất: đợt ghi là đã giải trình, không ghi là {names} đã thống nhất."
        return self.sentences.get(name, "")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.kwargs["name"] != "dispatch":
            return context
        plan = getattr(context["form"], "plan", None) or queries.dispatch_plan(self.record, timezone.localdate())
        pairs = [(petition, body) for body, petitions in plan.to for petition in petitions]
        refused = routing.warnings(pairs, reader=self.request.user)
        for petition, _body in pairs:
            petition.refused_before = refused.get(petition.pk, "")
        return context | {"plan": plan, "submit": f"Gửi {vi(len(plan.ready))} kiến nghị"}


# --- Petitions in and out --------------------------------------------------------------------------------------------


class OfBatch:
    """A page about the petitions of the batch in the address."""

    @cached_property
    def batch(self):
        """The batch, or 404."""
        return record_or_404(Batch, self.kwargs["pk"], self.request.user)

    def asked(self, request) -> None:
        """Both questions of the gate, about the batch."""
        allow(request.user, Permission.PETITION_REGISTER, self.batch)
        if not keeps_batch(request.user.acting, self.batch):
            raise PermissionDenied


class BatchAdd(OfBatch, ListPage):
    """Petitions that wait for a synthesis, to tick."""

    model = Petition
    permission = Permission.PETITION_REGISTER
    table_class = UnbatchedTable
    filterset_class = UnbatchedFilter
    template_name = "ui/list.html"
    empty = "Không còn kiến nghị nào chờ tổng hợp"

    def dispatch(self, request, *args, **kwargs):
        if request.user.can(self.permission):
            self.asked(request)
            self.title = f"Thêm kiến nghị vào “{self.batch}”"
            if self.batch.status != BatchStatus.SYNTHESISING:
                messages.warning(request, f"Đợt {self.batch.get_status_display().lower()}: không nhận thêm kiến nghị.")
                return HttpResponseRedirect(self.batch.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return queries.unbatched(super().get_queryset(), self.batch.locality)

    def acts(self):
        return [Button("Về đợt tổng hợp", self.batch.get_absolute_url())]

    def bulk_buttons(self):
        return [Button("Đưa vào đợt", reverse("voters:batch-put-in", args=[self.batch.pk]), icon="plus")]


class BatchBulk(OfBatch, BulkPage):
    """One verb for ticked petitions and this batch."""

    model = Petition
    permission = Permission.PETITION_REGISTER
    template_name = "ui/bulk.html"
    select_related = ("batch", "merged_into", "locality")
    list_title = "Kiến nghị cử tri"

    def dispatch(self, request, *args, **kwargs):
        if request.user.can(self.permission):
            self.asked(request)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        return self.batch.get_absolute_url()


class BatchPutIn(BatchBulk):
    @cached_property
    def verb(self):
        action = partial(actions.put_in, batch=self.batch)
        return BulkAction("put_in", "Đưa vào đợt", self.permission, action, lead=str(self.batch))


class BatchTakeOut(BatchBulk):
    @cached_property
    def verb(self):
        lead = str(self.batch)
        return BulkAction(
            "take_out", "Bỏ khỏi đợt", self.permission, actions.take_out, TakeOutForm, lead=lead, preview=_kept
        )

    def rows(self) -> list:
        return [row for row in super().rows() if row.batch_id == self.batch.pk]


def _kept(records, user) -> dict[int, Outlook]:
    """Those that stay, and why."""
    return {petition.pk: Outlook(why_not=queries.why_not_taken_out(petition)) for petition in records}


# --- Opinions --------------------------------------------------------------------------------------------------------


class OpinionDetail(DetailPage):
    model = BatchOpinion
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_REGISTER

    def crumbs(self, record):
        return [(TITLE, reverse("voters:batch-list")), (record.batch.name, record.batch.get_absolute_url())]

    def facts(self, record):
        named = record.petitions.visible_to(self.request.user)
        return [
            ("Đợt tổng hợp", linked(record.batch, self.request.user)),
            ("Ngày hỏi", record.asked_on),
            ("Hạn", record.due_on),
            ("Ngày cho ý kiến", record.answered_on),
            ("Ý kiến", record.text),
            ("Kiến nghị có ý kiến khác", [linked(petition, self.request.user) for petition in named]),
            ("Giải trình, tiếp thu", record.reply),
            ("Ngày giải trình", record.replied_on),
        ]

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]

    def edit_url(self, record):
        return super().edit_url(record) if gives_opinion(self.request.user, record) else ""


class OpinionPage(EditPage):
    """An opinion, or the answer to it."""

    model = BatchOpinion
    select_related = ("batch", "body__locality", "locality")
    list_title = TITLE

    def back(self):
        return self.record.batch.get_absolute_url()

    def after(self, record):
        return self.back()


class OpinionEdit(OpinionPage):
    permission = Permission.PETITION_REGISTER
    form_class = OpinionForm
    action = actions.give_opinion
    title = "Cho ý kiến về đợt tổng hợp"
    submit = "Lưu ý kiến"
    done = "Đã lưu ý kiến."

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if not speaks_for(request.user.acting, self.record.body):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)


class ObjectionAnswer(OpinionPage):
    permission = Permission.PETITION_FORWARD
    form_class = ObjectionForm
    action = actions.answer_objection
    title = "Giải trình ý kiến khác"
    submit = "Lưu giải trình"
    done = "Đã lưu giải trình."
