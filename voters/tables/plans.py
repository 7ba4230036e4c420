"""Lists of contact plans, and of the points of one."""

from coordination.lib.numbers import ratio, share
from coordination.ui.show import capfirst
from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn
from voters.models import ContactMeeting, ContactPlan


class ContactPlanTable(RecordTable):
    title = LinkColumn("Kế hoạch", sub=("session", "number"), order_by=("name",))
    kind = Column("Đợt, hình thức", accessor="get_kind_display", order_by=("kind",), phone="hide")
    starts_on = DateColumn("Từ ngày")
    ends_on = DateColumn("Đến ngày", phone="hide")
    led_by = Column("Chủ trì", order_by=("led_by__short_name",), phone="hide")
    held = Column("Điểm đã tổ chức", accessor="point_count", order_by=("held_count",), phone="label")
    state = StateColumn(order_by=("status",))

    class Meta(RecordTable.Meta):
        model = ContactPlan
        fields = ()
        order_by = ("-starts_on",)
        select_related = ("led_by",)
        known = ("session",)

    def render_held(self, record):
        return progress_words(record)

    def value_held(self, record):
        return progress_words(record)


def progress_words(plan) -> str:
    """ "8/12 (66,7 %)": how many of the points were held; those called off stay in the whole."""
    if not plan.point_count:
        return "chưa có điểm"
    return f"{ratio(plan.held_count, plan.point_count)} ({share(plan.held_count, plan.point_count)})"


class PointTable(RecordTable):
    """The points of a plan."""

    held_on = DateColumn("Ngày", orderable=False)
    starts_at = Column("Giờ", orderable=False)
    title = LinkColumn("Nơi tiếp xúc", sub=("topic",), text="where", orderable=False)
    levels = Column("Đại biểu", accessor="levels_words", orderable=False, phone="hide")
    chaired_by = Column("Chủ trì", orderable=False, phone="hide")
    state = StateColumn(orderable=False)

    class Meta(RecordTable.Meta):
        model = ContactMeeting
        fields = ()
        select_related = ("place", "chaired_by")

    def render_starts_at(self, value):
        return f"{value:%H:%M}"

    def render_levels(self, value):
        return capfirst(value)
