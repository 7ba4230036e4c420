"""Lists of contact meetings."""

from django.utils.html import format_html

from coordination.lib.numbers import vi
from coordination.ui.show import show
from coordination.ui.tables import Column, DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from voters.models import ContactMeeting


class AttendanceColumn(NumberColumn):
    """How many came, with the qualifier of the source."""

    def render(self, record):
        return format_html('<span class="num">{}</span>', record.attending_words) if record.attending_words else ""

    def value(self, record):
        return record.attending


class ContactMeetingTable(RecordTable):
    title = LinkColumn("Cuộc tiếp xúc", sub=("topic", "session"), order_by=("kind",))
    held_on = DateColumn("Ngày")
    starts_at = Column("Giờ", phone="hide")
    chaired_by = Column("Chủ trì", order_by=("chaired_by__short_name",), phone="hide")
    attending = AttendanceColumn("Lượt cử tri")
    said = Column("Ý kiến, kiến nghị", empty_values=(), orderable=False)
    state = StateColumn(order_by=("status",))

    class Meta(RecordTable.Meta):
        model = ContactMeeting
        fields = ()
        order_by = ("-held_on",)
        select_related = ("place", "chaired_by")
        known = ("session",)

    def render_starts_at(self, value):
        return f"{value:%H:%M}"

    def render_said(self, record):
        """Two different numbers, never added where only one is known."""
        parts = ((record.opinions, "ý kiến"), (record.petitions_raised, "kiến nghị"))
        return show([f"{vi(number)} {words}" for number, words in parts if number is not None])
