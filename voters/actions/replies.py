"""What people do with replies and verdicts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from voters import deadlines, queries
from voters.actions import notifying
from voters.actions.answers import Answer, reply_step, write
from voters.actions.below import answer_below
from voters.actions.common import check_not_ahead, hold_batch_of, moment
from voters.choices import Judgement, PetitionStatus
from voters.models import Reply, Verdict
from voters.queries.succession import why_ended
from voters.rules import judges_for, keeps_register, may_correct, speaks_for, unplanned, unproven
from voters.workflow.drafting import answered_elsewhere
from voters.workflow.petitions import already_resolved

NEEDS_NUMBER = "Địa phương này yêu cầu trả lời bằng văn bản: ghi số, ký hiệu hoặc chọn văn bản đã vào sổ."


def correct_reply(reply, *, by, related=None):
    """Save corrections of a reply: by those who speak for its body, or who keep the register."""
    if not isinstance(by, System) and not may_correct(by.acting, reply):
        raise Forbidden()
    check_told(reply.told_on, by)
    if not isinstance(by, System) and (wrong := unplanned(reply.result, reply.promised_on, reply.roadmap)):
        raise ValidationError(wrong)
    return door.change(reply, by=by, related=related)


def reply(petition, *, by, **facts):
    """A reply was sent, noted at once by those whom the table of steps names; `facts` are those of an `Answer`."""
    send(petition, answer_of(petition, by, **facts), by=by)
    return petition


def answer_of(petition, by, *, body=None, sent_on=None, copied_to=(), **facts) -> Answer:
    """What is answered, today and by the body for which one speaks where nothing else is said."""
    body, sent_on = body or answering_body(petition, by), sent_on or timezone.localdate()
    return Answer(body=body, sent_on=sent_on, copied_to=tuple(copied_to), **facts)


@transaction.atomic
def send(petition, answer: Answer, *, by, is_cleared=False) -> list[Reply]:
    """Answered from this day, with the result class it states; gives the reply, and those that registers below have
    with it. `is_cleared`: a leader cleared it as a draft, so whoever speaks for the body sends it."""
    _check_speaks_for(answer.body, petition, by)
    if not isinstance(by, System) and (why := already_resolved(petition) or answered_elsewhere(petition)):
        raise NotNow(why)
    check_told(answer.told_on, by)
    check_whole(petition, answer, by)
    row = write(petition, reply_step(petition), answer, by=by, is_checked=is_cleared)
    return _sent(row, answer, by=by)


@transaction.atomic
def answer_on_spot(petition, *, by, result, text, body, sent_on=None, evidence="", promised_on=None, roadmap=""):
    """It was answered at the meeting itself, before anybody had to forward it; no document is asked for.

    `body` is who answered there; whoever writes it down stands beside it in the history, and speaks for nobody.
    """
    answer = Answer(
        body,
        sent_on or timezone.localdate(),
        result,
        text,
        evidence=evidence,
        promised_on=promised_on,
        roadmap=roadmap,
        on_spot=True,
    )
    if not isinstance(by, System):
        wrong = _missing(answer)
        if ended := why_ended(body, answer.sent_on):
            wrong["body"] = ended
        if wrong:
            raise ValidationError(wrong)
    hold_batch_of(petition)
    petition.competent_body = petition.competent_body or body
    note = "" if isinstance(by, System) else f", {body} trả lời tại hội nghị, {by.acting.body} ghi lại"
    _sent(write(petition, "answer_on_spot", answer, by=by, note=note), answer, by=by)
    return petition


def _sent(row: Reply, answer: Answer, *, by) -> list[Reply]:
    """What follows: a promised day is owed, those who wait for the answer hear of it, registers below have it."""
    if row.promised_on:
        row.promise = deadlines.expect_promise(row, by=by)
        row.save(update_fields=("promise",))
    notifying.answered(row, answer.copied_to, by=by)
    return [row, *answer_below(row.petition, answer, by=by)]


# --- What an answer has to say ---------------------------------------------------------------------------------------


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


def check_whole(petition, answer: Answer, by) -> None:
    """What people answer says what is still to be done, or shows that it is done; with which document, where the
    locality asks for it, or where the office notes what another body sent it on paper."""
    if isinstance(by, System):
        return
    wrong = _missing(answer)
    if not (answer.number.strip() or answer.document):
        if queries.needs_document(petition.locality_id):
            wrong["number"] = NEEDS_NUMBER
        elif answer.body and not speaks_for(by.acting, answer.body):
            wrong["number"] = f"Ghi giúp {answer.body}: ghi số, ký hiệu văn bản trả lời hoặc chọn văn bản đã vào sổ."
    if wrong:
        raise ValidationError(wrong)


def _missing(answer: Answer) -> dict[str, str]:
    return unplanned(answer.result, answer.promised_on, answer.roadmap) | unproven(answer.result, answer.evidence)


def _check_speaks_for(body, petition, by) -> None:
    """Nobody replies in another body's name, except the office that keeps the register and notes what it received."""
    if isinstance(by, System) or keeps_register(by.acting, petition.locality_id) or speaks_for(by.acting, body):
        return
    raise ValidationError({"body": f"Chỉ trả lời thay cơ quan mình; {body} tự trả lời hoặc văn phòng HĐND ghi giúp."})


# --- Verdicts --------------------------------------------------------------------------------------------------------


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


def _check_judges_for(body, by) -> None:
    """Nobody judges in another body's name."""
    if not isinstance(by, System) and not judges_for(by.acting, body):
        raise ValidationError({"body": f"Chỉ đánh giá thay cơ quan mình; {body} tự đánh giá."})
