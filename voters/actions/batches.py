"""What people do with batches: put together, asked about, agreed, sent."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.lib.dates import screen
from coordination.lib.numbers import vi
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from sessions.queries import standing_of
from voters import deadlines, queries
from voters.actions import notifying
from voters.actions.common import check_not_ahead, hold_batch, hold_batch_of, moment
from voters.actions.petitions import register
from voters.actions.referrals import forward
from voters.choices import BatchStatus, PetitionStatus
from voters.models import BatchOpinion, Petition
from voters.rules import keeps_batch, speaks_for

NAMED = 5
"""Petitions that a refusal names."""


@transaction.atomic
def edit_batch(batch, *, by, related=None):
    """Save its changed fields. Whom it goes to is part of what others are asked about, and agree to."""
    stored = hold_batch(batch.pk)
    _check_keeps(by, stored)
    fixed = not isinstance(by, System) and stored.status != BatchStatus.SYNTHESISING
    if fixed and batch.addressee_id != stored.addressee_id:
        words = stored.get_status_display().lower()
        raise ValidationError({"addressee": f"Đợt {words}: tổng hợp lại rồi mới đổi nơi gửi."})
    return door.change(batch, by=by, related=related)


# --- What is in it ---------------------------------------------------------------------------------------------------


@transaction.atomic
def put_in(petition, *, by, batch):
    """Into a batch that is being put together."""
    batch = hold_batch(batch.pk)
    _check_may(by, Permission.PETITION_REGISTER, batch)
    _check_keeps(by, batch)
    if batch.status != BatchStatus.SYNTHESISING:
        raise NotNow(f"Đợt “{batch}” {batch.get_status_display().lower()}: không nhận thêm kiến nghị.")
    if petition.locality_id != batch.locality_id:
        raise NotNow("Kiến nghị thuộc sổ của địa phương khác.")
    if petition.batch_id:
        raise NotNow(f"Đã ở trong đợt “{petition.batch}”.")
    if petition.status != PetitionStatus.NEW:
        raise NotNow(f"Đang ở trạng thái “{petition.get_status_display()}”, không còn chờ tổng hợp.")
    if petition.merged_into_id:
        raise NotNow(f"Đã gộp vào {petition.merged_into.code}: đưa kiến nghị ấy vào đợt.")
    petition.batch = batch
    return door.change(petition, by=by, note=f"Đưa vào đợt “{batch}”")


@transaction.atomic
def take_out(petition, *, by, reason=""):
    """Out of its batch: back to those that wait for a synthesis. While others are asked only what an objection names
    goes: so the objection is met."""
    hold_batch_of(petition)
    _check_may(by, Permission.PETITION_REGISTER, petition.batch or petition)
    _check_keeps(by, petition.batch)
    if why_not := queries.why_not_taken_out(petition):
        raise NotNow(why_not)
    return _take_out(petition, reason, by=by)


def _take_out(petition, reason: str, *, by):
    words = f"Bỏ khỏi đợt “{petition.batch}”"
    petition.batch = None
    return door.change(petition, by=by, note=f"{words}: {reason}" if reason else words)


# --- Opinions and agreement ------------------------------------------------------------------------------------------


@transaction.atomic
def ask_batch(batch, *, by, bodies, due_on=None, on=None, note=""):
    """Ask the Front and delegate groups what they think of it; with a day each owes its opinion.

    Whoever objected may be asked once more: the earlier opinion then belongs to the past.
    """
    on = on or timezone.localdate()
    check_not_ahead(on, "on", by)
    if due_on and due_on < on:
        raise ValidationError({"due_on": "Hạn cho ý kiến phải từ ngày hỏi trở đi."})
    bodies = list(bodies)
    hold_batch(batch.pk)
    _put_aside(batch, bodies, by=by)
    step = "ask_more" if batch.status == BatchStatus.ASKED else "ask"
    names = ", ".join(str(body) for body in bodies)
    door.move(batch, step, by=by, note=f"Hỏi {names}. {note}".rstrip(". ") + ".", at=moment(on, by))
    for body in bodies:
        opinion = BatchOpinion(locality=batch.locality, batch=batch, body=body, asked_on=on, due_on=due_on)
        door.create(opinion, by=by, consequence=True)
        deadlines.expect_opinion(opinion, by=by)
    _refresh(batch)
    return batch


def _put_aside(batch, bodies, *, by) -> None:
    """Objections of those who are asked again belong to the past; nobody is asked twice for the same."""
    said = {row.body_id: row for row in queries.opinions_now(batch)}
    again = [said[body.pk] for body in bodies if body.pk in said]
    if waiting := [str(row.body) for row in again if row.agrees is not False]:
        raise ValidationError({"bodies": f"Đã hỏi, đang chờ hoặc đã thống nhất: {', '.join(waiting)}."})
    for opinion in again:
        opinion.is_past = True
        door.change(opinion, by=by, note="Hỏi lại")


@transaction.atomic
def give_opinion(opinion, *, by, related=None):
    """What a body says of the batch, itself or (a delegate group) through the council's office; may be put better
    while others are still asked. Closes the duty."""
    opinion.batch = hold_batch(opinion.batch_id)
    _check_speaks_for(opinion, by)
    _check_open(opinion)
    opinion.answered_on = opinion.answered_on or timezone.localdate()
    check_not_ahead(opinion.answered_on, "answered_on", by)
    if opinion.answered_on < opinion.asked_on:
        raise ValidationError({"answered_on": f"Hỏi ngày {screen(opinion.asked_on)}: ý kiến có từ ngày ấy trở đi."})
    if opinion.agrees is None:
        raise ValidationError({"agrees": "Ghi thống nhất hay không."})
    if not opinion.agrees and not opinion.text.strip():
        raise ValidationError({"text": "Không thống nhất thì ghi rõ vì sao."})
    named = [] if opinion.agrees else list((related or {}).get("petitions", opinion.petitions.all()))
    if strangers := [petition.code for petition in named if petition.batch_id != opinion.batch_id]:
        raise ValidationError({"petitions": f"Không ở trong đợt: {', '.join(strangers)}."})
    if opinion.agrees:
        opinion.reply, opinion.replied_on = "", None
    door.change(opinion, by=by, related={"petitions": named}, note="Cho ý kiến")
    deadlines.opinion_given(opinion, by=by)
    _note(opinion, f"{opinion.body}: {opinion.state[1].lower()}. {opinion.text}", by=by)
    notifying.opinion_given(opinion, by=by)
    return opinion


@transaction.atomic
def answer_objection(opinion, *, by, related=None):
    """Why the batch stays as it is: the office's answer to an objection."""
    opinion.batch = hold_batch(opinion.batch_id)
    _check_may(by, Permission.PETITION_FORWARD, opinion)
    _check_open(opinion)
    if opinion.agrees is not False:
        raise NotNow(f"{opinion.body} chưa có ý kiến khác nào.")
    if not opinion.reply.strip():
        raise ValidationError({"reply": "Ghi giải trình, tiếp thu thế nào."})
    opinion.replied_on = opinion.replied_on or timezone.localdate()
    door.change(opinion, by=by, note="Giải trình ý kiến khác")
    _note(opinion, f"Giải trình ý kiến của {opinion.body}: {opinion.reply}", by=by)
    notifying.objection_answered(opinion, by=by)
    return opinion


