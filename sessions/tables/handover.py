"""Lists of handovers and of what they hand over."""

from django.utils.html import format_html

from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, RecordTable, StateColumn
from sessions.models import Handover, HandoverRow


class HandoverTable(RecordTable):
    title = LinkColumn("Bàn giao nhiệm kỳ", orderable=False)
    opened_on = DateColumn("Ngày lập")
    closed_on = DateColumn("Chốt biên bản", phone="hide")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = Handover
        fields = ()
        select_related = ("from_term__locality", "to_term")


class LeftColumn(DueColumn):
    """The due day; how far it is only of what is still open."""

    def render(self, value, record):
        return super().render(value, record) if record.is_open else self.day(value, record)


class WhoColumn(Column):
    """Who took it over or returned it, when, with what document (by what all may read of it) and words."""

    empty_values = ()

    def render(self, record):
        if not record.at:
            return record.note
        words = " · ".join(filter(None, (self._paper(record), record.note)))
        return format_html('<div>{}</div><div class="sub">{}</div>', record.who_and_when, words)

    def value(self, record):
        return "; ".join(filter(None, (record.who_and_when, self._paper(record), record.note)))

    def _paper(self, record) -> str:
        return record.document.public_title if record.document else ""


class HandoverRowTable(RecordTable):
    thing = LinkColumn("Việc", sub=("kind__label", "person_words"), orderable=False)
    from_body = Column("Đang giữ", order_by="from_body__name")
    due_on = LeftColumn("Hạn", orderable=False)
    to_body = Column("Đề xuất nhận", order_by="to_body__name")
    state = StateColumn("Bàn giao", order_by="status")
    who = WhoColumn("Người nhận, trả", orderable=False, phone="hide")

    class Meta(RecordTable.Meta):
        model = HandoverRow
        fields = ()
        select_related = ("from_body", "from_person", "to_body", "acting_body", "document", "handover")
        prefetch_related = ("target",)


class OfOneKindTable(HandoverRowTable):
    """Rows of one register, under its name."""

    thing = LinkColumn("Việc", sub=("person_words",), orderable=False)
    who = None

    class Meta(HandoverRowTable.Meta):
        pass
