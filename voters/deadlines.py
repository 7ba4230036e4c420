"""What petitions owe the ledger: a reply by its set day, a promise by its own, a clarification after reopening.

All of it is owed to the Standing Committee of the locality that keeps the petition's register.
"""

from datetime import date

from django.db.models import Q

from coordination.deadlines import closing
from coordination.deadlines.actions import (
    close_obligation,
    follow_subject,
    move_due,
    open_obligation,
    waive_obligation,
)
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.queries import open_about, set_about
from sessions.queries import standing_of
from voters.choices import PetitionStatus
from voters.models import Petition, Referral, Reply
from voters.models.petitions import summary_of

__all__ = [
    "clarify",
    "drop",
    "expect_promise",
    "expect_reply",
    "follow_subject",
    "fulfil",
    "move_reply",
    "replied",
]

REPLY_THERE = "Ghi trả lời ở hồ sơ kiến nghị thì việc này tự xong."


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
        by=by,
    )


def why_not_by_hand(obligation) -> str | None:
    """A duty to reply is closed by the reply, while one is still to be written."""
    petition = obligation.subject
    if obligation.basis_kind != BasisKind.DISPATCH or petition.status not in PetitionStatus.UNDER_WAY:
        return None
    is_reply = any(
        obligation.basis == _basis_of(referral) for referral in petition.referrals.filter(to=obligation.owner)
    )
    return REPLY_THERE if is_reply else None


def _basis_of(referral: Referral) -> str:
    """What the duty to reply names as its ground: "Phiếu chuyển 12/PC ngày 01/07/2026"."""
    number = f"Phiếu chuyển {referral.number}" if referral.number else "Phiếu chuyển"
    return f"{number} ngày {referral.sent_on:%d/%m/%Y}"


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


def _open(petition, owner, title, due_on, *, opened_on, basis, by, basis_kind=BasisKind.OTHER):
    return open_obligation(
        petition,
        owner=owner,
        title=title,
        due_on=due_on,
        basis=basis,
        basis_kind=basis_kind,
        beneficiary=standing_of(petition.locality),
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


def move_reply(petition: Petition, *, by) -> None:
    """The set day was changed: the open duty to reply follows, promises keep their own day."""
    promises = set(petition.replies.exclude(promise=None).values_list("promise", flat=True))
    for obligation in set_about(petition).exclude(pk__in=promises):
        move_due(obligation, by=by, due_on=petition.due_on, reason="Hạn của kiến nghị đã đổi.")


closing.add(Petition, why_not_by_hand)
