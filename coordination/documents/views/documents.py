"""The registers of documents."""

from django.contrib import messages
from django.urls import reverse

from coordination.documents import actions, books
from coordination.documents.filters import DocumentFilter
from coordination.documents.forms import DocumentForm
from coordination.documents.models import OfficialDocument
from coordination.documents.panels import attachments_panel, resting_panel
from coordination.documents.tables import DocumentTable
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage
from coordination.ui.registry import Button


class DocumentList(ListPage):
    model = OfficialDocument
    permission = Permission.DOCUMENT_VIEW
    create_permission = Permission.DOCUMENT_EDIT
    table_class = DocumentTable
    filterset_class = DocumentFilter
    title = "Văn bản"
    presets = (
        ("Văn bản đến", "direction=incoming"),
        ("Văn bản đi", "direction=outgoing"),
        ("Tra cứu, căn cứ", "direction=reference"),
    )

    def acts(self):
        return [
            *super().acts(),
            Button("Sổ văn bản đến", reverse("documents:incoming-book")),
            Button("Sổ văn bản đi", reverse("documents:outgoing-book")),
            Button("Soạn theo mẫu", reverse("documents:letterdraft-list")),
        ]


class DocumentDetail(DetailPage):
    model = OfficialDocument
    permission = Permission.DOCUMENT_VIEW
    edit_permission = Permission.DOCUMENT_EDIT
    select_related = ("issuer", "locality")

    def facts(self, record):
        recipients = record.recipients.visible_to(self.request.user)
        return [
            ("Loại văn bản", record.kind_words),
            ("Số, ký hiệu", record.reference),
            ("Trích yếu", record.abstract),
            ("Cơ quan ban hành", record.issuer_words),
            ("Ngày ban hành", record.issued_on),
            ("Sổ văn bản", record.get_direction_display()),
            ("Ngày đến", record.received_on),
            ("Số đến", record.entry_number),
            ("Nơi nhận", ", ".join(body.name for body in recipients)),
        ]

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        resting = resting_panel(self.record, self.request.user)
        return context | {"margin_panels": [*([resting] if resting else []), *context["margin_panels"]]}


def warn_of_gap(request, document):
    """Numbers left out are told; the document stands as it was typed."""
    if words := books.gap_before(document):
        messages.warning(request, words)
    return document


class DocumentCreate(CreatePage):
    model = OfficialDocument
    permission = Permission.DOCUMENT_EDIT
    form_class = DocumentForm
    action = actions.create

    def run(self, form):
        return warn_of_gap(self.request, super().run(form))


class DocumentEdit(EditPage):
    """Numbers are looked at again only when the document takes another one."""

    model = OfficialDocument
    permission = Permission.DOCUMENT_EDIT
    form_class = DocumentForm
    action = actions.change
    select_related = ("issuer", "locality")

    def run(self, form):
        before = self.model.objects.visible_to(self.request.user).get(pk=self.record.pk)
        document = super().run(form)
        moved = any(getattr(before, name) != getattr(document, name) for name in ("series", "book_year", "number_key"))
        return warn_of_gap(self.request, document) if moved else document
