"""What people do with petitions and contact meetings. Each act is one transaction; its docstring lists the effects.

`by` is a user or a `System` job. `on` (or `sent_on`) dates the act and may lie in the past, so that the earlier
life of a petition can be written down afterwards, in the order in which it happened.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.people.concerning import write_concerns
from coordination.records.errors import Forbidden
from coordination.records.pointers import GATE, follow
from coordination.workflow import door
from voters import deadlines, queries
from voters.choices import PetitionStatus, Result
from voters.models import Petition, Referral, Reply, ResultChange, Verdict
from voters.rules import MEANING, judges_for, keeps_register, links_drafts, may_correct, speaks_for

TRIES = 5
"""How often a number is taken again when another clerk was faster."""


def create(record, *, by, related=None):
    """Write down a record that changes nothing but itself: a contact meeting, a batch."""
    return door.create(record, by=by, related=related)


def edit(record, *, by, related=None):
    """Save the changed fields of such a record or of a referral; no status, result or date of a fact."""
    return door.change(record, by=by, related=related)


def correct_reply(reply, *, by, related=None):
    """Save corrections of a reply: by those who speak for its body, or who keep the register."""
    if not isinstance(by, System) and not may_correct(by.acting, reply):
        raise Forbidden()
    return door.change(reply, by=by, related=related)


@transaction.atomic
def link_drafts(petition, *, by, drafts):
    """Say which draft resolutions the petition led to. Those that the person may not see stay linked; none is named in
    history, which more people read than may see the drafts."""
    if not isinstance(by, System) and not links_drafts(by, petition):
        raise Forbidden()
    linked = petition.drafts.all()
    unseen = [] if isinstance(by, System) else list(linked.exclude(pk__in=linked.visible_to(by).values("pk")))
    note = f"Gắn với {len(drafts) + len(unseen)} dự thảo nghị quyết"
    return door.change(petition, by=by, related={"drafts": [*drafts, *unseen]}, note=note)


# --- Register and classify ---------------------------------------------------------------------------------------


def register(petition, *, by, related=None):
    """Enter a petition into the register of its locality; without a code it takes the next number of the year."""
    given = bool(petition.code)
    for left in reversed(range(TRIES)):
        try:
            return _register(petition, by=by, related=related)
        except (IntegrityError, ValidationError):
            # A clerk who was a little faster is met by the database, one who was much faster by the check before it.
            if given or not left or not queries.is_taken(petition):
                raise
            petition.code = ""
    raise AssertionError("unreachable")


@transaction.atomic
def _register(petition, *, by, related):
    if petition.received_on:
        _check_not_ahead(petition.received_on, "received_on", by)
        petition.year = petition.received_on.year
    if petition.received_on and not petition.code:
        petition.number = queries.next_number(petition.locality, petition.year)
        petition.code = f"KN-{petition.year}-{petition.number:04}"
    return door.create(petition, by=by, related=related, at=_at(petition.received_on, by))


@transaction.atomic
def edit_petition(petition, *, by, related=None):
    """Save changed fields. Open duties follow a new due day; referrals, replies and verdicts follow the place."""
    due_on = Petition._base_manager.values_list("due_on", flat=True).get(pk=petition.pk)
    door.change(petition, by=by, related=related)
    if petition.due_on and petition.due_on != due_on:
        deadlines.move_reply(petition, by=by)
    deadlines.follow_subject(petition)
    _follow_parts(petition)
    return petition


def classify(petition, *, by, field, level, competent_body=None, monitor=None, due_on=None, note=""):
    """Say what it is about, who is competent and who watches over it; the proposed body does not see it yet."""
    fields = {"field": field, "level": level, "competent_body": competent_body, "monitor": monitor}
    if due_on:
        fields["due_on"] = due_on
    return door.move(petition, "classify", by=by, note=note, **fields)


@transaction.atomic
def merge(petition, *, by, lead):
    """Put a petition under the one that leads its group. It keeps its source and goes on being counted."""
    if lead.pk == petition.pk:
        raise ValidationError({"merged_into": "Không gộp một kiến nghị vào chính nó."})
    if lead.locality_id != petition.locality_id:
        raise ValidationError({"merged_into": "Chỉ gộp kiến nghị trong cùng một địa phương."})
    if lead.merged_into_id:
        raise ValidationError({"merged_into": f"{lead.code} đã gộp vào kiến nghị khác; chọn kiến nghị đứng đầu nhóm."})
    if petition.merged.exists():
        raise ValidationError({"merged_into": f"{petition.code} đang đứng đầu một nhóm; hãy gỡ nhóm trước."})
    petition.merged_into = lead
    return door.change(petition, by=by, note=f"Gộp vào {lead.code}")


def unmerge(petition, *, by):
    """Take a petition out of its group."""
    petition.merged_into = None
    return door.change(petition, by=by, note="Gỡ khỏi nhóm")


# --- Forward, accept, refuse -------------------------------------------------------------------------------------


@transaction.atomic
def forward(petition, *, by, to, supporting=(), due_on=None, number="", on=None, note=""):
    """Send it to the competent body: a referral row, and the duty to reply by the set day. Those asked see it now."""
    on = on or timezone.localdate()
    due_on = due_on or petition.due_on
    _check_day(petition, on, "on", by)
    _check_in_force(to, on)
    if due_on and due_on < on:
        raise ValidationError({"due_on": "Hạn trả lời phải từ ngày chuyển trở đi."})
    door.move(petition, "forward", by=by, note=note, at=_at(on, by), competent_body=to, due_on=due_on)
    referral = Referral(
        locality=petition.locality, petition=petition, to=to, sent_on=on, due_on=due_on, number=number.strip()
    )
    door.create(referral, by=by, related={"supporting": supporting}, consequence=True)
    deadlines.expect_reply(referral, by=by)
    _refresh(petition)
    return petition


@transaction.atomic
def accept(petition, *, by, on=None, note=""):
    """The competent body takes it on: it is in progress."""
    on = on or timezone.localdate()
    _check_day(petition, on, "on", by)
    _set_result(petition, "accept", Result.IN_PROGRESS, on, by=by, note=note)
    if referral := queries.open_referral(petition):
        referral.accepted_on = on
        door.change(referral, by=by)
    return petition


@transaction.atomic
def refuse(petition, *, by, reason, on=None):
    """Not competent: back to the council's office, which looks for the right body; nothing is owed until then."""
    on = on or timezone.localdate()
    _check_day(petition, on, "on", by)
    referral = queries.open_referral(petition)
    door.move(petition, "refuse", by=by, note=reason, at=_at(on, by), competent_body=None)
    if referral:
        referral.refused_on, referral.refusal = on, reason
        door.change(referral, by=by)
    deadlines.drop(petition, on=on, by=by, reason=f"Từ chối: {reason}")
    _refresh(petition)
    return petition


