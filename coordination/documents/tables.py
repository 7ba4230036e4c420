"""Lists of documents."""

from coordination.documents.models import LetterDraft, OfficialDocument
from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn


class DocumentTable(RecordTable):
    title = LinkColumn("Văn bản", sub=("abstract",), text="heading", orderable=False)
    direction = Column("Sổ văn bản", accessor="get_direction_display", order_by="direction", phone="hide")
    issuer = Column("Cơ quan ban hành", accessor="issuer_words", order_by=("issuer__name", "issuer_name"))
    issued_on = DateColumn("Ngày ban hành")
    received_on = DateColumn("Ngày đến", phone="hide")

    class Meta(RecordTable.Meta):
        model = OfficialDocument
        fields = ()
        select_related = ("issuer",)


class OutgoingTable(RecordTable):
    """The book of outgoing documents, with the columns of Decree 30, Annex IV."""

    title = LinkColumn("Số, ký hiệu", text="number_words", order_by="number_key")
    issued_on = DateColumn("Ngày")
    words = Column("Tên loại, trích yếu", accessor="kind_and_abstract", orderable=False, phone="bare")
    issuer = Column("Cơ quan ban hành", accessor="issuer_words", order_by=("issuer__name", "issuer_name"))
    recipients = Column("Nơi nhận", accessor="recipient_words", orderable=False)

    class Meta(RecordTable.Meta):
        model = OfficialDocument
        fields = ()
        order_by = "-title"
        select_related = ("issuer",)


class IncomingTable(RecordTable):
    """The book of incoming documents, with the columns of Decree 30, Annex IV."""

    entry_number = Column("Số đến", order_by="number_key", css="nb")
    received_on = DateColumn("Ngày đến")
    issuer = Column("Tác giả", accessor="issuer_words", order_by=("issuer__name", "issuer_name"))
    title = LinkColumn("Số, ký hiệu", text="number_words", orderable=False)
    issued_on = DateColumn("Ngày văn bản", phone="hide")
    words = Column("Tên loại, trích yếu", accessor="kind_and_abstract", orderable=False, phone="bare")

    class Meta(RecordTable.Meta):
        model = OfficialDocument
        fields = ()
        order_by = "-entry_number"
        select_related = ("issuer",)


class LetterTable(RecordTable):
    title = LinkColumn("Văn bản", sub=("kind_words",))
    issuer = Column("Cơ quan ban hành")
    number = Column("Số, ký hiệu", accessor="document__reference", orderable=False)
    issued_on = DateColumn("Ngày ban hành")
    state = StateColumn(order_by="document")

    class Meta(RecordTable.Meta):
        model = LetterDraft
        fields = ()
        select_related = ("issuer", "document")
