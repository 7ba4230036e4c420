"""What is asked of sessions and sittings: figures and pages take their rows here."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from sessions.choices import ItemStatus, SessionKind, SessionStatus
from sessions.queries.common import within


def held(sessions, period: Period):
    """Sessions of any kind that opened within the period."""
    return sessions.filter(within("opened_on", period))


def regular(sessions, period: Period):
    """Of those held, the regular ones."""
    return held(sessions, period).filter(kind=SessionKind.REGULAR)


def with_readiness(sessions, items):
    """Sessions with how many of the given items they have (`documents_total`; stopped ones apart) and how many of these
    were sent to the delegates (`documents_sent`)."""
    going_on = items.exclude(status__in=ItemStatus.STOPPED)
    return sessions.annotate(
        documents_total=_per_session(going_on),
        documents_sent=_per_session(going_on.filter(status=ItemStatus.SENT)),
    )


def _per_session(items):
    own = items.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


def next_session(sessions):
    """The coming session with the earliest planned opening, one without a date last; None when nothing is prepared."""
    coming = sessions.filter(status__in=SessionStatus.COMING)
    return coming.order_by(F("planned_opening").asc(nulls_last=True), "id").first()


def standing_of(locality) -> Body | None:
    """The Standing Committee of the locality's council, to which documents and answers are owed; else the council."""
    bodies = Body.objects.filter(locality=locality, valid_to=None).order_by("pk")
    standing = bodies.filter(kind=BodyKind.COUNCIL_STANDING).first()
    return standing or bodies.filter(kind=BodyKind.COUNCIL).first()
