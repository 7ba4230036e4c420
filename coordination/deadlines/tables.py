"""Obligations as rows."""

from coordination.deadlines.models import Obligation
from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn


class ObligationTable(RecordTable):
    """The ledger: what, about which record, who owes it to whom, until when."""

    title = LinkColumn("Việc phải làm", sub=("shown_subject", "basis"), order_by="title")
    owner = Column("Cơ quan thực hiện", accessor="owner__short_name")
    beneficiary = Column("Nợ cơ quan", accessor="beneficiary__short_name", phone="hide")
    due_on = DateColumn("Hạn")
    state = StateColumn("Tình trạng")

    class Meta(RecordTable.Meta):
        model = Obligation
        select_related = ("owner", "beneficiary")
