"""How petitions move."""

from coordination.people.choices import BodyKind, Level
from coordination.people.permissions import Permission
from coordination.records.ties import has
from coordination.workflow.table import Transition, transitions
from voters import queries
from voters.choices import Judgement, PetitionStatus, Result
from voters.models import Petition
from voters.rules import FINISHING, held_by_batch, keeps_register, speaks_for
from voters.workflow.above import WITH_ABOVE
from voters.workflow.assigning import is_first
from voters.workflow.merging import FOLLOWING

NEEDS_REPLY = "Cần có trả lời đã gửi trước khi ghi đã giải quyết xong."


NEEDS_END = "Cần bằng chứng đã giải quyết hoặc trả lời mới được đánh giá đạt."


def done_at_lead(petition) -> str:
    """That a step of a merged petition is one of the petition which leads its group."""
    return f"Đã gộp vào {petition.merged_into.code}: làm ở kiến nghị ấy."


def not_by_itself(petition) -> str | None:
    """Why a new petition is not classified by itself, and no answer noted that was given at the meeting."""
    return held_by_batch(petition) or (done_at_lead(petition) if petition.merged_into_id else None)


def unclassified(petition) -> str | None:
    """What is missing before a petition can be forwarded by itself."""
    if why := not_by_itself(petition):
        return why
    missing = [
        words for words, value in (("lĩnh vực", petition.field), ("cấp thẩm quyền", petition.level)) if not value
    ]
    return f"Chưa phân loại: thiếu {' và '.join(missing)}." if missing else None


def not_to_be_returned(petition) -> str | None:
    """Those merged into it would be left without an answer and without a way to be forwarded; of a batch that others
    agree to nothing goes; and what lives on in the register above would be answered there with nobody below to hear.
    What is answered with its group is returned with it."""
    if held := held_by_batch(petition):
        return held
    if queries.answered_with_lead(petition):
        return done_at_lead(petition)
    if above := queries.entry_above(petition):
        return f"Đã vào sổ {above.locality}: {above.code}; sổ ấy trả lại thì mới trả lại ở đây."
    return "Có kiến nghị khác gộp vào kiến nghị này; gỡ nhóm trước." if has(petition, "merged") else None


def done_above(petition) -> str | None:
    """That what lives on in the register above is refused, and answered, there; below it follows by itself."""
    above = queries.entry_above(petition)
    return f"Đã vào sổ {above.locality}: {above.code}; làm ở đó." if above else None


def already_resolved(petition) -> str | None:
    """Done once is done."""
    return "Đã ghi giải quyết xong." if petition.result == Result.RESOLVED else None


def still_owed(petition) -> str | None:
    """Why a petition cannot be finished yet."""
    if petition.result not in FINISHING:
        return NEEDS_END
    verdict = queries.last_verdict(petition)
    if verdict and verdict.judgement in Judgement.NOT_ENOUGH:
        words = verdict.get_judgement_display().lower()
        return f"Trả lời được đánh giá {words}: mở lại, hoặc chờ trả lời mới."
    return None


def satisfied(petition) -> str | None:
    """Why there is no ground to reopen."""
    verdict = queries.last_verdict(petition)
    if verdict is None or verdict.judgement == Judgement.SATISFIED:
        return "Chỉ mở lại khi có đánh giá trả lời chưa thỏa đáng hoặc thỏa đáng một phần."
    return None


def assigned_already(petition) -> str | None:
    """One body leads at a time."""
    inner = queries.assigned(petition)
    return f"Đang giao {inner[0].to}; thu hồi trước khi giao nơi khác." if inner else None


def for_those_asked(petition, membership) -> bool:
    """The competent body answers; the council's office may note what reached it on paper. Of what it sent up nothing
    does: the level above says so in its own register."""
    if speaks_for(membership, petition.competent_body):
        return True
    return keeps_register(membership, petition.locality_id) and queries.entry_above(petition) is None


def for_those_refusing(petition, membership) -> bool:
    """The competent body; what lives on in its own register goes back from there."""
    return for_those_asked(petition, membership) and queries.entry_above(petition) is None


def for_those_recording(petition, membership) -> bool:
    """Who notes an answer at once: the council's office, what reached it on paper (the answer to what it sent up comes
    by itself); a leader of those asked, or of those the committee assigned it on to, once that body took it on. Others
    write a draft, which a leader clears. What is answered with its group, or lives on above, is answered there.
    """
    if queries.answered_with_lead(petition):
        return False
    if keeps_register(membership, petition.locality_id):
        return queries.entry_above(petition) is None
    if Permission.PETITION_CLEAR not in membership.role_class.permissions:
        return False
    speaks = speaks_for(membership, petition.competent_body) or any(
        speaks_for(membership, row.to) for row in queries.assigned(petition) if row.accepted_on
    )
    return speaks and queries.entry_above(petition) is None


def for_those_answering_again(petition, membership) -> bool:
    """The same, until it is done: then it is opened again first. An answer that follows from above still comes down."""
    return already_resolved(petition) is None and for_those_recording(petition, membership)


def first_for_its_workers(petition, membership) -> bool:
    """To take it on or refuse it, and to answer it, is for those whose work it is; of a body that nobody works for in
    the system, for whoever notes what came on paper."""
    return is_first(membership, petition.competent_body)


def of_its_own_answer(petition, membership) -> bool:
    """An answer that a group shares is judged, noted as done and opened again at the petition that leads it."""
    return not queries.shares_answer(petition)


