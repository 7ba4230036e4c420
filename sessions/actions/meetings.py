"""What people do with sessions and sittings."""

from django.db import transaction
from django.utils import timezone

from sessions.actions.agenda import _stop
from sessions.actions.common import move
from sessions.choices import ItemStatus


def convene(session, *, by, convened_on=None, note=""):
    """The convening decision was issued: from now on the delegates see the session."""
    day = convened_on or timezone.localdate()
    return move(session, "convene", by=by, on=day, note=note, convened_on=day)


def open_session(session, *, by, opened_on=None, note=""):
    """The session opened: it counts as held from this day."""
    day = opened_on or timezone.localdate()
    return move(session, "open", by=by, on=day, note=note, opened_on=day)


def close_session(session, *, by, closed_on=None, lessons_learned="", note=""):
    """The session closed; what was learned for the next one is kept with it."""
    day = closed_on or timezone.localdate()
    fields = {"lessons_learned": lessons_learned} if lessons_learned else {}
    return move(session, "close", by=by, on=day, note=note, closed_on=day, **fields)


def postpone_session(session, *, by, reason, on=None):
    """Put off; documents stay owed by their days until these are moved."""
    return move(session, "postpone", by=by, on=on, note=reason)


def resume_session(session, *, by, planned_opening=None, note=""):
    """Prepare a postponed session again, for another day if one is given."""
    fields = {"planned_opening": planned_opening} if planned_opening else {}
    return move(session, "resume", by=by, note=note, **fields)


@transaction.atomic
def cancel_session(session, *, by, reason, on=None):
    """The session will not be held: what was still to come is withdrawn and no longer owed."""
    move(session, "cancel", by=by, on=on, note=reason)
    for item in session.items.filter(status=ItemStatus.EXPECTED):
        _stop(item, "withdraw", by=by, reason=f"Không tổ chức kỳ họp: {reason}", on=on, consequence=True)
    return session
