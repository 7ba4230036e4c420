"""What is asked of sessions, resolutions, agenda and questions: figures and pages take their rows here.

Every function takes rows and gives rows. A period has inclusive ends; one that is unknown reaches as far as the term.
"""

from datetime import date

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from sessions.choices import ItemStatus, Procedure, SessionKind, SessionStatus, Stage


def held(sessions, period: Period):
    """Sessions of any kind that opened within the period."""
    return sessions.filter(_within("opened_on", period))


def regular(sessions, period: Period):
    """Of those held, the regular ones."""
    return held(sessions, period).filter(kind=SessionKind.REGULAR)


def adopted(resolutions, period: Period):
    """Resolutions adopted within the period, with or without a number yet."""
    return resolutions.filter(_within("adopted_on", period))


def normative(resolutions, period: Period):
    """Of those adopted, the normative legal documents."""
    return adopted(resolutions, period).filter(is_normative=True)


def shortened(resolutions, period: Period):
    """Of those adopted, the ones that took the shortened procedure."""
    return adopted(resolutions, period).filter(procedure=Procedure.SHORTENED)


def documents(items, period: Period):
    """Agenda documents due within the period; withdrawn and postponed ones stay counted."""
    return items.filter(_within("due_on", period))


def late(items, period: Period, on: date):
    """Of those due in the period: received after the due day, or not received and overdue as of `on`."""
    return documents(items, period).filter(_late(on))


def asked(questions, period: Period):
    """Questions put within the period."""
    return questions.filter(_within("put_on", period))


def owed(items):
    """Documents still to come."""
    return items.filter(status=ItemStatus.EXPECTED)


def overdue(items, on: date):
    """Documents still to come whose due day lies before `on`."""
    return owed(items).filter(due_on__lt=on)


def at_stage(items, stage: Stage, on: date):
    """Items of one share of the readiness board, as of a day; the same parting as `AgendaItem.stage`."""
    if stage == Stage.OVERDUE:
        return overdue(items, on)
    if stage == Stage.WAITING:
        return owed(items).filter(Q(due_on=None) | Q(due_on__gte=on))
    if stage == Stage.STOPPED:
        return items.filter(status__in=ItemStatus.STOPPED)
    if stage == Stage.SENT:
        return items.filter(status=ItemStatus.SENT)
    return items.filter(status__in=ItemStatus.RECEIVED_AND_ON).exclude(status=ItemStatus.SENT)


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


def _within(field: str, period: Period) -> Q:
    return Q(**{f"{field}__range": (period.earliest, period.latest)})


def _late(on: date) -> Q:
    """Due before `on`, and neither received nor withdrawn by the due day."""
    came_late = Q(received_on__gt=F("due_on"))
    stopped_late = Q(received_on__isnull=True) & (Q(stopped_on__isnull=True) | Q(stopped_on__gt=F("due_on")))
    return Q(due_on__lt=on) & (came_late | stopped_late)
