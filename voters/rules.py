"""What result classes mean, and who may do what in whose name: pure rules, asked by models, queries and actions."""

from typing import NamedTuple

from coordination.people.choices import BodyKind
from coordination.people.permissions import Permission
from coordination.people.speaking import speaks_for
from voters.choices import BatchStatus, MeetingKind, Origin, PetitionStatus, Result


class Meaning(NamedTuple):
    """The facts that a result class states."""

    answered: bool
    resolved: bool
    finished: bool


MEANING: dict[str, Meaning] = {
    Result.RESOLVED: Meaning(answered=True, resolved=True, finished=True),
    Result.EXPLAINED: Meaning(answered=True, resolved=False, finished=True),
    Result.PLANNED: Meaning(answered=True, resolved=False, finished=False),
    Result.WAITING_FOR_FUNDS: Meaning(answered=True, resolved=False, finished=False),
    Result.IN_PROGRESS: Meaning(answered=False, resolved=False, finished=False),  # reopened: answered stays a fact
    Result.ACCEPTED_FOR_STUDY: Meaning(answered=True, resolved=False, finished=False),
    Result.CANNOT_RESOLVE: Meaning(answered=True, resolved=False, finished=True),
    Result.RETURNED: Meaning(answered=False, resolved=False, finished=True),
    Result.NONE: Meaning(answered=False, resolved=False, finished=False),
}


def stated(result: str, on, before: dict) -> dict:
    """The facts that hold once a result class is stated on a day; what was a fact `before` keeps its day."""
    meaning = MEANING[result]
    return {
        "result": result,
        "answered_on": before["answered_on"] or (on if meaning.answered else None),
        "resolved_on": (before["resolved_on"] or on) if meaning.resolved else None,
        "finished_on": (before["finished_on"] or on) if meaning.finished else None,
    }


ANSWERING = tuple(result.value for result in Result if MEANING[result].answered)
FINISHING = tuple(result.value for result in Result if MEANING[result].finished)

FOLLOW = {
    PetitionStatus.ANSWERED: "follow_answer",
    PetitionStatus.FINISHED: "follow_end",
    PetitionStatus.REOPENED: "follow_reopen",
}
"""Status of the petition that leads a group → step of those merged into it."""

GIVEN_BACK = "given_back"
REOPENED_ABOVE = "reopened_above"
"""Steps of a petition that was sent up: what became of it in the register above."""

REOPENING = ("reopen", FOLLOW[PetitionStatus.REOPENED], REOPENED_ABOVE)
"""Steps that open a petition again: its own, with its group, with the register above."""

# A chip's kind and words where the result says more than the status.
RESULT_STATES: dict[str, tuple[str, str]] = {
    Result.RESOLVED: ("done", "Đã giải quyết xong"),
    Result.EXPLAINED: ("done", "Giải trình"),
    Result.PLANNED: ("wait", "Sẽ giải quyết"),
    Result.WAITING_FOR_FUNDS: ("pause", "Chờ nguồn lực"),
    Result.ACCEPTED_FOR_STUDY: ("wait", "Tiếp thu, nghiên cứu"),
    Result.CANNOT_RESOLVE: ("done", "Không có cơ sở giải quyết"),
}


def unplanned(result: str, promised_on, roadmap: str) -> dict[str, str]:
    """What an answer still has to say of the work ahead: field → message; nothing when it says enough."""
    if result == Result.WAITING_FOR_FUNDS and not roadmap.strip():
        return {"roadmap": "Chờ nguồn lực thì ghi lộ trình: từng bước, nguồn vốn, năm bố trí."}
    if result == Result.PLANNED and not (promised_on or roadmap.strip()):
        return {"promised_on": "Sẽ giải quyết thì ghi ngày hẹn xong hoặc lộ trình."}
    return {}


def unproven(result: str, evidence: str) -> dict[str, str]:
    """What an answer that says "done" still has to show: field → message; nothing when it shows it."""
    if result == Result.RESOLVED and not evidence.strip():
        return {"evidence": "Đã giải quyết xong thì ghi bằng chứng, ví dụ biên bản nghiệm thu."}
    return {}


AGREED_ON = ("kind", "title", "content", "place", "place_detail")
AGREED_ON += ("field", "level", "competent_body", "due_on", "urgent")
"""What others agree to of a petition in a batch; who watches it, notes and files are not part of that."""


def held_by_batch(petition) -> str | None:
    """Why a petition stands fast: others are asked about its batch, or have agreed to it as it is."""
    batch = petition.batch
    if batch is None or batch.status not in BatchStatus.UNDER_AGREEMENT:
        return None
    words = batch.get_status_display().lower()
    return f"Đang ở đợt “{batch}”, đợt {words}: bấm “Tổng hợp lại” ở đợt ấy rồi mới thay đổi kiến nghị."


def gives_opinion(user, opinion) -> bool:
    """Whether one gives, or puts better, this opinion on a batch now."""
    is_open = opinion.batch.status == BatchStatus.ASKED and not opinion.is_past
    return is_open and user.can(Permission.PETITION_REGISTER, opinion) and speaks_for(user.acting, opinion.body)


def keeps_register(membership, locality_id: int) -> bool:
    """The council's office of the petition's locality keeps the book: it notes what reaches it on paper, too."""
    forwards = Permission.PETITION_FORWARD in membership.role_class.permissions
    return forwards and membership.body.locality_id == locality_id


def keeps_batch(membership, batch) -> bool:
    """Whose batch it is: the council's, which keeps the register, who puts it together, and whoever began it.

    Others who are asked about it give their opinion, no more.
    """
    at_home = membership.body.locality_id == batch.locality_id
    if at_home and membership.body.principal.kind == BodyKind.COUNCIL:
        return True
    if keeps_register(membership, batch.locality_id) or batch.created_by_id == membership.user_id:
        return True
    return any(speaks_for(membership, body) for body in batch.prepared_by.all())


def judges_for(membership, body) -> bool:
    """Whether one may judge a reply in the name of a body: their own, one it serves, or one of their side."""
    return body.pk in membership.body_ids or speaks_for(membership, body)


def may_correct(membership, reply) -> bool:
    """Whether one may correct a reply: who speaks for the body that gave it, or who keeps the petition's register."""
    return speaks_for(membership, reply.body) or keeps_register(membership, reply.petition.locality_id)


def links_drafts(user, petition) -> bool:
    """Whether one says which draft resolutions a petition led to: who forwards petitions, or writes down drafts."""
    return user.can(Permission.PETITION_FORWARD, petition) or user.can(Permission.RESOLUTION_EDIT, petition)


def origin_of(kind: str) -> Origin:
    """By which way a petition came that was raised at such a meeting: each kind of meeting is one, of the same name."""
    return Origin(MeetingKind(kind).value)
