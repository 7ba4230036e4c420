"""What is asked of sessions and sittings: figures and pages take their rows here."""

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body, Term
from sessions.choices import ItemStatus, QuestionStatus, SessionKind, SessionStatus
from sessions.models import CouncilSession
from sessions.queries.agenda import asking_for_documents
from sessions.queries.common import within


def held(sessions, period: Period):
    """Sessions of any kind that opened within the period."""
    return sessions.filter(within("opened_on", period))


def regular(sessions, period: Period):
    """Of those held, the regular ones."""
    return held(sessions, period).filter(kind=SessionKind.REGULAR)


def with_readiness(sessions, items):
    """Sessions with how many of the given items they have (`documents_total`; stopped ones, and what
    asks for no document, apart) and how many of these were sent to the delegates (`documents_sent`)."""
    going_on = asking_for_documents(items).exclude(status__in=ItemStatus.STOPPED)
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


def council_of(locality) -> Body | None:
    """The council of the locality in force."""
    return Body.objects.filter(locality=locality, kind=BodyKind.COUNCIL, valid_to=None).order_by("pk").first()


def session_before(session) -> CouncilSession | None:
    """The last session held before this one opens; None where another one, still to be held, comes in between."""
    day = session.opening
    place = CouncilSession.objects.filter(locality=session.locality_id).exclude(pk=session.pk)
    if day is None or any(other.opening and other.opening < day for other in coming_of(place)):
        return None
    return place.filter(status=SessionStatus.CLOSED, opened_on__lt=day).order_by("-opened_on", "-pk").first()


def coming_of(sessions):
    """Of these, those in preparation or convened."""
    return sessions.filter(status__in=SessionStatus.COMING)


def promises_left(session):
    """Questions of a session with a promise that was not kept by its close."""
    rows = session.questions.exclude(promise_due_on=None).exclude(status=QuestionStatus.DONE, kept_on=None)
    return rows.filter(Q(kept_on=None) | Q(kept_on__gt=session.closed_on)).select_related("addressee").order_by("pk")


def next_number(locality, term) -> str:
    """The next free number of a session in the term: one more than the highest so far."""
    known = CouncilSession.objects.filter(locality=locality, term=term).values_list("number", flat=True)
    return str(max((int(number) for number in known if number.isascii() and number.isdigit()), default=0) + 1)


def term_on(locality, day) -> Term | None:
    """The term of the locality's council that a day falls in; of two, the one that began later."""
    terms = [row for row in Term.objects.filter(locality=locality) if row.start and row.start.first <= day]
    running = [row for row in terms if row.end is None or row.end.last >= day]
    return max(running, key=lambda row: (row.start.first, row.pk), default=None)
