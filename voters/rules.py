"""What result classes mean, and who may speak for whom: pure rules, asked by models, queries and actions."""

from typing import NamedTuple

from coordination.people.choices import BodyKind, Level
from coordination.people.permissions import Permission
from coordination.people.roles import Reach
from voters.choices import MeetingKind, Origin, Result


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

ANSWERING = tuple(result.value for result in Result if MEANING[result].answered)
FINISHING = tuple(result.value for result in Result if MEANING[result].finished)

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


def keeps_register(membership, locality_id: int) -> bool:
    """The council's office of the petition's locality keeps the book: it notes what reaches it on paper, too."""
    forwards = Permission.PETITION_FORWARD in membership.role_class.permissions
    return forwards and membership.body.locality_id == locality_id


def speaks_for(membership, body) -> bool:
    """Whether one may accept, refuse and reply for a competent body.

    A department speaks for itself. The office of a principal body speaks for every body of its side, and the
    committee's office for bodies without a side in the same locality (power company, insurance, ministries). In a
    commune a few officials work for all sides.
    """
    if body is None:
        return False
    if membership.role_class.reach is not Reach.LOCALITY:
        return body.pk in membership.body_ids
    if body.locality_id != membership.body.locality_id:
        return False
    side = body.principal
    if side.pk in membership.principal_ids or body.locality.level == Level.COMMUNE:
        return True
    return side.kind not in BodyKind.PRINCIPAL and membership.body.principal.kind == BodyKind.COMMITTEE


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
    """By which way a petition came that was raised at such a meeting; other forms belong to the round before."""
    return {MeetingKind.AFTER: Origin.AFTER, MeetingKind.THEMATIC: Origin.THEMATIC}.get(kind, Origin.BEFORE)