@transaction.atomic
def return_petition(petition, *, by, reason, on=None):
    """Nobody here is competent: given back with the reason; finished without an answer."""
    on = on or timezone.localdate()
    _check_day(petition, on, "on", by)
    _set_result(petition, "return", Result.RETURNED, on, by=by, note=reason)
    deadlines.drop(petition, on=on, by=by, reason=f"Trả lại: {reason}")
    return petition


# --- Reply, judge, resolve ---------------------------------------------------------------------------------------


@transaction.atomic
def reply(petition, *, by, result, text, sent_on=None, body=None, copied_to=(), evidence="", **details):
    """A reply was sent: answered from this day, with the result class it states. Closes the duty to reply; a promised
    day opens a new one. `details` are further fields of `Reply`: number, document, promised_on, told_on, told_through.
    """
    again = petition.status == PetitionStatus.ANSWERED
    body = body or petition.competent_body
    _check_speaks_for(petition, body, by)
    return _reply(
        petition,
        "reply_again" if again else "reply",
        by=by,
        result=result,
        text=text,
        sent_on=sent_on,
        body=body,
        copied_to=copied_to,
        evidence=evidence,
        **details,
    )


@transaction.atomic
def answer_on_spot(petition, *, by, result, text, body, sent_on=None):
    """It was answered at the meeting itself, before anybody had to forward it."""
    petition.competent_body = petition.competent_body or body
    return _reply(petition, "answer_on_spot", by=by, result=result, text=text, sent_on=sent_on, body=body, on_spot=True)


