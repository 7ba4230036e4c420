"""What petitions owe the ledger: a reply by its set day, a promise by its own, a clarification after reopening.

All of it is owed to the Standing Committee of the locality that keeps the petition's register, except what a committee
assigned on: that is owed to the committee.
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from coordination.deadlines import closing
from coordination.deadlines.actions import (
    close_obligation,
    follow_subject,
    move_due,
    open_obligation,
    pass_to,
    reopen_obligation,
    waive_obligation,
)
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.queries import about, open_about, set_about
from coordination.workflow import door
from sessions.deadlines.common import LawDuty, keep_law
from sessions.queries import standing_of
from voters import queries
from voters.choices import MeetingKind, MeetingStatus, PetitionStatus
from voters.models import BatchOpinion, ContactMeeting, Petition, Referral, Reply
from voters.models.petitions import summary_of

__all__ = [
    "clarify",
    "done_with_lead",
    "drop",
    "drop_assigned",
    "drop_opinion",
    "expect_answer",
    "expect_opinion",
    "expect_promise",
    "expect_reply",
    "follow_subject",
    "fulfil",
    "move_reply",
    "owed_again",
    "pass_on",
    "opinion_given",
    "replied",
    "settled",
]

SETTLE = "Nhận hoặc từ chối"
SLIPS = ("Phiếu chuyển", "Phiếu giao")
"""What a duty names as its ground when a petition was forwarded, or assigned on."""

REPLY_THERE = "Ghi trả lời ở hồ sơ kiến nghị thì việc này tự xong."
SETTLE_THERE = "Nhận hoặc từ chối ở hồ sơ kiến nghị thì việc này tự xong."


def expect_reply(referral: Referral, *, by):
    """Whoever the petition was forwarded to owes a reply by the set day; without a day nothing is owed yet."""
    if referral.due_on is None:
        return None
    return _open(
        referral.petition,
        referral.to,
        f"Trả lời kiến nghị: {summary_of(referral.petition.title, 90)}",
        referral.due_on,
        opened_on=referral.sent_on,
        basis=_basis_of(referral),
        basis_kind=BasisKind.DISPATCH,
        beneficiary=_awaiting(referral),
        by=by,
    )


def expect_answer(referral: Referral, *, by):
    """Whoever it was forwarded to says by the set day whether they take it on; without a day nothing is owed."""
    if referral.answer_by is None:
        return None
    return _open(
        referral.petition,
        referral.to,
        f"{SETTLE} kiến nghị: {summary_of(referral.petition.title, 90)}",
        referral.answer_by,
        opened_on=referral.sent_on,
        basis=_basis_of(referral),
        basis_kind=BasisKind.DISPATCH,
        beneficiary=_awaiting(referral),
        by=by,
    )


def settled(referral: Referral, *, on: date, by, evidence: str) -> None:
    """It was accepted or refused: the duty to say so is done."""
    if referral.answer_duty_id and referral.answer_duty.closed_on is None:
        _close(referral.answer_duty, on=on, by=by, evidence=evidence)


def drop_assigned(referral: Referral, *, on: date, by, reason: str) -> None:
    """The body it was assigned to owes no reply any more; whoever assigned it still does."""
    if referral.duty_id and referral.duty.closed_on is None:
        waive_obligation(referral.duty, by=by, reason=reason, on=_day(on, referral.duty))


def _awaiting(referral: Referral):
    """Who awaits it: the council's Standing Committee, or the body that assigned it on."""
    return referral.under.to if referral.under_id else None


def why_not_by_hand(obligation) -> str | None:
    """A duty to reply is closed by the reply, while one is still to be written."""
    petition = obligation.subject
    if obligation.basis_kind != BasisKind.DISPATCH or petition.status not in PetitionStatus.UNDER_WAY:
        return None
    if referral := petition.referrals.filter(answer_duty=obligation).order_by("-id").first():
        return None if referral.accepted_on or referral.refused_on or referral.recalled_on else SETTLE_THERE
    is_reply = any(
        obligation.basis == _basis_of(referral) for referral in petition.referrals.filter(to=obligation.owner)
    )
    return REPLY_THERE if is_reply else None


def reply_there(obligation, petition) -> str | None:
    """What is pressed instead: a duty that a referral opened is done at the petition, by accepting, then answering."""
    of_referral = obligation.basis_kind == BasisKind.DISPATCH and obligation.basis.startswith(SLIPS)
    if not of_referral or petition.status not in PetitionStatus.UNDER_WAY:
        return None
    settles = petition.status == PetitionStatus.FORWARDED or obligation.title.startswith(SETTLE)
    return SETTLE if settles else "Trả lời"


