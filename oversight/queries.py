"""What is asked of oversight: figures and pages take their rows here. Rows in, rows out.

A period has inclusive ends; one that is unknown reaches as far as the term. What has no day belongs to no period.
"""

from datetime import date

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, When
from django.utils import timezone

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.people.models.querysets import in_force
from oversight.choices import MissionKind, MissionStatus, RecommendationStatus
from oversight.models import Mission
from oversight.rules import ACTING, OF_FRONT

# --- Figures -----------------------------------------------------------------------------------------------------


def missions(rows, period: Period):
    """Oversight missions started within the period; surveys and cancelled ones apart."""
    return _started(rows, period).exclude(kind=MissionKind.SURVEY)


def surveys(rows, period: Period):
    """Surveys started within the period."""
    return _started(rows, period).filter(kind=MissionKind.SURVEY)


def topics(rows, period: Period):
    """Topics with at least one mission (no survey) started within the period."""
    return rows.filter(Exists(missions(Mission.objects.filter(topic=OuterRef("pk"), draft_of=None), period)))


def targets(rows, period: Period):
    """Targets of missions (no surveys) started within the period, each visit a row."""
    counted = missions(Mission.objects.filter(pk=OuterRef("mission"), draft_of=None), period)
    return rows.filter(Exists(counted))


def distinct_targets(rows, period: Period):
    """One row for each different body of the period: its first visit, so that the list is as long as the number.

    A body that the program does not know is the same where its name is the same.
    """
    visits = targets(rows, period).order_by()
    known = visits.filter(body__isnull=False).values("body").annotate(first=Min("pk")).values("first")
    named = visits.filter(body__isnull=True).values("name").annotate(first=Min("pk")).values("first")
    return rows.filter(Q(pk__in=known) | Q(pk__in=named))


def recommendations(rows, period: Period):
    """Recommendations sent within the period, withdrawn ones apart."""
    return rows.filter(_within("sent_on", period)).exclude(status=RecommendationStatus.WITHDRAWN)


def done(rows, period: Period, on: date):
    """Of those sent in the period: done by `on`."""
    return recommendations(rows, period).filter(done_on__lte=on)


def overdue(rows, period: Period, on: date):
    """Of those sent in the period: due before `on` and not done on it."""
    return late(recommendations(rows, period), on)


def conferences(rows, period: Period):
    """Criticism conferences held within the period."""
    return rows.filter(_within("held_on", period))


def _started(rows, period: Period):
    return rows.filter(_within("started_on", period)).exclude(status=MissionStatus.CANCELLED)


def _within(field: str, period: Period) -> Q:
    return Q(**{f"{field}__range": (period.earliest, period.latest)})


# --- Pages -------------------------------------------------------------------------------------------------------


def late(recommendations, on: date):
    """Recommendations due before `on` and not done on it; withdrawn ones are owed by nobody."""
    not_done = Q(done_on__isnull=True) | Q(done_on__gt=on)
    return recommendations.filter(not_done, due_on__lt=on).exclude(status=RecommendationStatus.WITHDRAWN)


def by_urgency(recommendations):
    """Open ones first, the longest due at the top; then the others, the latest done first."""
    closed = Case(When(status__in=RecommendationStatus.OPEN, then=0), default=1, output_field=IntegerField())
    return recommendations.order_by(closed, F("done_on").desc(nulls_last=True), F("due_on").asc(nulls_last=True), "pk")


def behind(missions, on: date):
    """Missions that ended after their plan, or are behind it as of `on`: `Mission.days_behind` above 0."""
    waiting = Q(status=MissionStatus.PLANNED, planned_start__lt=on)
    running = Q(status=MissionStatus.UNDER_WAY, planned_end__lt=on)
    over = Q(ended_on__gt=F("planned_end"))
    return missions.filter(waiting | running | over)


# --- What forms and filters offer ----------------------------------------------------------------------------------


def sides(membership) -> set[str]:
    """Kinds of the principal bodies that a membership works for."""
    return set(Body.objects.filter(pk__in=membership.principal_ids).values_list("kind", flat=True))


def of_side(membership, field: str = "") -> Q:
    """Rows whose body (in `field`; else the row itself) is of the side that a membership works for: `rules.keeps`."""
    start = f"{field}__" if field else ""
    condition = Q()
    for path in ("pk", "parent", "parent__parent", "parent__parent__parent"):
        condition |= Q(**{f"{start}{path}__in": membership.principal_ids})
    return condition


def kinds_of_side(membership) -> tuple[str, ...]:
    """Forms of oversight that a side has: the council's of the law, the Front its own, both may survey."""
    own = sides(membership)
    of_council = MissionKind.OF_COUNCIL if BodyKind.COUNCIL in own else ()
    of_front = MissionKind.OF_FRONT if BodyKind.FRONT in own else ()
    return tuple(kind for kind in MissionKind.values if kind in of_council or kind in of_front)


def own_bodies(membership):
    """Bodies of the side that may lead a mission."""
    own = Body.objects.filter(of_side(membership), locality__in=membership.locality_ids, kind__in=ACTING)
    return own.filter(in_force(timezone.localdate())).by_name()


def partners(locality_id: int, *more_kinds):
    """Bodies of a locality that supervise, and those of further kinds."""
    rows = Body.objects.filter(locality=locality_id, kind__in=(*ACTING, *more_kinds))
    return rows.filter(in_force(timezone.localdate())).by_name()


def bodies_in_force():
    """Every body that exists today: whom to visit, whom to ask."""
    return Body.objects.filter(in_force(timezone.localdate())).by_name()


def of_front(locality_id: int):
    """The Front of a locality and of its communes, and their member organisations."""
    near = Q(locality=locality_id) | Q(locality__parent=locality_id)
    return bodies_in_force().filter(near, kind__in=OF_FRONT)
