"""Duties around the Wednesday of conftest, and what was said about them."""

from datetime import date

from coordination.deadlines.models import ReminderMarker
from coordination.notices.choices import LetterState
from coordination.notices.models import Letter, Notice
from tests.deadlines.factories import ObligationFactory

TODAY = date(2026, 7, 15)


def duty(cast, due_on=TODAY, **fields):
    """Owed by the department to the council, given on 1 June; assigned to Minh unless told otherwise."""
    given = {
        "owner": cast.department,
        "beneficiary": cast.council,
        "locality": cast.locality,
        "assignee": cast.minh.person,
        "opened_on": date(2026, 6, 1),
        "due_on": due_on,
    }
    return ObligationFactory(**(given | fields))


def markers(**about):
    """(recipient, step) of every marker, in order."""
    rows = ReminderMarker.objects.filter(**about).order_by("recipient__username", "step")
    return list(rows.values_list("recipient__username", "step"))


def told(user):
    """The lines in somebody's inbox."""
    return list(Notice.objects.filter(recipient=user, kind="reminder").order_by("id").values_list("text", flat=True))


def queued(kind="digest"):
    """(recipient, channel) of the letters of a kind that were put into the outbox."""
    rows = Letter.objects.filter(kind=kind).order_by("recipient__username", "channel", "id")
    return list(rows.values_list("recipient__username", "channel"))


def digest_of(user):
    """The one digest of a person."""
    return Letter.objects.get(kind="digest", recipient=user)


def waiting():
    """How many letters wait."""
    return Letter.objects.filter(state=LetterState.QUEUED).count()
