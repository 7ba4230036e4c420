"""The delegates of a council, and a delegate's year on one page."""

from django.core.exceptions import BadRequest
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from coordination.lib.numbers import vi
from coordination.lib.period import Period
from coordination.lib.text import fold
from coordination.people.models import Appointment, DelegateMandate, Person
from coordination.people.models.querysets import in_force
from coordination.people.permissions import Permission
from coordination.ui.crud import DetailPage, table_panel
from sessions import delegates
from sessions.choices import Presence
from sessions.filters.personnel import DelegateFilter
from sessions.models import PersonnelMatter
from sessions.queries.common import within
from sessions.tables.personnel import BallotChoiceTable, DelegateTable, PersonnelMatterTable, RollTable
from sessions.tables.questions import QuestionTable
from sessions.views.common import RoomList

YEARS_BACK = 5
SEAT = ("term", "constituency", "group")


def _post_words(post) -> str:
    """ "Trưởng Ban Pháp chế": the body only where the name of the post does not say it already."""
    said = post.body is None or fold(str(post.body)) in fold(post.post)
    return post.post if said else f"{post.post}, {post.body}"


class DelegateList(RoomList):
    """Seats of the own council that are held today."""

    model = DelegateMandate
    permission = Permission.SESSION_VIEW
    table_class = DelegateTable
    filterset_class = DelegateFilter
    title = "Đại biểu HĐND"

    def get_queryset(self):
        place = self.request.user.acting.locality
        return super().get_queryset().filter(in_force(timezone.localdate()), person__locality=place)


class DelegateYear(DetailPage):
    """What a delegate did in a year (`?nam=2026`): roll calls, questions, votes by name, and what other apps know."""

    model = Person
    permission = Permission.SESSION_VIEW
    template_name = "council_sessions/delegate_year.html"

    @cached_property
    def period(self) -> Period:
        """The year asked for, this year where none is."""
        asked = self.request.GET.get("nam") or str(timezone.localdate().year)
        if not (asked.isascii() and asked.isdigit() and len(asked) == len("2026")):
            raise BadRequest("Năm không đọc được.")
        return Period.from_year(int(asked))

    def crumbs(self, record):
        return [("Đại biểu HĐND", reverse("council_sessions:delegatemandate-list"))]

    def facts(self, record):
        user, day = self.request.user, min(timezone.localdate(), self.period.latest)
        seats = DelegateMandate.objects.visible_to(user).filter(person=record)
        posts = Appointment.objects.visible_to(user).filter(in_force(day), person=record).select_related("body")
        roll = delegates.attended(record, user, self.period).aggregate(
            total=Count("pk"), present=Count("pk", filter=Q(presence=Presence.PRESENT))
        )
        return [
            *((f"Đại biểu {seat.term}", self._seat_words(seat)) for seat in seats.select_related(*SEAT)),
            ("Chức vụ", "; ".join(map(_post_words, posts))),
            ("Có mặt", f"{vi(roll['present'])}/{vi(roll['total'])} lần điểm danh" if roll["total"] else ""),
        ]

    def sections(self, record):
        user = self.request.user
        rolls = delegates.attended(record, user, self.period).select_related("session", "sitting", "person")
        asked = QuestionTable.fetched(delegates.asked(record, user, self.period))
        votes = delegates.votes(record, user, self.period)
        matters = PersonnelMatter.objects.visible_to(user).filter(person=record)
        matters = PersonnelMatterTable.fetched(matters.filter(within("decided_on", self.period)))
        return [
            table_panel("Điểm danh", RollTable(rolls), empty="Chưa có lần điểm danh nào trong năm."),
            table_panel("Chất vấn", QuestionTable(asked), empty="Không có chất vấn trong năm."),
            table_panel("Biểu quyết có ghi tên", BallotChoiceTable(votes), empty="Không có biểu quyết ghi tên."),
            table_panel("Việc nhân sự", PersonnelMatterTable(matters), empty="Không có."),
            *delegates.parts_of(record, user, self.period),
        ]

    def get_context_data(self, **kwargs):
        this = timezone.localdate().year
        years = [(year, year == self.period.latest.year) for year in range(this, this - YEARS_BACK, -1)]
        return super().get_context_data(**kwargs) | {"years": years, "year": self.period.latest.year}

    @staticmethod
    def _seat_words(seat) -> str:
        """Where the seat is, and how long it was held, as far as it is known."""
        kind = "chuyên trách" if seat.is_full_time else "không chuyên trách"
        days = (
            f"từ {seat.valid_from:%d/%m/%Y}" if seat.valid_from else "",
            f"đến {seat.valid_to:%d/%m/%Y}" if seat.valid_to else "",
            f"({seat.ended_reason})" if seat.ended_reason else "",
        )
        words = (str(seat.constituency), str(seat.group or ""), kind, " ".join(filter(None, days)))
        return ", ".join(filter(None, words))