def _basis_of(referral: Referral) -> str:
    """What the duty to reply names as its ground: "Phiếu chuyển 12/PC ngày 01/07/2026"."""
    paper = referral.paper
    kind = SLIPS[bool(paper.under_id)]
    number = f"{kind} {paper.number}" if paper.number else kind
    return f"{number} ngày {paper.sent_on:%d/%m/%Y}"


def expect_promise(reply: Reply, *, by):
    """A date promised in a reply becomes a duty of the body that promised."""
    return _open(
        reply.petition,
        reply.body,
        f"Thực hiện lời hẹn: {summary_of(reply.petition.title, 90)}",
        reply.promised_on,
        opened_on=reply.sent_on,
        basis=str(reply),
        basis_kind=BasisKind.PROMISE,
        by=by,
    )


def clarify(petition: Petition, *, on: date, due_on: date | None, by):
    """After an unsatisfying reply the competent body owes a clearer one."""
    if due_on is None or petition.competent_body is None:
        return None
    title = f"Làm rõ trả lời: {summary_of(petition.title, 90)}"
    basis = f"Mở lại kiến nghị {petition.code}"
    return _open(petition, petition.competent_body, title, due_on, opened_on=on, basis=basis, by=by)


def replied(reply: Reply, *, by) -> None:
    """A reply closes the duty to reply; an earlier promise stands no longer, the new reply says what holds.

    What somebody else owes by a rule stays: that voters are told is not done by a reply.
    """
    promises = set(reply.petition.replies.exclude(promise=None).values_list("promise", flat=True))
    for obligation in open_about(reply.petition).filter(Q(version=None) | Q(owner=reply.body)):
        if obligation.pk in promises:
            waive_obligation(
                obligation, by=by, reason=f"{reply} thay cho lời hẹn này.", on=_day(reply.sent_on, obligation)
            )
        else:
            _close(obligation, on=reply.sent_on, by=by, evidence=str(reply), document=reply.document)


def fulfil(petition: Petition, *, on: date, by, evidence: str) -> None:
    """Everything owed for the petition is done."""
    for obligation in open_about(petition):
        _close(obligation, on=on, by=by, evidence=evidence)


def drop(petition: Petition, *, on: date, by, reason: str) -> None:
    """Nobody owes it any more: refused by a body that is not competent, or returned."""
    for obligation in open_about(petition):
        waive_obligation(obligation, by=by, reason=reason, on=_day(on, obligation))


def _open(petition, owner, title, due_on, *, opened_on, basis, by, basis_kind=BasisKind.OTHER, beneficiary=None):
    return open_obligation(
        petition,
        owner=owner,
        title=title,
        due_on=due_on,
        basis=basis,
        basis_kind=basis_kind,
        beneficiary=beneficiary or standing_of(petition.locality),
        opened_on=min(opened_on, due_on),
        by=by,
    )


def _close(obligation, *, on: date, by, evidence: str, document=None) -> None:
    day = _day(on, obligation)
    late = {"late_body": obligation.owner} if day > obligation.due_on else {}
    close_obligation(obligation, by=by, closed_on=day, evidence=evidence, evidence_document=document, **late)


def _day(on: date, obligation) -> date:
    """What was recorded afterwards counts from the day the duty was opened."""
    return max(on, obligation.opened_on)


def pass_on(petition: Petition, old, new, *, by, note: str, only: set[int] | None = None) -> None:
    """What an ended body still owes for the petition is owed by its successor, with the same days; `only`: keys of what
    goes, where the rest stays."""
    owed = open_about(petition).filter(owner=old)
    for obligation in owed if only is None else owed.filter(pk__in=only):
        pass_to(obligation, by=by, owner=new, note=note)


def move_reply(petition: Petition, *, by) -> None:
    """The set day was changed: the open duty to reply follows; promises, the day to accept and what was assigned on
    keep their own day."""
    own = set(petition.replies.exclude(promise=None).values_list("promise", flat=True))
    own |= set(petition.referrals.exclude(answer_duty=None).values_list("answer_duty", flat=True))
    own |= set(petition.referrals.exclude(under=None).exclude(duty=None).values_list("duty", flat=True))
    duties = list(set_about(petition).exclude(pk__in=own))
    for obligation in duties:
        move_due(obligation, by=by, due_on=petition.due_on, reason="Hạn của kiến nghị đã đổi.")
    if petition.status == PetitionStatus.REOPENED and not duties:
        clarify(petition, on=timezone.localdate(), due_on=petition.due_on, by=by)
    elif petition.status in PetitionStatus.UNDER_WAY:
        _owe_from_now(petition, by=by)