def _reply(petition, name, *, by, result, text, sent_on, body, copied_to=(), evidence="", **details):
    sent_on = sent_on or timezone.localdate()
    _check_day(petition, sent_on, "sent_on", by)
    answer = Reply(
        locality=petition.locality, petition=petition, body=body, sent_on=sent_on, result=result, text=text, **details
    )
    proof = {"evidence": evidence or str(answer)} if MEANING[result].resolved else {}
    _set_result(petition, name, result, sent_on, by=by, note=str(answer), **proof)
    door.create(answer, by=by, related={"copied_to": copied_to}, consequence=True)
    deadlines.replied(answer, by=by)
    if answer.promised_on:
        answer.promise = deadlines.expect_promise(answer, by=by)
        answer.save(update_fields=("promise",))
    return petition


@transaction.atomic
def judge(petition, *, by, judgement, body=None, on=None, text=""):
    """What a body thinks of the newest reply. The status stays; a bad verdict is the ground to reopen."""
    on = on or timezone.localdate()
    newest = petition.replies.order_by("-sent_on", "-id").first()
    if newest and on < newest.sent_on:
        raise ValidationError({"on": f"Trả lời được gửi ngày {screen(newest.sent_on)}; đánh giá từ ngày ấy trở đi."})
    _check_not_ahead(on, "on", by)
    body = body or by.acting.body
    _check_judges_for(body, by)
    verdict = Verdict(
        locality=petition.locality,
        petition=petition,
        reply=newest,
        body=body,
        on=on,
        judgement=judgement,
        text=text,
    )
    closed = petition.status == PetitionStatus.FINISHED
    door.move(petition, "judge_again" if closed else "judge", by=by, note=str(verdict), at=_at(on, by))
    door.create(verdict, by=by, consequence=True)
    return petition


@transaction.atomic
def resolve(petition, *, by, evidence, on=None):
    """Done, with evidence: resolved and finished from this day; everything owed for it, promises too, is kept."""
    on = on or timezone.localdate()
    _check_day(petition, on, "on", by)
    _set_result(petition, "resolve", Result.RESOLVED, on, by=by, note=evidence, evidence=evidence)
    deadlines.fulfil(petition, on=on, by=by, evidence=evidence)
    return petition


@transaction.atomic
def reopen(petition, *, by, on=None, due_on=None, note=""):
    """The answer misses the point: in progress again, still answered, not finished. A new day gives a new duty."""
    on = on or timezone.localdate()
    _check_day(petition, on, "on", by)
    if due_on and due_on < on:
        raise ValidationError({"due_on": "Hạn mới phải từ ngày mở lại trở đi."})
    fields = {"due_on": due_on} if due_on else {}
    _set_result(petition, "reopen", Result.IN_PROGRESS, on, by=by, note=note, evidence="", **fields)
    deadlines.clarify(petition, on=on, due_on=due_on, by=by)
    return petition


@transaction.atomic
def finish(petition, *, by, on=None, note=""):
    """Nothing more is owed and nobody objects: the file is closed."""
    on = on or timezone.localdate()
    _check_day(petition, on, "on", by)
    door.move(petition, "finish", by=by, note=note, at=_at(on, by))
    _remember(petition, "finish", on)
    deadlines.fulfil(petition, on=on, by=by, evidence=note or "Kết thúc theo dõi kiến nghị.")
    return petition


# --- Contact meetings --------------------------------------------------------------------------------------------


