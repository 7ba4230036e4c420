"""Lists of the documents of an agenda item."""

from coordination.ui.tables import Column, LinkColumn, RecordTable, StateColumn
from sessions.models import SessionDocument


class SessionDocumentTable(RecordTable):
    title = LinkColumn("Tài liệu", sub=("document",), orderable=False)
    role = Column("Loại", orderable=False, phone="bare")
    state = StateColumn("Ai được đọc")

    class Meta(RecordTable.Meta):
        model = SessionDocument
        fields = ()
