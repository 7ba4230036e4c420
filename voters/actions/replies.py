"""What people do with replies and verdicts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.notices.actions import tell
from coordination.records.errors import Forbidden
from coordination.workflow import door
from sessions.queries import standing_of
from voters import deadlines, queries
from voters.actions import notifying
from voters.actions.common import check_day, check_not_ahead, hold_batch_of, moment, remember, set_result
from voters.actions.following import follow_all
from voters.actions.referrals import accept
from voters.choices import Judgement, PetitionStatus, Result
from voters.models import Reply, Verdict
from voters.queries.succession import why_ended
from voters.rules import MEANING, judges_for, keeps_register, may_correct, speaks_for, unplanned, unproven


def correct_reply(reply, *, by, related=None):
    """Save corrections of a reply: by those who speak for its body, or who keep the register."""
    if not isinstance(by, System) and not may_correct(by.acting, reply):
        raise Forbidden()
    check_told(reply.told_on, by)
    if not isinstance(by, System) and (wrong := unplanned(reply.result, reply.promised_on, reply.roadmap)):
        raise ValidationError(wrong)
    return door.change(reply, by=by, related=related)


@transaction.atomic
def reply(petition, *, by, result, text, sent_on=None, body=None, copied_to=(), evidence="", cleared=False, **details):
    """A reply was sent: answered from this day, with the result class it states. Closes the duty to reply; a promised
    day opens a new one. `details` are further fields of `Reply`: number, document, promised_on, roadmap, told_on,
    told_through. `cleared`: it comes of a draft that a leader cleared, so whoever speaks for the body sends it; noting
    an answer at once is for those whom the table of steps names.
    """
    again = petition.status == PetitionStatus.ANSWERED
    body = body or answering_body(petition, by)
    _check_speaks_for(petition, body, by)
    check_told(details.get("told_on"), by)
    check_whole(petition, by, result, body=body, evidence=evidence, **details)
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
        cleared=cleared,
        **details,
    )


NEEDS_NUMBER = "Địa phương này yêu cầu trả lời bằng văn bản: ghi số, ký hiệu hoặc chọn văn bản đã vào sổ."


def check_told(told_on, by) -> None:
    """Voters are told on a day that has come."""
    if told_on:
        check_not_ahead(told_on, "told_on", by)


def answering_body(petition, by):
    """In whose name one answers: the body that it was assigned to, where one speaks for it, else the competent one."""
    if isinstance(by, System) or speaks_for(by.acting, petition.competent_body):
        return petition.competent_body
    bodies = queries.answering_bodies_of(petition)
    return next((body for body in bodies if speaks_for(by.acting, body)), petition.competent_body)


def check_whole(
    petition, by, result, *, body=None, evidence="", promised_on=None, roadmap="", number="", document=None, **_rest
) -> None:
    """What people answer says what is still to be done, or shows that it is done; with which document, where the
    locality asks for it, or where the office notes what another body sent it on paper."""
    if isinstance(by, System):
        return
    wrong = unplanned(result, promised_on, roadmap) | unproven(result, evidence)
    if not (number.strip() or document):
        if queries.needs_document(petition.locality_id):
            wrong["number"] = NEEDS_NUMBER
        elif body and not speaks_for(by.acting, body):
            wrong["number"] = f"Ghi giúp {body}: ghi số, ký hiệu văn bản trả lời hoặc chọn văn bản đã vào sổ."
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def answer_on_spot(petition, *, by, result, text, body, sent_on=None, evidence="", promised_on=None, roadmap=""):
    """It was answered at the meeting itself, before anybody had to forward it; no document is asked for.

    `body` is who answered there; whoever writes it down stands beside it in the history, and speaks for nobody.
    """
    sent_on = sent_on or timezone.localdate()
    if not isinstance(by, System):
        wrong = unplanned(result, promised_on, roadmap) | unproven(result, evidence)
        if ended := why_ended(body, sent_on):
            wrong["body"] = ended
        if wrong:
            raise ValidationError(wrong)
    hold_batch_of(petition)
    petition.competent_body = petition.competent_body or body
    return _reply(
        petition,
        "answer_on_spot",
        by=by,
        result=result,
        text=text,
        sent_on=sent_on,
        body=body,
        evidence=evidence,
        noted="" if isinstance(by, System) else f", {body} trả lời tại hội nghị, {by.acting.body} ghi lại",
        on_spot=True,
        promised_on=promised_on,
        roadmap=roadmap,
    )


def _reply(
    petition,
    name,
    *,
    by,
    result,
    text,
    sent_on,
    body,
    copied_to=(),
    evidence="",
    noted="",
    consequence=False,
    cleared=False,
    **details,
):
    sent_on = sent_on or timezone.localdate()
    check_day(petition, sent_on, "sent_on", by)
    answer = Reply(
        locality=petition.locality, petition=petition, body=body, sent_on=sent_on, result=result, text=text, **details
    )
    proof = {"evidence": evidence or str(answer)} if MEANING[result].resolved else {}
    set_result(
        petition, name, result, sent_on, by=by, note=f"{answer}{noted}", consequence=consequence or cleared, **proof
    )
    door.create(answer, by=by, related={"copied_to": copied_to}, consequence=True)
    deadlines.replied(answer, by=by)
    if answer.promised_on and not consequence:  # what follows promises nothing more: the reply above did
        answer.promise = deadlines.expect_promise(answer, by=by)
        answer.save(update_fields=("promise",))
    if not consequence:
        notifying.answered(answer, copied_to, by=by)
    _answer_below(answer, by=by)
    return petition


# --- The register of the level below ---------------------------------------------------------------------------------


def _answer_below(answer, *, by) -> None:
    """Whoever sent the petition up has the answer in its own register: what it was owed is met, and it is told."""
    above = answer.petition
    for source in queries.answered_with(above):
        on = queries.first_day_for(source, answer.sent_on)
        if source.status == PetitionStatus.FORWARDED:
            accept(source, by=by, on=on, note=f"{above.locality} giải quyết: {above.code}", consequence=True)
        _reply(
            source,
            "reply_again" if source.status == PetitionStatus.ANSWERED else "reply",
            by=by,
            result=answer.result,
            text=answer.text,
            sent_on=on,
            body=answer.body,
            evidence=above.evidence,
            noted=f", trong sổ {above.locality}: {above.code}",
            consequence=True,
            number=answer.number,
            document=answer.document,
            roadmap=answer.roadmap,
            promised_on=answer.promised_on if answer.promised_on and answer.promised_on >= on else None,
        )
        _tell_below(source, f"{answer.body} trả lời: {answer.get_result_display()}", by=by)


def _resolve_below(above, on, *, by) -> None:
    """What was done is done for the register below as well."""
    for source in queries.answered_with(above):
        if source.status != PetitionStatus.ANSWERED or source.result == Result.RESOLVED:
            continue
        day = queries.first_day_for(source, on)
        set_result(
            source, "resolve", Result.RESOLVED, day, by=by, note=above.code, consequence=True, evidence=above.evidence
        )
        deadlines.fulfil(source, on=day, by=by, evidence=above.evidence)
        _tell_below(source, "Đã giải quyết xong.", by=by)


def _tell_below(source, words: str, *, by) -> None:
    """Those who keep the register below; a loader tells nobody."""
    keeper = standing_of(source.locality)
    if keeper and not isinstance(by, System):
        tell(keeper, f"{source.public_title}: {words}", by=by, about=source)


@transaction.atomic
def judge(petition, *, by, judgement, body=None, on=None, text="", by_voters=False, meeting=None):
    """What a body thinks of the newest reply, or notes that voters think of it (`by_voters`, at a `meeting`).

    The status stays; a bad verdict is the ground to reopen.
    """
    on = on or timezone.localdate()
    newest = petition.replies.order_by("-sent_on", "-id").first()
    if newest and on < newest.sent_on:
        raise ValidationError({"on": f"Trả lời được gửi ngày {screen(newest.sent_on)}; đánh giá từ ngày ấy trở đi."})
    check_not_ahead(on, "on", by)
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
        by_voters=by_voters or meeting is not None,
        meeting=meeting,
    )
    closed = petition.status == PetitionStatus.FINISHED
    door.move(petition, "judge_again" if closed else "judge", by=by, note=str(verdict), at=moment(on, by))
    door.create(verdict, by=by, consequence=True)
    if judgement in Judgement.NOT_ENOUGH:
        notifying.found_wanting(verdict, by=by)
    return petition


@transaction.atomic
def resolve(petition, *, by, evidence, on=None):
    """Done, with evidence: resolved and finished from this day; everything owed for it, promises too, is kept."""
    on = on or timezone.localdate()
    check_day(petition, on, "on", by)
    if not isinstance(by, System) and (wrong := unproven(Result.RESOLVED, evidence)):
        raise ValidationError(wrong)
    set_result(petition, "resolve", Result.RESOLVED, on, by=by, note=evidence, evidence=evidence)
    deadlines.fulfil(petition, on=on, by=by, evidence=evidence)
    _resolve_below(petition, on, by=by)
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


def _check_speaks_for(petition, body, by) -> None:
    """Nobody replies in another body's name, except the office that keeps the register and notes what it received."""
    if isinstance(by, System) or keeps_register(by.acting, petition.locality_id) or speaks_for(by.acting, body):
        return
    raise ValidationError({"body": f"Chỉ trả lời thay cơ quan mình; {body} tự trả lời hoặc văn phòng HĐND ghi giúp."})


def _check_judges_for(body, by) -> None:
    """Nobody judges in another body's name."""
    if not isinstance(by, System) and not judges_for(by.acting, body):
        raise ValidationError({"body": f"Chỉ đánh giá thay cơ quan mình; {body} tự đánh giá."})
