"""Pages of the ledger."""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.utils.functional import cached_property

from coordination.deadlines import actions
from coordination.deadlines.filters import ObligationFilter
from coordination.deadlines.forms import CloseForm, ObligationForm, ReopenForm, WaiveForm
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import label_subjects
from coordination.deadlines.tables import ObligationTable
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.records.models import Record
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, MovePage
from coordination.ui.policy import allow, record_or_404
from coordination.ui.show import capfirst, linked


class ObligationList(ListPage):
    """Open ones first, by due day; then closed ones, the latest first."""

    model = Obligation
    permission = Permission.OBLIGATION_VIEW
    create_permission = Permission.OBLIGATION_EDIT
    create_label = "Giao việc"
    table_class = ObligationTable
    filterset_class = ObligationFilter
    title = "Sổ nghĩa vụ"
    lead = "Ai nợ ai việc gì, đến ngày nào, theo căn cứ nào."
    presets = (
        ("Chưa làm", "tinh_trang=chua-lam"),
        ("Quá hạn", "tinh_trang=qua-han"),
        ("Xong, trễ hạn", "tinh_trang=xong-tre"),
    )

    def get_queryset(self):
        return super().get_queryset().order_by(F("closed_on").desc(nulls_first=True), "due_on")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        label_subjects([row.record for row in context["page"].object_list], self.request.user)
        return context


class ObligationDetail(DetailPage):
    """One duty: bodies, subject, basis, days, evidence."""

    model = Obligation
    permission = Permission.OBLIGATION_VIEW
    edit_permission = Permission.OBLIGATION_EDIT
    select_related = ("owner", "assignee", "beneficiary", "late_body", "evidence_document", "locality")

    def edit_url(self, record) -> str:
        return super().edit_url(record) if actions.may_edit(record, self.request.user) else ""

    def facts(self, record):
        basis = capfirst(": ".join(part for part in (record.get_basis_kind_display(), record.basis) if part))
        return [
            ("Việc phải làm", record.title if record.confidential else ""),  # the page's head shows the case code
            ("Cơ quan thực hiện", record.owner),
            ("Người được giao", record.assignee),
            ("Nợ cơ quan", record.beneficiary),
            ("Hồ sơ", linked(record.subject, self.request.user)),
            ("Căn cứ", basis),
            ("Ngày giao", record.opened_on),
            ("Hạn", _due(record)),
            ("Ngày xong", record.closed_on),
            ("Kết quả", record.outcome),
            ("Minh chứng", record.evidence),
            ("Văn bản minh chứng", linked(record.evidence_document, self.request.user)),
            ("Lý do trễ", record.late_reason),
            ("Cơ quan làm trễ", record.late_body),
        ]


class ObligationCreate(CreatePage):
    """A duty entered by hand, on the page of the record it is about ("?ho-so=voters.petition:12") or on its own."""

    model = Obligation
    permission = Permission.OBLIGATION_EDIT
    form_class = ObligationForm
    action = actions.create_obligation
    title = "Giao việc"
    submit = "Giao việc"
    done = "Đã giao việc."

    @cached_property
    def subject(self):
        """The record named in the address, if the user may see it and may work on it."""
        named = self.request.GET.get("ho-so", "")
        if not named:
            return None
        model, pk = _named(named)
        subject = record_or_404(model, pk, self.request.user)
        allow(self.request.user, self.permission, subject)
        return subject

    def blank(self):
        obligation = super().blank()
        if self.subject is not None:
            obligation.subject = self.subject
            actions.copy_gate(obligation, self.subject)
        return obligation

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.subject is None:
            return context
        url = self.subject.get_absolute_url()
        return context | {"cancel": url, "crumbs": [(self.subject.public_title, url)]}


class ObligationEdit(EditPage):
    """Correct what was written, days and bodies included: for those who keep the ledger, not for the debtor."""

    model = Obligation
    permission = Permission.OBLIGATION_EDIT
    form_class = ObligationForm
    action = actions.edit_obligation
    title = "Sửa nghĩa vụ"

    def dispatch(self, request, *args, **kwargs):
        try:
            actions.check_may_edit(self.record, request.user)
        except Forbidden as refusal:
            raise PermissionDenied(refusal.message) from refusal
        return super().dispatch(request, *args, **kwargs)


class ObligationMove(MovePage):
    """Done, waived, open again."""

    model = Obligation
    moves = {
        "close": (CloseForm, actions.close),
        "waive": (WaiveForm, actions.waive),
        "reopen": (ReopenForm, actions.reopen),
    }

    def sentence(self, record, name):
        return f"{record.owner} phải xong trước hết ngày {screen(record.due_on)}." if name == "close" else ""


def _named(text: str):
    """Model and key of "voters.petition:12"; 404 for anything else."""
    label, _, pk = text.partition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Record) or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        raise Http404
    return model, int(pk)


def _due(record):
    """The due day, with a warning when it falls on a day off."""
    day = f"{screen(record.due_on)} (ấn định)"
    return f"{day}; rơi vào ngày nghỉ" if record.is_day_off else day
