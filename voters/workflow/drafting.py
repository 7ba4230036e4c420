"""How the draft of a reply moves: written, checked, cleared by a leader, sent."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from voters import queries
from voters.choices import DraftStatus, PetitionStatus
from voters.models import ReplyDraft
from voters.rules import speaks_for
from voters.workflow.petitions import already_resolved, done_above

ANSWERABLE = (PetitionStatus.IN_PROGRESS, PetitionStatus.REOPENED, PetitionStatus.ANSWERED)
"""Statuses of a petition in which somebody may reply."""


def may_write(petition, membership) -> bool:
    """Whether one speaks for a body that is to answer the petition, by itself and not with its group."""
    if queries.answered_with_lead(petition):
        return False
    return any(speaks_for(membership, body) for body in queries.answering_bodies_of(petition))


def for_its_body(draft, membership) -> bool:
    """Those who speak for the body that answers."""
    return speaks_for(membership, draft.body)


def for_another(draft, membership) -> bool:
    """Whoever checks is not whoever wrote, unless a leader."""
    leads = Permission.PETITION_CLEAR in membership.role_class.permissions
    return for_its_body(draft, membership) and (leads or draft.written_by_id != membership.user_id)


def not_answerable(draft) -> str | None:
    """Why the petition takes no reply now."""
    petition = draft.petition
    if petition.status not in ANSWERABLE:
        return f"Kiến nghị đang ở trạng thái “{petition.get_status_display()}” nên chưa gửi trả lời được."
    if draft.body_id not in {body.pk for body in queries.answering_bodies_of(petition)}:
        return f"{draft.body} không còn là cơ quan trả lời kiến nghị này."
    return closed_to_answers(petition)


def done_already(draft) -> str | None:
    """A draft does not undo what was noted as done since it was begun; reopening the petition does."""
    return already_resolved(draft.petition)


def closed_to_answers(petition) -> str | None:
    """Why no answer is drafted or sent: it is done until it is reopened, or it is answered elsewhere."""
    return already_resolved(petition) or answered_elsewhere(petition) or done_above(petition)


def answered_elsewhere(petition) -> str | None:
    """That the answer belongs to the petition which leads its group."""
    if not queries.answered_with_lead(petition):
        return None
    return f"Đã gộp vào {petition.merged_into.code}: trả lời ở kiến nghị ấy."


REPLY_DRAFT = transitions(
    ReplyDraft,
    Transition("write", "Soạn trả lời", (), DraftStatus.DRAFTING, Permission.PETITION_ANSWER),
    Transition(
        "submit",
        "Trình kiểm tra",
        DraftStatus.BEING_WRITTEN,
        DraftStatus.CHECKING,
        Permission.PETITION_ANSWER,
        primary=True,
        unless=done_already,
        whose=for_its_body,
    ),
    Transition(
        "pass",
        "Trình duyệt",
        (DraftStatus.CHECKING,),
        DraftStatus.CLEARING,
        Permission.PETITION_ANSWER,
        primary=True,
        unless=done_already,
        whose=for_another,
    ),
    Transition(
        "clear",
        "Duyệt",
        (DraftStatus.CLEARING,),
        DraftStatus.CLEARED,
        Permission.PETITION_CLEAR,
        primary=True,
        unless=done_already,
        whose=for_its_body,
    ),
    Transition(
        "clear_at_once",
        "Duyệt ngay",
        (DraftStatus.DRAFTING, DraftStatus.RETURNED, DraftStatus.CHECKING),
        DraftStatus.CLEARED,
        Permission.PETITION_CLEAR,
        unless=done_already,
        whose=for_its_body,
    ),
    Transition(
        "send",
        "Gửi trả lời",
        (DraftStatus.CLEARED,),
        DraftStatus.SENT,
        Permission.PETITION_ANSWER,
        primary=True,
        unless=not_answerable,
        announced=(DraftStatus.CLEARING,),
        not_yet="Chưa được lãnh đạo duyệt.",
        whose=for_its_body,
    ),
    Transition(
        "return_checked",
        "Trả lại để sửa",
        (DraftStatus.CHECKING,),
        DraftStatus.RETURNED,
        Permission.PETITION_ANSWER,
        whose=for_another,
    ),
    Transition(
        "return_cleared",
        "Trả lại để sửa",
        (DraftStatus.CLEARING, DraftStatus.CLEARED),
        DraftStatus.RETURNED,
        Permission.PETITION_CLEAR,
        whose=for_its_body,
    ),
    Transition(
        "drop",
        "Thôi, không gửi",
        DraftStatus.ON_THE_WAY,
        DraftStatus.DROPPED,
        Permission.PETITION_ANSWER,
        whose=for_its_body,
    ),
)
