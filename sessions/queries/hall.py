"""What is asked of the hall: who belongs there on a day, who came, what the time was spent on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.utils import timezone

from coordination.lib.numbers import percent
from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body, Person
from coordination.people.models.querysets import in_force
from sessions.choices import ItemStatus, Presence
from sessions.models import Attendance, CouncilSession
from sessions.queries.common import within
from sessions.queries.meetings import term_on

ALWAYS_INVITED = (BodyKind.COMMITTEE, BodyKind.FRONT, BodyKind.NA_DELEGATION)


def delegates_of(locality, day: date):
    """Persons with a seat in the locality's council on the day.

    A seat without days of its own lasts as long as its term; where no term is known to run, seats with days count.
    """
    seats = in_force(day, "mandates__")
    term = term_on(locality, day)
    mine = (
        {"mandates__term": term} if term else {"mandates__term__locality": locality, "mandates__valid_from__lte": day}
    )
    return Person.objects.filter(seats, **mine).distinct()


def members_of(gathering, day: date | None = None):
    """Who makes up the quorum: all delegates of a session, all members of the Standing Committee of a sitting."""
    day = day or day_of(gathering)
    if isinstance(gathering, CouncilSession):
        return delegates_of(gathering.locality, day)
    standing = Body.objects.filter(locality=gathering.locality_id, kind=BodyKind.COUNCIL_STANDING)
    return Person.objects.filter(in_force(day, "appointments__"), appointments__body__in=standing).distinct()


def day_of(gathering) -> date:
    """The day on which it meets, as far as known; else today."""
    return gathering.opening or timezone.localdate()


@dataclass(frozen=True)
class Turnout:
    """How many of those who belong there came. The law's least number is not known, so none is claimed."""

    present: int
    total: int
    noted: int

    @property
    def words(self) -> str:
        """ "46/50 có mặt (92 %)"."""
        if not self.total:
            return "Chưa có danh sách đại biểu của ngày này."
        return f"{self.present}/{self.total} có mặt ({percent(100 * self.present / self.total, 1)})"


def turnout_of(gathering) -> Turnout:
    """Counted over those who belong to it on its day; others who were noted stay out of it."""
    members = members_of(gathering)
    rows = _roll(gathering).filter(person__in=members)
    return Turnout(rows.filter(presence=Presence.PRESENT).count(), members.count(), rows.count())


def present_at(gathering):
    """The members noted as present; all members where nobody called the roll."""
    members, roll = members_of(gathering), _roll(gathering)
    came = roll.filter(presence=Presence.PRESENT).values("person")
    return members.filter(pk__in=came) if roll.filter(person__isnull=False).exists() else members


def invited_to(gathering):
    """Bodies that prepare what is laid before it, and those noted before, by name.

    To a session the committee, the Front and the delegation to the National Assembly are invited whatever they prepare.
    """
    laid = gathering.items.exclude(status__in=ItemStatus.STOPPED)
    preparing = laid.filter(preparing_body__isnull=False).values("preparing_body")
    noted = _roll(gathering).filter(body__isnull=False).values("body")
    bodies = Q(pk__in=preparing) | Q(pk__in=noted)
    if isinstance(gathering, CouncilSession):
        bodies |= Q(locality=gathering.locality_id, kind__in=ALWAYS_INVITED, valid_to=None)
    return Body.objects.filter(bodies).by_name()


def guests_of(gathering):
    """Rows of the guests on its list who stand in no register, as they were written down."""
    return _roll(gathering).exclude(guest="").order_by("pk")


def times_on(gathering, day: date) -> dict:
    """The row of each activity that took time on a day; of two the first one written."""
    return {row.activity: row for row in gathering.activity_times.filter(on=day).order_by("-pk")}


def time_spent(activities, period: Period):
    """Minutes noted on days of the period."""
    return activities.filter(within("on", period))


def minutes_of(activities) -> int | None:
    """Their minutes together; None where nobody noted any, which is not the same as no time."""
    return activities.aggregate(sum=Sum("minutes"))["sum"]


def _roll(gathering):
    """Ungated: it is counted, and read by whoever may edit the gathering."""
    side = gathering.side
    return Attendance.objects.filter(**{side: gathering.pk})
