"""Lists of rules, of petitions that bounce, and of petitions left at ended bodies."""

from django.utils import timezone
from django.utils.functional import cached_property

from coordination.ui.show import show
from coordination.ui.tables import Column, DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from voters.models import CompetenceRule, Petition
from voters.queries.routing import days_lost
from voters.queries.succession import Heirs, succession


class RuleTable(RecordTable):
    topic = LinkColumn("Việc", text="topic", sub=("ground",), order_by=("field", "words"))
    target = Column("Cơ quan có thẩm quyền", accessor="target", order_by=("body__short_name",))
    valid_from = DateColumn("Từ ngày", phone="hide")
    state = StateColumn("Trạng thái", order_by=("valid_to",))

    class Meta(RecordTable.Meta):
        model = CompetenceRule
        fields = ()
        order_by = ("field",)
        select_related = ("place", "body")


class BounceTable(RecordTable):
    """Petitions with `hops` (their referrals in order) fetched."""

    title = LinkColumn("Nội dung", sub=("code", "where"), names={"where": "Địa bàn"}, order_by=("title",))
    field = Column("Lĩnh vực", accessor="get_field_display", order_by=("field",), phone="hide")
    way = Column("Đã qua", empty_values=(), orderable=False)
    transfers = NumberColumn("Lần chuyển", accessor="transfer_count", order_by=("transfer_count",))
    refusals = NumberColumn("Từ chối", accessor="refusal_count", order_by=("refusal_count",))
    lost = NumberColumn("Ngày mất", empty_values=(), orderable=False)
    reason = Column("Lý do mới nhất", empty_values=(), orderable=False)
    state = StateColumn("Kết quả", order_by=("result", "status"))

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()
        order_by = ("-refusal_count", "-received_on")
        select_related = ("place",)

    def render_way(self, record):
        return show(way_of(record))

    def value_way(self, record):
        return way_of(record)

    def render_lost(self, record):
        days = days_lost(record.hops)
        return "chưa được nhận" if days is None else show(days)

    def value_lost(self, record):
        return days_lost(record.hops)

    def render_reason(self, record):
        return reason_of(record)

    def value_reason(self, record):
        return reason_of(record)


def way_of(petition) -> str:
    """The bodies in order: "gửi nhầm UBND phường → Sở A (từ chối) → Sở B"."""
    wrong = [f"gửi nhầm {petition.misdirected_to}"] if petition.misdirected_to else []
    return " → ".join([*wrong, *(f"{row.to}{_mark(row)}" for row in petition.hops)])


def _mark(referral) -> str:
    if referral.refused_on:
        return " (từ chối)"
    if referral.continues_id:
        return " (kế thừa)"
    return " (giao)" if referral.under_id else ""


def reason_of(petition) -> str:
    """Why the last refuser refused; of a petition that only went astray before, where it should have gone."""
    refused = [row for row in petition.hops if row.refused_on]
    if refused:
        return max(refused, key=lambda row: (row.refused_on, row.pk)).refusal
    return f"đúng ra: {petition.misdirected_right}" if petition.misdirected_right else ""


class EndedTable(RecordTable):
    """Open petitions left at ended bodies or places."""

    title = LinkColumn("Nội dung", sub=("code", "where"), names={"where": "Địa bàn"}, order_by=("title",))
    competent_body = Column("Cơ quan đã kết thúc", empty_values=(), order_by=("competent_body__short_name",))
    heir = Column("Đề xuất kế thừa", empty_values=(), orderable=False)
    received_on = DateColumn("Ngày nhận", phone="hide")
    state = StateColumn("Kết quả", order_by=("result", "status"))

    class Meta(RecordTable.Meta):
        model = Petition
        fields = ()
        order_by = ("competent_body", "-received_on")
        select_related = (
            "locality",
            "place",
            "competent_body__locality",
            "competent_body__successor__locality",
        )

    @cached_property
    def heirs(self) -> Heirs:
        """Successors as of today, asked for once for all rows."""
        return Heirs(timezone.localdate())

    def render_competent_body(self, record):
        return self.value_competent_body(record)

    def value_competent_body(self, record):
        """The body that ended; of a petition that only lost its place the one that has it."""
        found = succession(record, self.heirs)
        gone = [str(body) for body in (found.old_body, found.old_inner) if body]
        return ", ".join(gone) or str(record.competent_body or "")

    def render_heir(self, record):
        return self.value_heir(record)

    def value_heir(self, record):
        found = succession(record, self.heirs)
        return found.why_not or found.words
