"""Lists of the documents of an agenda item."""

from django.urls import reverse
from django.utils.html import format_html

from coordination.ui.tables import Column, LinkColumn, RecordTable, StateColumn
from sessions.models import SessionDocument


class ComparisonColumn(Column):
    """The way to what differs from the version before; rows come from `with_older`."""

    empty_values = ()

    def render(self, record):
        if not record.has_older:
            return ""
        url = reverse("council_sessions:sessiondocument-compare", args=[record.pk])
        hidden = format_html('<span class="visually-hidden"> {} với bản trước</span>', record.public_title)
        return format_html('<a href="{}">So sánh{}</a>', url, hidden)


class SessionDocumentTable(RecordTable):
    title = LinkColumn("Tài liệu", sub=("document",), orderable=False)
    role = Column("Loại", orderable=False, phone="bare")
    state = StateColumn("Ai được đọc")
    comparison = ComparisonColumn("Khác bản trước", orderable=False, accessor="pk")

    class Meta(RecordTable.Meta):
        model = SessionDocument
        fields = ()