def hold_meeting(meeting, *, by, **counted):
    """It took place: the numbers of the minutes (`held_on`, `attending`, `opinions` …) are kept with it."""
    return door.move(meeting, "hold", by=by, **counted)


def cancel_meeting(meeting, *, by, reason):
    """It will not take place; the reason stays in the history."""
    return door.move(meeting, "cancel", by=by, note=reason)


def replan_meeting(meeting, *, by, note=""):
    """Back on the plan."""
    return door.move(meeting, "replan", by=by, note=note)


# --- Inside ------------------------------------------------------------------------------------------------------


def _set_result(petition, name, result, on: date, *, by, note="", **fields) -> None:
    """Move the status, set the facts that the result class states, and keep the day for questions about the past."""
    meaning = MEANING[result]
    facts = {
        "result": result,
        "answered_on": petition.answered_on or (on if meaning.answered else None),
        "resolved_on": (petition.resolved_on or on) if meaning.resolved else None,
        "finished_on": (petition.finished_on or on) if meaning.finished else None,
    }
    door.move(petition, name, by=by, note=note, at=_at(on, by), **facts, **fields)
    _remember(petition, name, on)


def _remember(petition, name, on: date) -> None:
    """The result that holds from a day on, and the step that led to it."""
    ResultChange.objects.create(petition=petition, on=on, result=petition.result, step=name)


def _at(on: date | None, by):
    """When history says it happened: a loader tells the day of the act, of a person it is known when they did it."""
    return queries.noon(on) if on and isinstance(by, System) else None


def _refresh(petition) -> None:
    """Whom the petition concerns has changed: the same holds for its referrals, replies and verdicts."""
    write_concerns(petition)
    for part in _parts(petition):
        write_concerns(part)


def _follow_parts(petition) -> None:
    """The parts take over gate and concerns of an edited petition."""
    for part in _parts(petition):
        gate = {name: getattr(part, name) for name in GATE}
        part.petition = petition
        part.save()
        if gate != {name: getattr(part, name) for name in GATE}:
            follow(part)
        write_concerns(part)


def _parts(petition):
    return [*petition.referrals.all(), *petition.replies.all(), *petition.verdicts.all()]


def _check_not_ahead(day: date, field: str, by) -> None:
    """People write down what has happened."""
    if not isinstance(by, System) and day > timezone.localdate():
        raise ValidationError({field: "Ngày này chưa tới."})


def _check_day(petition, day: date, field: str, by) -> None:
    """An act lies after the receipt and after the last result, so that the history of a day can be trusted."""
    _check_not_ahead(day, field, by)
    if day < petition.received_on:
        raise ValidationError({field: f"Trước ngày nhận kiến nghị ({screen(petition.received_on)})."})
    last = petition.result_changes.order_by("-on", "-id").first()
    if last and day < last.on:
        words = last.get_result_display().lower()
        raise ValidationError({field: f"Trước lần ghi kết quả gần nhất ({words}, {screen(last.on)})."})


def _check_speaks_for(petition, body, by) -> None:
    """Nobody replies in another body's name, except the office that keeps the register and notes what it received."""
    if isinstance(by, System) or keeps_register(by.acting, petition.locality_id) or speaks_for(by.acting, body):
        return
    raise ValidationError({"body": f"Chỉ trả lời thay cơ quan mình; {body} tự trả lời hoặc văn phòng HĐND ghi giúp."})


def _check_judges_for(body, by) -> None:
    """Nobody judges in another body's name."""
    if not isinstance(by, System) and not judges_for(by.acting, body):
        raise ValidationError({"body": f"Chỉ đánh giá thay cơ quan mình; {body} tự đánh giá."})


def _check_in_force(body, on: date) -> None:
    """Nothing is forwarded to a body that does not exist any more."""
    end = min((day for day in (body.valid_to, body.locality.valid_to) if day), default=None)
    if end and end < on:
        heir = f" Cơ quan kế thừa: {body.successor}." if body.successor_id else ""
        raise ValidationError({"to": f"{body} đã kết thúc ngày {screen(end)}.{heir}"})
