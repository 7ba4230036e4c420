"""Lists of petitions."""

from django.utils.html import format_html

from coordination.ui.chips import chip
from coordination.ui.show import capfirst
from coordination.ui.tables import Column, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from voters.kept import due_words, with_days
from voters.models import Petition
from voters.models.meetings import lower_kind


class AnswerDueColumn(DueColumn):
    """The day on which the answer is due, with how it was kept: answered or finished, in time or late, promised."""

    empty_values = ()  # a promise counts also where no day was set

    def render(self, value, record):
        words = due_words(record)
        day = format_html("<div>{}</div>", self.day(value, record)) if value else ""
        return format_html("{}{}", day, chip(*words, bare=True)) if words else day


class WithDays(RecordTable):
    """A table of petitions with an `AnswerDueColumn`."""

    @classmethod
    def fetched(cls, rows):
        return with_days(super().fetched(rows))


def register_words(petition, user) -> str:
    """Whose register it stands in where that is not the reader's, and what of another register it came from: a number
    alone names nothing there, since every register counts for itself."""
    own = getattr(user.acting, "locality_id", None)
    words = f"sổ {lower_kind(petition.locality)}" if petition.locality_id != own else ""
    source = petition.came_from
    if source is None:
        return words
    register = f", sổ {lower_kind(source.locality)}" if source.locality_id != own else ""
    return f"{words}{', ' if words else ''}từ {source.code}{register}"


class PetitionColumn(LinkColumn):
    """A petition, with the register it stands in where that is not the reader's own."""

    def render(self, record, table):
        cell, request = super().render(record, table), getattr(table, "request", None)
        words = register_words(record, request.user) if request else ""
        return format_html('{}<div class="sub">{}</div>', cell, capfirst(words)) if words else cell


class PetitionTable(WithDays):
    title = PetitionColumn(
        "Nội dung",
        sub=("code", "where", "get_origin_display"),
        names={"where": "Địa bàn"},
        order_by=("title",),
        css="c-main",
    )
    field = Column("Lĩnh vực", accessor="get_field_display", order_by=("field",), phone="hide")
    competent_body = Column(
        "Cơ quan giải quyết", accessor="competent_body", order_by=("competent_body__short_name",), default="chưa giao"
    )
    state = StateColumn("Kết quả", order_by=("result", "status"))
    due_on = AnswerDueColumn("Hạn trả lời")
    times_raised = NumberColumn("Lần", phone="hide")

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()
        order_by = ("-received_on",)
        select_related = ("place", "competent_body", "locality", "came_from__locality")


class SimilarTable(RecordTable):
    """Petitions that may ask for the same; `reasons`: key of the petition → why."""

    title = LinkColumn("Nội dung", sub=("code", "where"), orderable=False)
    reason = Column("Vì sao giống", empty_values=(), orderable=False, phone="label")
    state = StateColumn("Kết quả")

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.reasons = reasons

    def render_reason(self, record):
        return self.reasons[record.pk]
