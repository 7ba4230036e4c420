"""Obligations and rules of law as rows."""

from django.utils.html import format_html, format_html_join

from coordination.deadlines.models import CalendarChange, Obligation, Rule
from coordination.deadlines.words import case_words, citation, in_words, interval
from coordination.ui.chips import chip
from coordination.ui.tables import Column, DateColumn, DueDayColumn, LinkColumn, RecordTable, StateColumn


class ObligationTable(RecordTable):
    """The ledger: what, about which record, who owes it to whom, until when."""

    title = LinkColumn("Việc phải làm", sub=("shown_subject", "basis", "late_cause"), order_by="title")
    owner = Column("Cơ quan thực hiện", accessor="owner__short_name")
    beneficiary = Column("Nợ cơ quan", accessor="beneficiary__short_name", phone="hide")
    due_on = DueDayColumn("Hạn")
    state = StateColumn("Tình trạng")

    class Meta(RecordTable.Meta):
        model = Obligation
        select_related = ("owner", "beneficiary")


class RuleTable(RecordTable):
    """Rules of law; the view gives each row `shown`, its versions of the day."""

    code = Column("Mã", css="nb")
    title = LinkColumn("Quy định", sub=("section", "locality"), text="title", order_by="title")
    value = Column("Thời hạn", accessor="shown", orderable=False)
    law = Column("Văn bản, điều khoản", accessor="shown", orderable=False)
    effective = Column("Áp dụng", accessor="shown", orderable=False, css="nb")
    sure = Column("Kiểm chứng", accessor="shown", orderable=False, phone="bare", css="nb")

    class Meta(RecordTable.Meta):
        model = Rule
        select_related = ("locality",)

    def render_value(self, value):
        return lines(_value(version) for version in value)

    def render_law(self, value):
        return lines(citation(version) for version in value)

    def render_effective(self, value):
        return lines(interval(version.effective_from, version.effective_to) for version in value)

    def render_sure(self, value):
        return lines(sureness(version) for version in value)


def lines(texts):
    """Each different text on a line of its own."""
    return format_html_join("", '<div class="ln">{}</div>', ((text,) for text in dict.fromkeys(texts)))


def sureness(version):
    """How sure we are of a value: only what nobody has verified is marked with a chip."""
    words = version.get_verification_display()
    return chip("unsure", words) if version.is_unverified else format_html('<span class="muted">{}</span>', words)


def _value(version):
    """ "vụ việc phức tạp: 45 ngày sau ngày thụ lý", with the mark of a locality's own."""
    case = case_words(version)
    own = format_html(' <span class="tag">{}</span>', version.locality.name) if version.locality_id else ""
    return format_html(
        "{}{}{}", format_html('<span class="muted">{}:</span> ', case) if case else "", in_words(version), own
    )


class ChangeTable(RecordTable):
    """Changes of the calendar."""

    title = LinkColumn("Thay đổi", sub=("source",), text="title", order_by="title")
    locality = Column("Cho nơi nào", default="Cả hệ thống")
    state = Column("Trạng thái")
    created_at = DateColumn("Lúc soạn")

    class Meta(RecordTable.Meta):
        model = CalendarChange
        select_related = ("locality",)
