"""What may be done with a referral itself: one that a committee assigned on, and what supporting bodies hand in.

A referral has no status of its own; its dates say where it stands.
"""

from django.utils import timezone

from coordination.people.permissions import Permission
from coordination.people.speaking import is_own_work
from coordination.people.succession import has_ended
from voters import queries
from voters.choices import PetitionStatus
from voters.queries.petitions import standing_turns
from voters.rules import speaks_for


def may_settle(user, referral) -> bool:
    """Whether one says for the body that it takes on or refuses what it was assigned, or takes on what it inherited."""
    return (
        (referral.under_id is not None or is_inherited(referral))
        and user.can(Permission.PETITION_ANSWER, referral)
        and speaks_for(user.acting, referral.to)
    )


def is_first(membership, body) -> bool:
    """Whether a step of the body is the next thing to do for one who may take it; its side's office, and the council's
    that notes what came on paper, come after those who do the body's work in the system. Of a body that has ended
    nothing is: its successor comes first."""
    if body is None:
        return True
    theirs = is_own_work(membership, body) or not queries.answers_here(body)
    return theirs and not has_ended(body, timezone.localdate())


def is_inherited(referral) -> bool:
    """What a body that ended had taken on and left to its successor: owed as it stands, to be taken on, not refused."""
    is_outer = referral.continues_id is not None and referral.under_id is None
    return is_outer and referral.petition.status != PetitionStatus.FORWARDED


def inherits(membership, petition) -> bool:
    """Whether one is to say first that a body takes on what it inherited; its answer comes after that."""
    if petition.status == PetitionStatus.FORWARDED:
        return False
    turns = [row for row in standing_turns(petition) if row.continues_id and not row.under_id]
    return any(not row.accepted_on and speaks_for(membership, row.to) for row in turns)


def may_recall(user, referral) -> bool:
    """Whether one takes it back in the name of whoever assigned it."""
    return (
        referral.under_id is not None
        and user.can(Permission.PETITION_ANSWER, referral)
        and speaks_for(user.acting, referral.under.to)
    )


def may_contribute(user, referral) -> list:
    """The supporting bodies for which one may hand something in."""
    if not user.can(Permission.PETITION_ANSWER, referral):
        return []
    return [body for body in referral.supporting.all() if speaks_for(user.acting, body)]


def why_not_settle(referral) -> str | None:
    """Why it is not to be accepted or refused now."""
    if referral.under_id is None and not is_inherited(referral):
        return "Nhận hoặc từ chối lần chuyển này ở hồ sơ kiến nghị."
    return why_not_recall(referral) or ("Việc này đã được nhận." if referral.accepted_on else None)


def why_not_recall(referral) -> str | None:
    """Why it is not to be taken back now."""
    if referral.refused_on:
        return "Cơ quan được giao đã từ chối."
    if referral.recalled_on:
        return "Việc này đã được thu hồi."
    return _over(referral)


def why_not_contribute(referral) -> str | None:
    """Why nothing is handed in any more."""
    if referral.refused_on or referral.recalled_on:
        return "Lần chuyển này không còn hiệu lực."
    return _over(referral)


def _over(referral) -> str | None:
    open_still = referral.petition.status in PetitionStatus.UNDER_WAY
    return None if open_still else f"Kiến nghị đang ở trạng thái “{referral.petition.get_status_display()}”."
