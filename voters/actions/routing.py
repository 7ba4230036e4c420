"""What people do with rules of competence, and with petitions whose body or place has ended."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.records.errors import Conflict, Forbidden, NotNow
from coordination.workflow import door
from voters import deadlines
from voters.actions.common import check_day, follow_parts, forget, hold_batch_of, refresh, used
from voters.models import Petition, Referral
from voters.queries.succession import (
    TAKES_OVER,
    Heirs,
    came_with,
    place_before,
    succession,
    why_not_succeeded,
    why_not_taken_back,
    why_too_early,
)


def create_rule(rule, *, by, related=None):
    """Enter a rule of the own locality's decision table."""
    _check_keeper(rule, by)
    return door.create(rule, by=by, related=related)


def edit_rule(rule, *, by, related=None):
    """Save the changed fields of a rule."""
    _check_keeper(rule, by)
    return door.change(rule, by=by, related=related)


def close_rule(rule, *, by, valid_to, reason=""):
    """It proposes nothing after a last day; petitions handled by it stay as they are."""
    _check_keeper(rule, by)
    if rule.valid_to and rule.valid_to < timezone.localdate():
        raise NotNow("Quy tắc này đã thôi áp dụng.")
    if rule.valid_from and valid_to < rule.valid_from:
        raise ValidationError({"valid_to": f"Quy tắc áp dụng từ {screen(rule.valid_from)}."})
    rule.valid_to = valid_to
    return door.change(rule, by=by, note=reason or "Thôi áp dụng")


def _check_keeper(rule, by) -> None:
    """The council's office of the locality keeps its table."""
    if not isinstance(by, System) and not by.can(Permission.PETITION_FORWARD, rule):
        raise Forbidden()


def name_right_body(referral, body) -> None:
    """Note on a referral that is being refused who is competent instead."""
    if body is not None and body.pk == referral.to_id:
        raise ValidationError({"right_body": "Cơ quan đúng phải khác cơ quan đang từ chối."})
    referral.right_body = body


@transaction.atomic
def succeed(petition, *, by, on: date | None = None, note=""):
    """Give an open petition to the successors of its ended bodies and of its ended place: a referral that continues the
    old one, duties still owed pass on with their days, and the history says who took over from whom.

    Status and result stay and the old referral stays accepted; the successor owes what is owed, and has accepted when
    it says so. It counts as no new transfer. What others are asked about in a batch stays as they read it.
    """
    on = on or timezone.localdate()
    if not isinstance(by, System) and not by.can(Permission.PETITION_FORWARD, petition):
        raise Forbidden()
    hold_batch_of(petition)
    found = succession(petition, Heirs(on))
    if early := why_too_early(petition, found, on):
        raise ValidationError({"on": early})
    if why := why_not_succeeded(petition, found):
        raise NotNow(why)
    check_day(petition, on, "on", by)
    words = f"{TAKES_OVER}: {found.words}. {note}".strip()
    petition.competent_body = found.body or petition.competent_body
    petition.place = found.place or petition.place
    door.change(petition, by=by, note=words)
    for old, new in ((found.old_body, found.body), (found.old_inner, found.inner)):
        if new:
            _continue(petition, old, new, on, by)
            deadlines.pass_on(petition, old, new, by=by, note=words)
    deadlines.follow_subject(petition)
    follow_parts(petition)
    refresh(petition)
    return petition


def _continue(petition, ended, heir, on: date, by) -> None:
    """A referral to the successor for each one that the ended body still had."""
    open_ones = petition.referrals.filter(to=ended, refused_on=None, recalled_on=None, continued=None)
    for old in open_ones.prefetch_related("supporting", "inner"):
        new = Referral(
            locality=petition.locality,
            petition=petition,
            to=heir,
            number=old.number,
            sent_on=max(on, old.sent_on),
            due_on=old.due_on,
            under=old.under,
            through=old.through,
            answer_by=old.answer_by if old.answer_by and old.answer_by >= on else None,
            continues=old,
            duty=old.duty,
            answer_duty=old.answer_duty,
        )
        door.create(new, by=by, related={"supporting": old.supporting.all()}, consequence=True)
        for inner in old.inner.all():
            inner.under = new
            door.change(inner, by=by)


@transaction.atomic
def take_back_succession(referral, *, by, reason):
    """A successor's turn that was a mistake: the body before it has the petition again, and owes what came with it,
    while nobody went on with it (`why_not_taken_back`) and nothing hangs on it; a place that was moved with it goes
    back (`place_before`). The turn is gone; the petition's history says both."""
    if not isinstance(by, System) and not by.can(Permission.PETITION_FORWARD, referral):
        raise Forbidden()
    turn = _held(referral)
    if why := why_not_taken_back(turn):
        raise NotNow(why)
    petition, before, heir = turn.petition, turn.continues, turn.to
    if used(Referral, {turn.pk}, besides=("under",)):  # what stands under it goes back with it
        raise NotNow(f"Đã có tệp hoặc việc khác gắn vào lần chuyển cho {heir}, không hoàn tác được nữa.")
    words = f"Hoàn tác kế thừa: {heir} → {before.to}. {reason}"
    came = came_with(turn, before)
    petition.place = place_before(turn) or petition.place
    if turn.under_id is None:
        petition.competent_body = before.to
    door.change(petition, by=by, note=words)
    for inner in turn.inner.all():
        inner.under = before
        door.change(inner, by=by)
    for name in ("due_on", "duty", "answer_duty"):
        setattr(before, name, getattr(turn, name))
    door.change(before, by=by)
    forget(turn)
    deadlines.pass_on(petition, heir, before.to, by=by, note=words, only=came)
    deadlines.follow_subject(petition)
    follow_parts(petition)
    refresh(petition)
    return petition


def _held(referral):
    """The turn and its petition as the database holds them now: nobody accepts meanwhile what is about to go. Raises
    Conflict where somebody else changed the turn after it was read."""
    hold_batch_of(referral.petition)
    petition = Petition._base_manager.select_for_update().get(pk=referral.petition_id)
    turn = Referral._base_manager.select_for_update().filter(pk=referral.pk).first()
    if turn is None:
        raise NotNow("Lần chuyển này đã được hoàn tác.")
    turn.petition = petition
    if turn.revision != referral.revision:
        raise Conflict()
    return turn