def _note(opinion, words: str, *, by) -> None:
    """The history of the batch says it too: it is what the agreement rests on."""
    log.record(EventKind.CHANGED, opinion.batch, by=by, note=words.strip())


@transaction.atomic
def agree_batch(batch, *, by, on=None, note=""):
    """All who were asked agree, or their objections were met or explained: who agreed, and on which day, is kept for
    reports. Over an objection that stands opinions are closed; nobody says that all agree."""
    on = on or timezone.localdate()
    check_not_ahead(on, "on", by)
    hold_batch(batch.pk)  # no objection comes in between the count of opinions and the agreement
    rows = queries.opinions_now(batch)
    last = max((row.answered_on for row in rows if row.answered_on), default=None)
    if last and on < last:
        raise ValidationError({"on": f"Ý kiến cuối cùng có ngày {screen(last)}."})
    agreed = [row.body for row in rows if row.agrees or row.is_met]
    step = "settle" if batch.objectors else "agree"
    door.move(batch, step, by=by, note=note, at=moment(on, by), related={"agreed_with": agreed}, agreed_on=on)
    notifying.batch_moved(batch, [row.body for row in rows], by=by)
    return batch


@transaction.atomic
def rework(batch, *, by, reason):
    """Put together anew: opinions belong to the past, nobody owes one any more."""
    hold_batch(batch.pk)
    rows = queries.opinions_now(batch)
    door.move(batch, "rework", by=by, note=reason, related={"agreed_with": []}, agreed_on=None)
    for opinion in rows:
        opinion.is_past = True
        door.change(opinion, by=by, note="Tổng hợp lại")
        deadlines.drop_opinion(opinion, on=timezone.localdate(), by=by, reason=f"Tổng hợp lại: {reason}")
    _refresh(batch)
    return batch


# --- Dispatch --------------------------------------------------------------------------------------------------------


