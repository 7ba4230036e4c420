"""How a merged petition moves: with the one that leads its group, and back when the merge is taken back.

Nobody takes these steps by hand; they follow an act that was checked already.
"""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition
from voters.choices import PetitionStatus
from voters.rules import FOLLOW

WORDS = {
    "follow_answer": "Trả lời cùng kiến nghị đứng đầu nhóm",
    "follow_end": "Kết thúc cùng kiến nghị đứng đầu nhóm",
    "follow_reopen": "Mở lại cùng kiến nghị đứng đầu nhóm",
}


def nobody(petition, membership) -> bool:
    """No button: what follows by itself."""
    return False


def _step(name: str, label: str, target: str) -> Transition:
    sources = tuple(status.value for status in PetitionStatus)
    return Transition(name, label, sources, target, Permission.PETITION_REGISTER, whose=nobody)


def back_to(status: str) -> str:
    """The step by which a petition returns to how it stood before the merge."""
    return f"ungroup_{status}"


FOLLOWING = (
    *(_step(name, WORDS[name], status.value) for status, name in FOLLOW.items()),
    *(_step(back_to(status), "Trở lại như trước khi gộp", status) for status in PetitionStatus.OPEN),
)
