"""Letters drafted from records: the draft, its paper, the way into the register."""

from functools import cached_property

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coordination.documents import books, docx, drafting, letters
from coordination.documents.filters import LetterFilter
from coordination.documents.forms import IssueForm, LetterForm
from coordination.documents.models import LetterDraft
from coordination.documents.panels import attachments_panel
from coordination.documents.tables import LetterTable
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.records.models import Record
from coordination.ui.crud import CreatePage, DetailPage, EditPage, FormPage, ListPage
from coordination.ui.policy import allow, record_or_404, requires
from coordination.ui.registry import Button, Panel

RELATED = ("locality", "issuer__parent", "document")


class LetterList(ListPage):
    model = LetterDraft
    permission = Permission.DOCUMENT_VIEW
    table_class = LetterTable
    filterset_class = LetterFilter
    title = "Văn bản soạn theo mẫu"
    lead = "Soạn văn bản mới ở trang của kỳ họp, phiên họp, nghị quyết."


def may_write(letter, user) -> bool:
    """Whether this user may change or issue the draft."""
    kind = letters.kind_of(letter.kind)
    return kind is not None and not letter.is_issued and kind.is_for(user, letter)


class LetterDetail(DetailPage):
    model = LetterDraft
    permission = Permission.DOCUMENT_VIEW
    edit_permission = Permission.DOCUMENT_EDIT
    select_related = RELATED

    def facts(self, record):
        recipients = record.recipients.visible_to(self.request.user)
        return [
            ("Mẫu", record.kind_words),
            ("Soạn từ", self.subject_title(record)),
            ("Cơ quan ban hành", record.issuer.name),
            ("Số, ký hiệu", record.document.reference if record.is_issued else record.symbol),
            ("Ngày ban hành", record.issued_on),
            ("Gửi các cơ quan", ", ".join(body.name for body in recipients)),
        ]

    def subject_title(self, record) -> str:
        """What it was drafted from, where the reader may see that."""
        subject = self.subject
        return subject.public_title if subject else ""

    @cached_property
    def subject(self):
        """The record it was drafted from, or none that the reader may see."""
        model = self.record.content_type.model_class()
        return model.objects.visible_to(self.request.user).filter(pk=self.record.object_id).first()

    def crumbs(self, record):
        crumbs = super().crumbs(record)
        return [*crumbs, (self.subject.public_title, self.subject.get_absolute_url())] if self.subject else crumbs

    def edit_url(self, record) -> str:
        return super().edit_url(record) if may_write(record, self.request.user) else ""

    def sections(self, record):
        sections = []
        if letters.kind_of(record.kind):
            context = {"paper": drafting.paper_of(record)}
            sections.append(Panel("Bản xem trước", "documents/letter_paper.html", context, wide=True))
        if record.is_issued:
            sections.append(attachments_panel(record.document, self.request.user, "Bản đã ban hành"))
        return sections

    def get_context_data(self, **kwargs):
        record = self.record
        context = super().get_context_data(**kwargs)
        if may_write(record, self.request.user):
            button = Button("Ban hành", reverse("documents:letterdraft-issue", args=[record.pk]), primary=True)
            context |= {"buttons": [button], "first_button": button}
        return context | {"has_kind": letters.kind_of(record.kind) is not None}


