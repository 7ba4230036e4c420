"""How a petition ends and is opened again: done, closed, returned, reopened. Registers below follow (`below`)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.workflow import door
from voters import deadlines
from voters.actions import below, notifying
from voters.actions.common import check_day, hold_batch_of, moment, remember, set_result
from voters.actions.following import follow_all
from voters.choices import Result
from voters.rules import unproven


@transaction.atomic
def resolve(petition, *, by, evidence, on=None):
    """Done, with evidence: resolved and finished from this day; everything owed for it, promises too, is kept."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    if not isinstance(by, System) and (wrong := unproven(Result.RESOLVED, evidence)):
        raise ValidationError(wrong)
    set_result(petition, "resolve", Result.RESOLVED, on, by=by, note=evidence, evidence=evidence)
    deadlines.fulfil(petition, on=on, by=by, evidence=evidence)
    below.resolve_below(petition, on, by=by)
    return petition


@transaction.atomic
def reopen(petition, *, by, on=None, due_on=None, note=""):
    """The answer misses the point: in progress again, still answered, not finished. A new day gives a new duty."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    if due_on and due_on < on:
        raise ValidationError({"due_on": "Hạn mới phải từ ngày mở lại trở đi."})
    fields = {"due_on": due_on} if due_on else {}
    set_result(petition, "reopen", Result.IN_PROGRESS, on, by=by, note=note, evidence="", **fields)
    deadlines.clarify(petition, on=on, due_on=due_on, by=by)
    notifying.reopened(petition, by=by)
    below.reopen_below(petition, on, by=by, due_on=due_on, note=note)
    return petition


@transaction.atomic
def return_petition(petition, *, by, reason, on=None):
    """Nobody here is competent: given back with the reason; finished without an answer. In the register below, from
    which it came, it is to be forwarded elsewhere."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    hold_batch_of(petition)
    set_result(petition, "return", Result.RETURNED, on, by=by, note=reason)
    deadlines.drop(petition, on=on, by=by, reason=f"Trả lại: {reason}")
    below.give_back_below(petition, on, by=by, reason=reason)
    return petition


@transaction.atomic
def finish(petition, *, by, on=None, note=""):
    """Nothing more is owed and nobody objects: the file is closed."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    door.move(petition, "finish", by=by, note=note, at=moment(on, by))
    remember(petition, "finish", on)
    follow_all(petition, on, by=by)
    deadlines.fulfil(petition, on=on, by=by, evidence=note or "Kết thúc theo dõi kiến nghị.")
    return petition
