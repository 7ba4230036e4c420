"""Lists of who was in the hall and of what the time was spent on."""

from coordination.ui.tables import DateColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from sessions.models import ActivityTime, Attendance


class AttendanceTable(RecordTable):
    who = LinkColumn("Ai", text="who", sub=("guest_place", "excuse"), orderable=False)
    state = StateColumn("Tham dự")

    class Meta(RecordTable.Meta):
        model = Attendance
        fields = ()
        select_related = ("person", "body")


class ActivityTimeTable(RecordTable):
    activity = LinkColumn("Hoạt động", text="get_activity_display", sub=("note",), orderable=False)
    on = DateColumn("Ngày", orderable=False)
    minutes = NumberColumn("Phút", orderable=False)

    class Meta(RecordTable.Meta):
        model = ActivityTime
        fields = ()