class LetterCreate(CreatePage):
    """A letter of a kind about a record, begun from what is recorded."""

    model = LetterDraft
    permission = Permission.DOCUMENT_EDIT
    form_class = LetterForm
    action = drafting.create
    submit = "Lưu bản soạn"
    done = "Đã lưu bản soạn; chưa ban hành."
    lead = "Điền sẵn từ những gì đã ghi. Chỗ nào chưa có dữ liệu thì để “…”."

    @cached_property
    def subject(self):
        """The record it is about, or 404."""
        model = get_object_or_404(ContentType, pk=self.kwargs["content_type"]).model_class()
        if model is None or not issubclass(model, Record):
            raise Http404
        return record_or_404(model, self.kwargs["object_id"], self.request.user)

    @cached_property
    def letter_kind(self):
        """The kind asked for, or 404 where it is not written about such records."""
        kind = letters.kind_of(self.kwargs["code"])
        if kind is None or not kind.is_about(self.subject):
            raise Http404
        return kind

    @cached_property
    def begun(self):
        """The draft before the form changes it, and whom it is sent to."""
        return drafting.begun(self.letter_kind, self.subject, self.request.user)

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission)
        if not self.letter_kind.is_for(request.user, self.subject):
            raise PermissionDenied(Forbidden.sentence)
        try:
            _ = self.begun
        except NotNow as refusal:
            messages.warning(request, refusal.message)
            return redirect(self.subject.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def blank(self):
        return self.begun[0]

    def get_initial(self):
        return {"recipients": [body.pk for body in self.begun[1]]}

    def heading(self) -> str:
        return f"Soạn: {self.letter_kind.label}"

    def get_context_data(self, **kwargs):
        address = self.subject.get_absolute_url()
        return super().get_context_data(**kwargs) | {
            "cancel": address,
            "crumbs": [(self.subject.public_title, address)],
        }


class LetterEdit(EditPage):
    model = LetterDraft
    permission = Permission.DOCUMENT_EDIT
    form_class = LetterForm
    action = drafting.change
    select_related = RELATED
    submit = "Lưu bản soạn"

    def dispatch(self, request, *args, **kwargs):
        if not may_write(self.record, request.user):
            raise PermissionDenied(
                "Văn bản đã ban hành nên không sửa được nữa." if self.record.is_issued else Forbidden.sentence
            )
        return super().dispatch(request, *args, **kwargs)


class LetterIssue(FormPage):
    """The letter gets its number and becomes a document of the register."""

    model = LetterDraft
    permission = Permission.DOCUMENT_EDIT
    form_class = IssueForm
    submit = "Ban hành"
    done = "Đã ban hành và ghi vào sổ văn bản đi."
    lead = "Văn bản được lấy số, ghi vào sổ văn bản đi; các cơ quan nhận xem được. Sau đó không sửa được nữa."

    @cached_property
    def record(self):
        """The letter, or 404."""
        return record_or_404(LetterDraft, self.kwargs["pk"], self.request.user, RELATED)

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if not may_write(self.record, request.user) and not self.record.is_issued:
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.record.is_issued:
            return redirect(self.record.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "record": self.record}

    @property
    def day(self):
        """The day it will bear unless another one is typed."""
        return self.record.issued_on or timezone.localdate()

    def get_initial(self):
        return {"issued_on": self.day}

    def get_form(self, form_class=None):
        """The next number stands under its field; what has a number of its own is asked for none."""
        form = super().get_form(form_class)
        number = drafting.proposed_number(self.record, self.day)
        if number:
            form.fields["number"].help_text = f"Để trống thì lấy số tiếp theo của năm {self.day.year}: {number}."
        else:
            del form.fields["number"]
        return form

    def run(self, form):
        document = drafting.issue(self.record, by=self.request.user, **form.cleaned_data)
        if words := books.gap_before(document):
            messages.warning(self.request, words)
        return self.record

    def heading(self) -> str:
        return f"Ban hành: {self.record.kind_words}"

    def get_context_data(self, **kwargs):
        address = self.record.get_absolute_url()
        context = super().get_context_data(**kwargs)
        return context | {"cancel": address, "crumbs": [*context["crumbs"], (self.record.public_title, address)]}


def _printable(request, pk) -> LetterDraft:
    """The letter if this user may see it and its kind is still declared."""
    letter = record_or_404(LetterDraft, pk, request.user, RELATED)
    if letters.kind_of(letter.kind) is None:
        raise Http404
    return letter


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def as_docx(request, pk: int):
    """The letter as a Word document, to be edited outside."""
    name, content = drafting.export_docx(_printable(request, pk), by=request.user)
    response = HttpResponse(content, content_type=docx.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@requires(Permission.DOCUMENT_VIEW)
def as_pdf(request, pk: int):
    """Queue the PDF and show its progress."""
    return redirect(drafting.export_pdf(_printable(request, pk), by=request.user).get_absolute_url())