def for_the_committee(petition, membership) -> bool:
    """A committee that was asked assigns it on, through its office; the council does not do it in its name."""
    body = petition.competent_body
    return body is not None and body.kind in ASSIGNING and speaks_for(membership, body)


def may_assign(membership) -> bool:
    """Whether there can be a petition that one assigns on: a committee or its office does; in a commune a few officials
    work for all."""
    own = membership.body
    return own.locality.level == Level.COMMUNE or (own.kind in ASSIGNING and own.principal.kind not in NO_COMMITTEE)


NO_COMMITTEE = (BodyKind.COUNCIL, BodyKind.FRONT)
ASSIGNING = (BodyKind.COMMITTEE, BodyKind.OFFICE)
"""Kinds of bodies that do not answer themselves but give it to one of theirs."""


PETITION = transitions(
    Petition,
    Transition("register", "Ghi kiến nghị", (), PetitionStatus.NEW, Permission.PETITION_REGISTER),
    Transition(
        "forward",
        "Chuyển giải quyết",
        (PetitionStatus.NEW,),
        PetitionStatus.FORWARDED,
        Permission.PETITION_FORWARD,
        primary=True,
        unless=unclassified,
    ),
    Transition(
        "classify",
        "Phân loại",
        (PetitionStatus.NEW,),
        PetitionStatus.NEW,
        Permission.PETITION_REGISTER,
        unless=not_by_itself,
    ),
    Transition(
        "answer_on_spot",
        "Ghi đã trả lời tại hội nghị",
        (PetitionStatus.NEW,),
        PetitionStatus.ANSWERED,
        Permission.PETITION_REGISTER,
        unless=not_by_itself,
    ),
    Transition(
        "accept",
        "Nhận giải quyết",
        (PetitionStatus.FORWARDED,),
        PetitionStatus.IN_PROGRESS,
        Permission.PETITION_ANSWER,
        primary=True,
        whose=for_those_asked,
        first_for=first_for_its_workers,
    ),
    Transition(
        "refuse",
        "Từ chối, trả lại nơi chuyển",
        (PetitionStatus.FORWARDED,),
        PetitionStatus.NEW,
        Permission.PETITION_ANSWER,
        whose=for_those_refusing,
        first_for=first_for_its_workers,
    ),
    Transition(
        "assign",
        "Giao cơ quan chuyên môn",
        (PetitionStatus.IN_PROGRESS,),
        PetitionStatus.IN_PROGRESS,
        Permission.PETITION_ANSWER,
        unless=assigned_already,
        announced=(PetitionStatus.FORWARDED,),
        not_yet="Nhận giải quyết trước khi giao.",
        whose=for_the_committee,
    ),
    Transition(
        "assign_again",
        "Giao cơ quan chuyên môn",
        (PetitionStatus.REOPENED,),
        PetitionStatus.REOPENED,
        Permission.PETITION_ANSWER,
        unless=assigned_already,
        whose=for_the_committee,
    ),
    Transition(
        "reply",
        "Ghi trả lời",
        (PetitionStatus.IN_PROGRESS, PetitionStatus.REOPENED),
        PetitionStatus.ANSWERED,
        Permission.PETITION_ANSWER,
        primary=True,
        announced=(PetitionStatus.FORWARDED,),
        not_yet="Nhận giải quyết trước khi trả lời.",
        whose=for_those_recording,
        first_for=first_for_its_workers,
    ),
    Transition(
        "reply_again",
        "Ghi trả lời mới",
        (PetitionStatus.ANSWERED,),
        PetitionStatus.ANSWERED,
        Permission.PETITION_ANSWER,
        whose=for_those_answering_again,
    ),
    Transition(
        "judge",
        "Đánh giá trả lời",
        (PetitionStatus.ANSWERED,),
        PetitionStatus.ANSWERED,
        Permission.PETITION_JUDGE,
        whose=of_its_own_answer,
    ),
    Transition(
        "judge_again",
        "Đánh giá trả lời",
        (PetitionStatus.FINISHED,),
        PetitionStatus.FINISHED,
        Permission.PETITION_JUDGE,
        whose=of_its_own_answer,
    ),
    Transition(
        "reopen",
        "Mở lại",
        (PetitionStatus.ANSWERED, PetitionStatus.FINISHED),
        PetitionStatus.REOPENED,
        Permission.PETITION_FINISH,
        primary=True,
        unless=satisfied,
        whose=of_its_own_answer,
    ),
    Transition(
        "resolve",
        "Ghi đã giải quyết xong",
        (PetitionStatus.ANSWERED, PetitionStatus.REOPENED),
        PetitionStatus.ANSWERED,
        Permission.PETITION_FINISH,
        unless=already_resolved,
        announced=(PetitionStatus.IN_PROGRESS,),
        not_yet=NEEDS_REPLY,
        whose=of_its_own_answer,
    ),
    Transition(
        "return",
        "Trả lại, không đúng thẩm quyền",
        (PetitionStatus.NEW, PetitionStatus.FORWARDED, PetitionStatus.IN_PROGRESS),
        PetitionStatus.RETURNED,
        Permission.PETITION_FORWARD,
        unless=not_to_be_returned,
    ),
    Transition(
        "finish",
        "Kết thúc",
        (PetitionStatus.ANSWERED,),
        PetitionStatus.FINISHED,
        Permission.PETITION_FINISH,
        unless=still_owed,
        announced=PetitionStatus.UNDER_WAY,
        not_yet=NEEDS_END,
    ),
    *FOLLOWING,
    *WITH_ABOVE,
)
