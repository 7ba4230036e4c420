"""What goes on from one session to the next."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from sessions.choices import SessionStatus
from sessions.models import CouncilSession


def still_open(petitions: QuerySet) -> QuerySet:
    """Petitions of some session for which something is still owed: what is carried over."""
    return petitions.filter(finished_on=None).exclude(session=None)


def sessions_ahead(user, petitions: Iterable) -> QuerySet:
    """Where petitions may go on: sessions of the place that are not over, and those at which these began, to take back
    what was carried by mistake."""
    first = {petition.original_session_id for petition in petitions} - {None}
    open_still = ~Q(status__in=(SessionStatus.CLOSED, SessionStatus.CANCELLED))
    here = CouncilSession.objects.visible_to(user).filter(locality=user.acting.locality_id)
    return here.filter(open_still | Q(pk__in=first)).select_related("term")
