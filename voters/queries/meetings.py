"""What is asked of contact meetings."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from coordination.lib.period import Period
from coordination.people.models import DelegateMandate, Person
from coordination.people.models.querysets import in_force
from voters.choices import Field, MeetingKind, MeetingStatus, PetitionKind, PlanStatus
from voters.models import ContactMeeting, ContactPlan, Petition
from voters.queries.common import within

DAYS_BACK = 365
"""How far back the fields are counted that a place speaks of most."""


def held(meetings: QuerySet, period: Period) -> QuerySet:
    """Contact meetings that took place on a day of the period; those planned or without a known day do not count."""
    return meetings.filter(within(period, "held_on"), status=MeetingStatus.HELD)


def thematic(meetings: QuerySet, period: Period) -> QuerySet:
    """Thematic contact meetings held in the period."""
    return held(meetings, period).filter(kind=MeetingKind.THEMATIC)


def voters_attending(meetings: QuerySet) -> int | None:
    """Attendance (lượt) over meetings; None when some meeting took place but nobody wrote down how many came."""
    if meetings.filter(attending=None).exists():
        return None
    return meetings.aggregate(total=Sum("attending"))["total"] or 0


def recent_meetings(also: int | None = None) -> QuerySet:
    """Meetings that a petition of today may come from: held within two years, or without a known day."""
    since = timezone.localdate() - timedelta(days=730)
    return ContactMeeting.objects.filter(Q(held_on__gte=since) | Q(held_on=None) | Q(pk=also))


def heard_about(petition) -> QuerySet:
    """Meetings that were held where voters may have judged an answer: its own, of its place, of the whole locality."""
    place = petition.place_id or petition.locality_id
    of_place = Q(place=place) | Q(locality=place)
    of_all = Q(locality=petition.locality_id, place=None) | Q(place=petition.locality_id)
    held_there = recent_meetings().filter(Q(pk=petition.meeting_id) | of_place | of_all, status=MeetingStatus.HELD)
    return held_there.exclude(held_on__gt=timezone.localdate())


class Registered(NamedTuple):
    """What of a meeting stands in the register of petitions."""

    opinions: int
    petitions: int


def registered(meeting: ContactMeeting) -> Registered:
    """Rows of the register that come from a meeting; reflections count as petitions, parts of a split one do not."""
    rows = Petition.objects.filter(meeting=meeting, split_from=None)
    opinion = Q(kind=PetitionKind.OPINION)
    counted = rows.aggregate(opinions=Count("pk", filter=opinion), petitions=Count("pk", filter=~opinion))
    return Registered(**counted)


def attended_by(meetings: QuerySet, person: Person, period: Period) -> QuerySet:
    """Meetings held in the period at which the delegate is noted."""
    return held(meetings, period).filter(delegates=person)


def raised_by(petitions: QuerySet, person: Person, period: Period) -> QuerySet:
    """Petitions received in the period that came through the delegate."""
    return petitions.filter(within(period, "received_on"), raised_by=person)


def delegates_for(localities, levels, on: date, also=()) -> QuerySet:
    """Persons with a seat on the day in a council of these places, of these levels if any, and those chosen already."""
    seats = DelegateMandate.objects.filter(in_force(on), term__locality__in=localities)
    if levels:
        seats = seats.filter(term__locality__level__in=levels)
    return Person.objects.filter(Q(pk__in=seats.values("person")) | Q(pk__in=also)).by_name()


def councils_near(locality, place=None) -> set[int]:
    """Keys of the places whose delegates may meet voters there: the own one, the place, and what is above them."""
    return {key for spot in (locality, place) if spot for key in (spot.pk, spot.parent_id) if key}


def usual_fields(locality, limit: int = 6) -> list[str]:
    """The fields that most petitions of a place were about lately, most frequent first."""
    since = timezone.localdate() - timedelta(days=DAYS_BACK)
    rows = Petition.objects.filter(locality=locality, received_on__gte=since).exclude(field__in=("", Field.OTHER))
    counted = rows.order_by().values_list("field").annotate(n=Count("pk")).order_by("-n", "field")
    return [field for field, _n in counted[:limit]]


def points(meetings: QuerySet, plan: ContactPlan) -> QuerySet:
    """The points of a plan in the order of the days; those without a day come last."""
    rows = meetings.filter(plan=plan).select_related("place", "chaired_by", "session")
    return rows.order_by("held_on", "starts_at", "pk")


def with_progress(plans: QuerySet) -> QuerySet:
    """Plans with `point_count`, `held_count` and `cancelled_count`."""
    return plans.annotate(
        point_count=Count("meetings"),
        held_count=Count("meetings", filter=Q(meetings__status=MeetingStatus.HELD)),
        cancelled_count=Count("meetings", filter=Q(meetings__status=MeetingStatus.CANCELLED)),
    )


def open_points(plan: ContactPlan) -> int:
    """Points of a plan of which nobody noted whether they were held."""
    return plan.meetings.filter(status=MeetingStatus.PLANNED).count()


def open_plans(*also: int | None) -> QuerySet:
    """Plans that points can be put under: drafts and issued ones, and those already chosen."""
    return ContactPlan.objects.exclude(status=PlanStatus.CLOSED) | ContactPlan.objects.filter(pk__in=also)


def all_meetings() -> QuerySet:
    """All contact meetings."""
    return ContactMeeting.objects.all()


def all_plans() -> QuerySet:
    """All plans of contact."""
    return ContactPlan.objects.all()
