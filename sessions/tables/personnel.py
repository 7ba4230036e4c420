"""Lists of personnel matters and of delegates."""

from django.urls import reverse
from django.utils.html import format_html

from coordination.people.models import DelegateMandate
from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn
from sessions.models import Attendance, BallotChoice, PersonnelMatter


class DelegateColumn(LinkColumn):
    """The delegate's name, linked to the delegate's year."""

    def render(self, record, table):
        url = reverse("council_sessions:delegate-year", args=[record.person_id])
        return format_html('<a class="title" href="{}">{}</a>', url, record.person)


class BallotColumn(LinkColumn):
    """What was voted on, linked to the ballot."""

    def render(self, record, table):
        return format_html('<a class="title" href="{}">{}</a>', record.ballot.get_absolute_url(), record.ballot)


class PersonnelMatterTable(RecordTable):
    title = LinkColumn("Việc nhân sự", sub=("body", "session"), orderable=False)
    proposed_by = Column("Cơ quan giới thiệu", phone="hide")
    decided_on = DateColumn("Ngày quyết định")
    confirmed_on = DateColumn("Phê chuẩn", phone="hide")
    state = StateColumn(order_by="status")

    class Meta(RecordTable.Meta):
        model = PersonnelMatter
        fields = ()
        select_related = ("person", "body", "session", "proposed_by")


class DelegateTable(RecordTable):
    person = DelegateColumn("Đại biểu", text="person", orderable=False)
    constituency = Column("Đơn vị bầu cử", accessor="constituency__name")
    group = Column("Tổ đại biểu", accessor="group__name", phone="hide")
    full_time = Column("Chuyên trách", accessor="is_full_time", phone="hide")
    valid_from = DateColumn("Từ ngày", phone="hide")

    class Meta(RecordTable.Meta):
        model = DelegateMandate
        fields = ()
        select_related = ("person", "constituency", "group")


class GatheringColumn(LinkColumn):
    """The session or sitting of a roll call, linked to it."""

    def render(self, record, table):
        url, words = record.gathering.get_absolute_url(), record.gathering
        return format_html('<a class="title" href="{}">{}</a>', url, words)


class RollTable(RecordTable):
    """One person's roll calls, each under what it was of."""

    gathering = GatheringColumn("Kỳ họp, phiên họp", text="gathering", sub=("excuse",), orderable=False)
    state = StateColumn("Tham dự", order_by="presence")

    class Meta(RecordTable.Meta):
        model = Attendance
        fields = ()


class BallotChoiceTable(RecordTable):
    ballot = BallotColumn("Biểu quyết về", text="ballot", orderable=False)
    held_on = DateColumn("Ngày", accessor="ballot__held_on", orderable=False)
    choice = Column("Lựa chọn", orderable=False)

    class Meta(RecordTable.Meta):
        model = BallotChoice
        fields = ()
