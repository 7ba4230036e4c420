"""Lists of documents."""

from coordination.documents.models import OfficialDocument
from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable


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
