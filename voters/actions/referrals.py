"""What people do with referrals."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.lib.dates import screen
from coordination.notices.actions import tell
from coordination.people.choices import BodyKind
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from voters import competence, deadlines, queries
from voters.actions import notifying
from voters.actions.common import check_day, check_not_ahead, hold_batch_of, moment, refresh, set_result
from voters.actions.routing import name_right_body
from voters.choices import JurisdictionLevel, PetitionStatus, Result
from voters.models import Contribution, Referral
from voters.queries.succession import why_ended
from voters.rules import speaks_for
from voters.workflow.assigning import (
    is_inherited,
    may_recall,
    may_settle,
    why_not_contribute,
    why_not_recall,
    why_not_settle,
)


@transaction.atomic
def forward(petition, *, by, to, supporting=(), due_on=None, answer_by=None, through=None, number="", on=None, note=""):
    """Send it to the competent body: a referral row, and the duty to reply by the set day. Those asked see it now.

    `answer_by` is the set day to accept or refuse, a duty of its own; `through` hands it on (the delegation, upwards).
    The level of competence follows the body; what a file says of the past stays as it says.
    """
    on = on or timezone.localdate()
    due_on = due_on or petition.due_on
    check_day(petition, on, "on", by)
    _check_all_in_force(to, supporting, on)
    if not isinstance(by, System):
        _check_once(to, supporting)
    if due_on and due_on < on:
        raise ValidationError({"due_on": DUE_BEFORE})
    _check_accepted_first(answer_by, due_on, by)
    hold_batch_of(petition)
    level = petition.level if isinstance(by, System) else competence.fitting(to, petition.level)
    if petition.level and level != petition.level:
        words = f"Cấp thẩm quyền theo cơ quan nhận: {JurisdictionLevel(level).label}."
        note = f"{note} {words}".strip()
    door.move(petition, "forward", by=by, note=note, at=moment(on, by), competent_body=to, level=level, due_on=due_on)
    referral = Referral(petition=petition, to=to, through=through, sent_on=on, due_on=due_on, answer_by=answer_by)
    _send(referral, number, supporting, by=by)
    return petition


DUE_BEFORE = "Hạn trả lời phải từ ngày chuyển trở đi."


def why_not_accepted_first(answer_by, due_on) -> str:
    """That it would have to be answered before it is to be accepted or refused, or nothing."""
    if not answer_by or not due_on or answer_by <= due_on:
        return ""
    return f"Hạn nhận hoặc từ chối ({screen(answer_by)}) sau hạn trả lời ({screen(due_on)})."


def _check_accepted_first(answer_by, due_on, by) -> None:
    why = why_not_accepted_first(answer_by, due_on)
    if why and not isinstance(by, System):
        raise ValidationError({"answer_by": why})


def why_not_as_classified(petition, *, on, due_on=None, answer_by=None) -> str:
    """Why it cannot go to the body that it was classified for, or nothing; without a day of its own and `due_on` there
    is none to answer by."""
    if petition.competent_body is None:
        return "Chưa chọn cơ quan giải quyết."
    if ended := why_ended(petition.competent_body, on):
        return ended
    due_on = due_on or petition.due_on
    if due_on is None:
        return "Chưa có hạn trả lời."
    return DUE_BEFORE if due_on < on else why_not_accepted_first(answer_by, due_on)


def forward_as_classified(petition, *, by, due_on=None, answer_by=None, number="", on=None):
    """To the body that it was classified for, by a day that is known."""
    why = why_not_as_classified(petition, on=on or timezone.localdate(), due_on=due_on, answer_by=answer_by)
    if why:
        raise NotNow(why)
    days = {"due_on": due_on, "answer_by": answer_by, "on": on}
    return forward(petition, by=by, to=petition.competent_body, number=number, **days)


@transaction.atomic
def assign(petition, *, by, to, supporting=(), due_on=None, answer_by=None, number="", on=None, note=""):
    """The committee gives it to one of its bodies to lead, others support. What the committee itself owes stays open; a
    day after that one is kept as said and pointed out."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    outer = queries.open_referral(petition)
    if outer is None:
        raise NotNow("Chưa có lần chuyển nào đang mở để giao tiếp.")
    _check_all_in_force(to, supporting, on)
    _check_assignable(outer, to, supporting)
    due_on = due_on or petition.due_on
    if due_on and due_on < on:
        raise ValidationError({"due_on": "Hạn trả lời phải từ ngày giao trở đi."})
    _check_accepted_first(answer_by, due_on, by)
    inner = Referral(petition=petition, under=outer, to=to, sent_on=on, due_on=due_on, answer_by=answer_by)
    later = f"Hạn giao sau hạn trả lời chung ({screen(petition.due_on)})." if inner.is_beyond else ""
    words = " ".join(part for part in (f"Giao {to} chủ trì.", later, note) if part)
    again = petition.status == PetitionStatus.REOPENED
    door.move(petition, "assign_again" if again else "assign", by=by, note=words, at=moment(on, by))
    _send(inner, number, supporting, by=by)
    return petition


