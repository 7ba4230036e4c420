"""Answers are brought back to those who asked."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from voters.actions.common import check_not_ahead
from voters.queries.telling import TOLD, why_not_told


@transaction.atomic
def tell_voters(reply, *, by, meeting=None, told_on=None, told_through=""):
    """Voters were told what the reply says: on which day, at which contact meeting, or through what. A group of several
    places is told in each; day and way are those of the first time."""
    day = told_on or (meeting.held_on if meeting else None) or timezone.localdate()
    if not isinstance(by, System) and not by.can(Permission.CONTACT_EDIT, reply):
        raise Forbidden()
    reason = why_not_told([reply], meeting).get(reply.pk) if meeting else None
    if reply.told_on and (not meeting or reason == TOLD):
        raise NotNow(f"Đã báo cử tri ngày {screen(reply.told_on)}.")
    if reason:
        raise NotNow(reason)
    check_not_ahead(day, "told_on", by)
    if day < reply.sent_on:
        raise ValidationError({"told_on": f"Trả lời gửi ngày {screen(reply.sent_on)}; báo cử tri từ ngày ấy."})
    note = f"Báo cử tri ngày {screen(day)}"
    if reply.told_on:
        places = [*reply.also_told_at.all(), meeting]
        return door.change(reply, by=by, related={"also_told_at": places}, note=f"{note}: {meeting.place}")
    reply.told_on, reply.told_at = day, meeting
    reply.told_through = (told_through.strip() or (str(meeting) if meeting else ""))[:160]
    return door.change(reply, by=by, note=note)