def _owe_from_now(petition: Petition, *, by) -> None:
    """It went out without a day, and now has one: whoever has it owes the reply by that day."""
    outer = queries.open_referral(petition)
    for referral in (*([outer] if outer else ()), *queries.assigned(petition)):
        if referral.due_on is None and referral.duty_id is None:
            referral.due_on = petition.due_on
            door.change(referral, by=by, note="Hạn của kiến nghị đã đổi.")
            referral.duty = expect_reply(referral, by=by)
            referral.save(update_fields=("duty",))


TELL_HOST = "VC-06"


def follow_contact(meeting: ContactMeeting, *, by) -> None:
    """Outside the own constituency the place is told beforehand: owed until somebody notes it as done; the day follows
    the meeting's, and nothing is owed for one that was called off."""
    standing, duties = standing_of(meeting.locality), []
    outside = meeting.kind == MeetingKind.OUTSIDE and meeting.status != MeetingStatus.CANCELLED
    if outside and meeting.held_on and standing:
        where = f" {meeting.where}" if meeting.where else ""
        title = f"Báo Thường trực HĐND và MTTQ nơi đến tiếp xúc cử tri:{where or ' nơi chưa ghi'}"
        duties.append(LawDuty(TELL_HOST, standing, meeting.held_on, title))
    keep_law(meeting, duties, by=by, reason="Ngày hoặc hình thức tiếp xúc đã đổi.", rules=(TELL_HOST,))


closing.add(Petition, why_not_by_hand, reply_there)


OPINION_THERE = "Ghi ý kiến ở đợt tổng hợp thì việc này tự xong."


def expect_opinion(opinion: BatchOpinion, *, by):
    """Who is asked about a batch owes an opinion by the set day; without a day nothing is owed."""
    if opinion.due_on is None:
        return None
    return open_obligation(
        opinion,
        owner=opinion.body,
        title=f"Cho ý kiến về đợt tổng hợp: {summary_of(opinion.batch.name, 90)}",
        due_on=opinion.due_on,
        basis=f"Lấy ý kiến ngày {opinion.asked_on:%d/%m/%Y}",
        basis_kind=BasisKind.DISPATCH,
        beneficiary=standing_of(opinion.locality),
        opened_on=min(opinion.asked_on, opinion.due_on),
        by=by,
    )


def opinion_given(opinion: BatchOpinion, *, by) -> None:
    """The opinion closes the duty to give it."""
    for obligation in open_about(opinion):
        _close(obligation, on=opinion.answered_on, by=by, evidence=f"Ý kiến: {opinion.state[1]}")


def drop_opinion(opinion: BatchOpinion, *, on: date, by, reason: str) -> None:
    """The batch is put together anew: nobody waits for this opinion any more."""
    for obligation in open_about(opinion):
        waive_obligation(obligation, by=by, reason=reason, on=_day(on, obligation))


def why_no_opinion_by_hand(obligation) -> str | None:
    """A duty to give an opinion is closed by the opinion."""
    return OPINION_THERE if obligation.subject.answered_on is None else None


def opinion_there(_obligation, opinion) -> str | None:
    """What is pressed instead."""
    return "Ghi ý kiến" if opinion.answered_on is None else None


closing.add(BatchOpinion, why_no_opinion_by_hand, opinion_there)


def done_with_lead(part: Petition, lead: Petition, bodies, *, on: date, by) -> list[int]:
    """What the answering bodies owed for a merged petition is done with the answer to the one that leads the group;
    gives the keys of what was closed."""
    closed = list(open_about(part).filter(owner__in=bodies))
    for obligation in closed:
        _close(obligation, on=on, by=by, evidence=f"Trả lời chung ở {lead.code}")
    return [obligation.pk for obligation in closed]


def owed_again(petition: Petition, keys: list[int], *, by, reason: str) -> None:
    """The merge was taken back: what was open before it, and closed with the group, is owed again."""
    for obligation in about(petition).filter(pk__in=keys, closed_on__isnull=False):
        reopen_obligation(obligation, by=by, reason=reason)
