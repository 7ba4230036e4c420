"""Lists of oversight, and the smaller tables on its pages."""

from django.utils.html import format_html

from coordination.lib.dates import screen
from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from oversight.models import FrontActivity, Mission, Programme, Recommendation, SocialCriticism, Target, Topic


def days(first, last) -> str:
    """The days of something from–to in words, as far as they are known."""
    if first and last and first != last:
        return f"{screen(first)} – {screen(last)}"
    return screen(first) if first else f"đến {screen(last)}" if last else ""


class WhenColumn(Column):
    """From when to when it was; before that the plan."""

    empty_values = ()

    def render(self, record):
        if record.started_on or record.ended_on:
            return days(record.started_on, record.ended_on)
        plan = days(record.planned_start, record.planned_end)
        return format_html('<span class="muted">kế hoạch</span> {}', plan) if plan else ""

    def value(self, record):
        return record.started_on or record.planned_start


class YearColumn(Column):
    """A year is no number: no point after the thousand."""

    css = "nb"

    def render(self, value):
        return str(value)


class MissionTable(RecordTable):
    title = LinkColumn("Nội dung", sub=("kind", "place"), order_by="title")
    lead_body = Column("Chủ trì", order_by="lead_body__short_name")
    when = WhenColumn("Thời gian", accessor="started_on", order_by=("started_on", "planned_start"), css="nb")
    state = StateColumn("Tình trạng", order_by="status")

    class Meta(RecordTable.Meta):
        model = Mission
        fields = ()
        select_related = ("lead_body",)


class ProgrammeTable(RecordTable):
    title = LinkColumn("Chương trình", order_by="title")
    body = Column("Chủ thể", order_by="body__short_name")
    year = YearColumn("Năm")

    class Meta(RecordTable.Meta):
        model = Programme
        fields = ()
        select_related = ("body",)


class TopicTable(RecordTable):
    title = LinkColumn("Chuyên đề", sub=("programme",), order_by="title")
    body = Column("Chủ thể", order_by="body__short_name")
    year = YearColumn("Năm")

    class Meta(RecordTable.Meta):
        model = Topic
        fields = ()
        select_related = ("body", "programme")


class TargetTable(RecordTable):
    """The supervised bodies of one mission."""

    name = LinkColumn("Đơn vị", orderable=False)
    group = Column("Nhóm", orderable=False)

    class Meta(RecordTable.Meta):
        model = Target
        fields = ()


class TargetListTable(RecordTable):
    """Supervised bodies of all missions."""

    name = LinkColumn("Đơn vị", order_by="name")
    mission = Column("Cuộc giám sát", order_by="mission__title")
    started_on = DateColumn("Bắt đầu", accessor="mission__started_on")
    group = Column("Nhóm")

    class Meta(RecordTable.Meta):
        model = Target
        fields = ()
        select_related = ("mission",)


class AskedTable(RecordTable):
    """The recommendations of one mission."""

    text = LinkColumn("Kiến nghị", orderable=False)
    addressee = Column("Cơ quan thực hiện", orderable=False)
    due_on = DueColumn("Hạn", closed="done_on", orderable=False)
    state = StateColumn("Tình trạng", accessor="progress")

    class Meta(RecordTable.Meta):
        model = Recommendation
        fields = ()
        select_related = ("addressee",)


class RecommendationTable(RecordTable):
    text = LinkColumn("Kiến nghị", sub=("mission",), order_by="text")
    addressee = Column("Cơ quan thực hiện", order_by="addressee__short_name")
    due_on = DueColumn("Hạn", closed="done_on")
    reminders = NumberColumn("Đôn đốc", phone="hide")
    state = StateColumn("Tình trạng", accessor="progress", order_by="status")

    class Meta(RecordTable.Meta):
        model = Recommendation
        fields = ()
        select_related = ("addressee", "mission")


class CriticismTable(RecordTable):
    title = LinkColumn("Nội dung phản biện", order_by="title")
    chair = Column("Chủ trì", order_by="chair__short_name")
    held_on = DateColumn("Ngày tổ chức")

    class Meta(RecordTable.Meta):
        model = SocialCriticism
        fields = ()
        select_related = ("chair",)


class ActivityTable(RecordTable):
    title = LinkColumn("Hoạt động", sub=("kind", "place"), order_by="title")
    body = Column("Đơn vị", order_by="body__short_name")
    held_on = DateColumn("Ngày")

    class Meta(RecordTable.Meta):
        model = FrontActivity
        fields = ()
        select_related = ("body",)
