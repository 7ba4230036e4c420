"""How receptions and letters move."""

from complaints.choices import LetterStatus, ReceptionStatus
from complaints.models import Letter, Reception
from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions

R, L = ReceptionStatus, LetterStatus


def for_the_named(letter, membership) -> bool:
    """Nobody but the persons named handles a letter; whoever receives it names them."""
    return letter.pk is None or letter.names(membership.user.person_id)


def reception_step(name, label, sources, target, **more) -> Transition:
    """A step of a reception."""
    return Transition(name, label, sources, target, Permission.RECEPTION_EDIT, **more)


def letter_step(name, label, sources, target, **more) -> Transition:
    """A step of a letter."""
    return Transition(name, label, sources, target, Permission.LETTER_EDIT, whose=for_the_named, **more)


RECEPTION = transitions(
    Reception,
    reception_step("plan", "Ghi lịch tiếp công dân", (), R.PLANNED),
    reception_step("hold", "Ghi đã tiếp", (R.PLANNED,), R.HELD, primary=True),
    reception_step("cancel", "Không tổ chức", (R.PLANNED,), R.CANCELLED),
    reception_step("replan", "Đưa lại vào lịch", (R.CANCELLED,), R.PLANNED),
)

LETTER = transitions(
    Letter,
    letter_step("receive", "Tiếp nhận đơn", (), L.RECEIVED),
    letter_step("forward", "Chuyển cơ quan có thẩm quyền", (L.RECEIVED, L.ACCEPTED), L.FORWARDED, primary=True),
    letter_step("accept", "Thụ lý", (L.RECEIVED,), L.ACCEPTED),
    letter_step("settle", "Ghi đã giải quyết", L.OPEN, L.SETTLED),
    letter_step("return", "Trả lại, hướng dẫn", (L.RECEIVED,), L.RETURNED),
)
