"""What people do with referrals."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.workflow import door
from voters import deadlines, queries
from voters.actions.common import check_day, moment, refresh, set_result
from voters.choices import Result
from voters.models import Referral


@transaction.atomic
def forward(petition, *, by, to, supporting=(), due_on=None, number="", on=None, note=""):
    """Send it to the competent body: a referral row, and the duty to reply by the set day. Those asked see it now."""
    on = on or timezone.localdate()
    due_on = due_on or petition.due_on
    check_day(petition, on, "on", by)
    _check_in_force(to, on)
    if due_on and due_on < on:
        raise ValidationError({"due_on": "Hạn trả lời phải từ ngày chuyển trở đi."})
    door.move(petition, "forward", by=by, note=note, at=moment(on, by), competent_body=to, due_on=due_on)
    referral = Referral(
        locality=petition.locality, petition=petition, to=to, sent_on=on, due_on=due_on, number=number.strip()
    )
    door.create(referral, by=by, related={"supporting": supporting}, consequence=True)
    deadlines.expect_reply(referral, by=by)
    refresh(petition)
    return petition


@transaction.atomic
def accept(petition, *, by, on=None, note=""):
    """The competent body takes it on: it is in progress."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    set_result(petition, "accept", Result.IN_PROGRESS, on, by=by, note=note)
    if referral := queries.open_referral(petition):
        referral.accepted_on = on
        door.change(referral, by=by)
    return petition


@transaction.atomic
def refuse(petition, *, by, reason, on=None):
    """Not competent: back to the council's office, which looks for the right body; nothing is owed until then."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    referral = queries.open_referral(petition)
    door.move(petition, "refuse", by=by, note=reason, at=moment(on, by), competent_body=None)
    if referral:
        referral.refused_on, referral.refusal = on, reason
        door.change(referral, by=by)
    deadlines.drop(petition, on=on, by=by, reason=f"Từ chối: {reason}")
    refresh(petition)
    return petition


@transaction.atomic
def return_petition(petition, *, by, reason, on=None):
    """Nobody here is competent: given back with the reason; finished without an answer."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    set_result(petition, "return", Result.RETURNED, on, by=by, note=reason)
    deadlines.drop(petition, on=on, by=by, reason=f"Trả lại: {reason}")
    return petition


def _check_in_force(body, on: date) -> None:
    """Nothing is forwarded to a body that does not exist any more."""
    end = min((day for day in (body.valid_to, body.locality.valid_to) if day), default=None)
    if end and end < on:
        heir = f" Cơ quan kế thừa: {body.successor}." if body.successor_id else ""
        raise ValidationError({"to": f"{body} đã kết thúc ngày {screen(end)}.{heir}"})