@transaction.atomic
def dispatch(
    batch, *, by, dispatch_number, dispatched_on=None, document=None, due_on=None, answer_by=None, leave_out=(), note=""
):
    """Send it: every petition goes to its competent body with the number of the dispatch, or none does.

    What cannot go hinders the whole, unless it is left out by choice (`leave_out`: back to the next synthesis).
    Petitions without a day still ahead take `due_on`; each is to be accepted or refused by `answer_by`. Of a batch to
    the level above, what belongs there enters its register.
    """
    on = dispatched_on or timezone.localdate()
    check_not_ahead(on, "dispatched_on", by)
    if batch.agreed_on and on < batch.agreed_on:
        raise ValidationError({"dispatched_on": f"Đợt thống nhất ngày {screen(batch.agreed_on)}; gửi từ ngày ấy."})
    if due_on and due_on < on:
        raise ValidationError({"due_on": "Hạn trả lời phải từ ngày gửi trở đi."})
    if answer_by and answer_by < on:
        raise ValidationError({"answer_by": "Hạn nhận hoặc từ chối phải từ ngày gửi trở đi."})
    hold_batch(batch.pk)
    fields = {"dispatch_number": dispatch_number.strip(), "dispatched_on": on, "document": document}
    door.move(batch, "dispatch", by=by, note=note, at=moment(on, by), **fields)
    plan = queries.dispatch_plan(batch, on)
    left = {petition.pk for petition in leave_out}
    _check_sendable(plan, left)
    if due_on is None and any(petition.due_on for petition in plan.without_day):
        raise ValidationError({"due_on": "Có kiến nghị đã hết hạn trước ngày gửi: ghi hạn trả lời mới."})
    fresh_day = {petition.pk for petition in plan.without_day}
    for petition, reason in plan.blocked:
        _take_out(petition, reason, by=by)
    _check_accepted_first(plan, due_on, answer_by, by)
    upward = {petition.pk for petition in plan.up}
    for body, petitions in plan.to:
        for petition in petitions:
            day = due_on if petition.pk in fresh_day else petition.due_on
            forward(petition, by=by, to=body, due_on=day, answer_by=answer_by, number=batch.dispatch_number, on=on)
            if petition.pk in upward:
                arrive(petition, to=body, on=on, by=by)
    _refresh(batch)
    notifying.batch_moved(batch, [row.body for row in queries.opinions_now(batch)], by=by)
    return batch


def _check_accepted_first(plan, due_on, answer_by, by) -> None:
    """No petition of a batch would have to be answered before it is to be accepted or refused."""
    fresh_day = {petition.pk for petition in plan.without_day}
    days = {row: due_on if row.pk in fresh_day else row.due_on for row in plan.ready}
    early = [row for row, day in days.items() if answer_by and day and day < answer_by]
    if early and not isinstance(by, System):
        words = "; ".join(f"{row.case_code} {screen(days[row])}" for row in early[:NAMED])
        more = f" … và {vi(len(early) - NAMED)} kiến nghị nữa" if len(early) > NAMED else ""
        raise ValidationError({"answer_by": f"Sau hạn trả lời của {vi(len(early))} kiến nghị: {words}{more}."})


def _check_sendable(plan, left: set[int]) -> None:
    hindering = [(petition, why) for petition, why in plan.blocked if petition.pk not in left]
    if hindering:
        words = "; ".join(f"{petition.case_code}: {why}" for petition, why in hindering[:NAMED])
        more = f" … và {vi(len(hindering) - NAMED)} kiến nghị nữa." if len(hindering) > NAMED else ""
        way_out = f"{vi(len(hindering))} kiến nghị chưa gửi được: chọn để lại, hoặc tổng hợp lại để sửa."
        raise ValidationError({"leave_out": f"{way_out} {words}{more}"})
    if not plan.ready:
        raise ValidationError("Không có kiến nghị nào để gửi.")


def arrive(source, *, to, on, by):
    """A petition of the level below enters the register of the level above, which `to` belongs to; both stay tied.

    The name of the voter stays below; so do meeting, session and batch, which are of the place below.
    """
    kept = ("kind", "origin", "title", "content", "place_detail", "field", "level", "urgent", "raised_by")
    kept += ("times_raised", "first_raised", "earlier_history", "confidential")
    petition = Petition(
        locality=to.locality,
        received_on=on,
        place=source.place or source.locality,
        came_from=source,
        sent_through=standing_of(source.locality),
        **{name: getattr(source, name) for name in kept},
    )
    return register(petition, by=by, consequence=True)


# --- Who may ---------------------------------------------------------------------------------------------------------


def _refresh(batch) -> None:
    """Whom the batch concerns has changed: the same holds for the opinions about it."""
    write_concerns(batch)
    for opinion in batch.opinions.select_related("body"):
        opinion.batch = batch
        write_concerns(opinion)


def _check_may(by, permission, record) -> None:
    if not isinstance(by, System) and not by.can(permission, record):
        raise Forbidden()


def _check_keeps(by, batch) -> None:
    """Whoever is asked about a batch does not change it."""
    if batch and not isinstance(by, System) and not keeps_batch(by.acting, batch):
        raise Forbidden("Đợt này của cơ quan khác: cho ý kiến về đợt thay vì sửa.")


def _check_speaks_for(opinion, by) -> None:
    """Nobody gives the opinion of another side; for a delegate group the council's office speaks."""
    if isinstance(by, System) or speaks_for(by.acting, opinion.body):
        return
    raise Forbidden(f"{opinion.body} tự cho ý kiến của mình.")


def _check_open(opinion) -> None:
    if opinion.is_past or opinion.batch.status != BatchStatus.ASKED:
        raise NotNow("Lần lấy ý kiến này đã khép lại.")