def _send(referral, number, supporting, *, by) -> None:
    """Write the referral and open what it owes; those asked see the petition from now on."""
    referral.locality, referral.number = referral.petition.locality, number.strip()
    door.create(referral, by=by, related={"supporting": supporting}, consequence=True)
    referral.duty = deadlines.expect_reply(referral, by=by)
    referral.answer_duty = deadlines.expect_answer(referral, by=by)
    referral.save(update_fields=("duty", "answer_duty"))
    refresh(referral.petition)


@transaction.atomic
def accept(petition, *, by, on=None, note="", consequence=False):
    """The competent body takes it on: it is in progress. `consequence`: it was answered elsewhere already."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    if not consequence:
        _check_taker(petition.competent_body, on, by)
    set_result(petition, "accept", Result.IN_PROGRESS, on, by=by, note=note, consequence=consequence)
    if referral := queries.open_referral(petition):
        referral.accepted_on = on
        door.change(referral, by=by)
        deadlines.settled(referral, on=on, by=by, evidence=f"Nhận giải quyết ngày {screen(on)}.")
    return petition


@transaction.atomic
def refuse(petition, *, by, reason, on=None, right_body=None):
    """Not competent: back to the council's office, which looks for the right body; nothing is owed until then.

    `right_body` is who is competent, if the refuser knows.
    """
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    door.move(petition, "refuse", by=by, note=reason, at=moment(on, by), competent_body=None)
    return given_back(petition, by=by, reason=reason, on=on, right_body=right_body)


def given_back(petition, *, by, reason, on, right_body=None):
    """What follows when nobody has it any more: the referral says why, whoever forwarded it hears, nothing is owed. One
    that had been taken on counts as refused; that it was taken on stands in the history, and the day in the results."""
    referral = queries.open_referral(petition)
    if referral:
        name_right_body(referral, right_body)
        referral.accepted_on, referral.refused_on, referral.refusal = None, on, reason
        door.change(referral, by=by)
        deadlines.settled(referral, on=on, by=by, evidence=f"Từ chối ngày {screen(on)}: {reason}")
        notifying.refused(referral, by=by)
    deadlines.drop(petition, on=on, by=by, reason=f"Từ chối: {reason}")
    refresh(petition)
    return petition


# --- What was assigned on ------------------------------------------------------------------------------------------


@transaction.atomic
def accept_assigned(referral, *, by, on=None, note=""):
    """The body it was assigned to takes it on: it may answer now. Or a successor takes on what it inherited."""
    on = _settling(referral, on, by)
    _check_taker(referral.to, on, by)
    referral.accepted_on = on
    door.change(referral, by=by, note=note)
    deadlines.settled(referral, on=on, by=by, evidence=f"Nhận việc ngày {screen(on)}.")
    _tell(referral, f"{referral.to} nhận việc {'kế thừa' if is_inherited(referral) else 'được giao'}.", by=by)
    return referral.petition


@transaction.atomic
def refuse_assigned(referral, *, by, reason, on=None, right_body=None):
    """Not theirs: back to the committee that assigned it, with the reason; the petition stays with the committee."""
    if is_inherited(referral):
        raise NotNow("Việc kế thừa không từ chối ở đây: báo nơi chuyển nếu không đúng thẩm quyền.")
    on = _settling(referral, on, by)
    name_right_body(referral, right_body)
    referral.refused_on, referral.refusal = on, reason
    door.change(referral, by=by)
    deadlines.settled(referral, on=on, by=by, evidence=f"Từ chối ngày {screen(on)}: {reason}")
    deadlines.drop_assigned(referral, on=on, by=by, reason=f"Từ chối: {reason}")
    _tell(referral, f"{referral.to} từ chối việc được giao: {reason}", by=by)
    return referral.petition


@transaction.atomic
def recall_assigned(referral, *, by, reason, on=None):
    """The committee takes back what it assigned, to give it elsewhere or to answer itself; it is no refusal."""
    on = on or timezone.localdate()
    check_not_ahead(on, "on", by)
    if not isinstance(by, System) and not may_recall(by, referral):
        raise Forbidden()
    if why := why_not_recall(referral):
        raise NotNow(why)
    referral.recalled_on = on
    door.change(referral, by=by, note=reason)
    deadlines.settled(referral, on=on, by=by, evidence="Cơ quan giao đã thu hồi.")
    deadlines.drop_assigned(referral, on=on, by=by, reason=f"Thu hồi: {reason}")
    log.record(
        EventKind.CHANGED,
        referral.petition,
        by=by,
        note=f"{referral.under.to} thu hồi việc giao {referral.to}: {reason}",
    )
    tell(referral.to, f"Thu hồi việc giao: {referral.petition.public_title}", by=by, about=referral.petition)
    return referral.petition


@transaction.atomic
def contribute(referral, *, by, body, text, on=None, document=None):
    """A supporting body hands in what the lead needs for the answer."""
    on = on or timezone.localdate()
    check_not_ahead(on, "on", by)
    if on < referral.sent_on:
        raise ValidationError({"on": f"Trước ngày chuyển ({screen(referral.sent_on)})."})
    if not referral.supporting.filter(pk=body.pk).exists():
        raise ValidationError({"body": f"{body} không phải cơ quan phối hợp của lần chuyển này."})
    if not isinstance(by, System) and not (
        by.can(Permission.PETITION_ANSWER, referral) and speaks_for(by.acting, body)
    ):
        raise Forbidden()
    if why := why_not_contribute(referral):
        raise NotNow(why)
    row = Contribution(
        locality=referral.locality,
        petition=referral.petition,
        referral=referral,
        body=body,
        on=on,
        text=text,
        document=document,
    )
    door.create(row, by=by, consequence=True)
    log.record(EventKind.CHANGED, referral.petition, by=by, note=str(row))
    return referral.petition


def _settling(referral, on, by) -> date:
    """The day on which an assigned body says whether it takes it on, once it is theirs and still to be said."""
    on = on or timezone.localdate()
    check_not_ahead(on, "on", by)
    if on < referral.sent_on:
        raise ValidationError({"on": f"Trước ngày giao ({screen(referral.sent_on)})."})
    if not isinstance(by, System) and not may_settle(by, referral):
        raise Forbidden()
    if why := why_not_settle(referral):
        raise NotNow(why)
    return on


def _check_taker(body, on: date, by) -> None:
    """A body that has ended takes nothing on; what a loader tells of the past stays as told."""
    if body and not isinstance(by, System) and (ended := why_ended(body, on)):
        raise ValidationError({"on": ended})


def _tell(referral, words: str, *, by) -> None:
    """The petition's history says it, and whoever assigned it hears of it."""
    petition = referral.petition
    log.record(EventKind.CHANGED, petition, by=by, note=words)
    if referral.under_id:
        tell(referral.under.to, f"{petition.public_title}: {words}", by=by, about=petition)


def _check_assignable(outer, to, supporting) -> None:
    """A committee gives work to its own bodies, to committees below it and to bodies that are on no side."""
    for field, bodies in (("to", [to]), ("supporting", supporting)):
        if any(body.pk == outer.to_id for body in bodies):
            raise ValidationError({field: f"{outer.to} là nơi giao; chọn cơ quan khác."})
        for body in bodies:
            side = body.principal
            if side.kind in (BodyKind.COUNCIL, BodyKind.FRONT) and side.pk != outer.to.principal.pk:
                raise ValidationError({field: f"{outer.to} không giao việc cho {body}."})
    _check_once(to, supporting)


def _check_once(to, supporting) -> None:
    """A body leads or supports."""
    if any(body.pk == to.pk for body in supporting):
        raise ValidationError({"supporting": f"{to} đã là cơ quan chủ trì."})


def _check_all_in_force(to, supporting, on: date) -> None:
    """Nothing is forwarded to a body that does not exist any more, neither to lead nor to support."""
    for field, bodies in (("to", (to,)), ("supporting", supporting)):
        for body in bodies:
            if ended := why_ended(body, on):
                raise ValidationError({field: ended})
