"""Lists of sessions and sittings."""

from django.urls import reverse
from django.utils.html import format_html

from coordination.lib.numbers import ratio
from coordination.ui.tables import Column, DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from sessions.models import (
    CouncilSession,
    Sitting,
)


class OpeningColumn(DateColumn):
    """The day it opened; before that the planned day."""

    empty_values = ()

    def render(self, record):
        day = record.opened_on or record.planned_opening
        return super().render(day) if day else ""

    def value(self, record):
        return record.opened_on or str(record.planned_opening or "")


class ReadinessColumn(NumberColumn):
    """Documents sent to the delegates, out of all that are expected."""

    empty_values = ()

    def render(self, record):
        if not record.documents_total:
            return ""
        rows = f"{reverse('council_sessions:agendaitem-list')}?session={record.pk}"
        return format_html('<a href="{}">{}</a>', rows, self.value(record))

    def value(self, record):
        return ratio(record.documents_sent, record.documents_total) if record.documents_total else ""


class CouncilSessionTable(RecordTable):
    title = LinkColumn("Kỳ họp", sub=("term",), orderable=False)
    opening = OpeningColumn("Khai mạc", accessor="opened_on", order_by=("opened_on", "planned_opening"))
    closed_on = DateColumn("Bế mạc", phone="hide")
    readiness = ReadinessColumn("Tài liệu đã gửi", accessor="documents_sent", order_by="documents_sent")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = CouncilSession
        fields = ()
        select_related = ("term",)


class SittingTable(RecordTable):
    title = LinkColumn("Phiên họp", sub=("requested_by",), orderable=False)
    kind = Column("Loại phiên")
    held_on = DateColumn("Ngày họp")

    class Meta(RecordTable.Meta):
        model = Sitting
        fields = ()
        select_related = ("requested_by",)
