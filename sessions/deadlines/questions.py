"""What questions owe the ledger."""

from coordination.deadlines.choices import BasisKind
from sessions.deadlines.common import Duty


def of_question(question) -> Duty | None:
    """A promise made in the hall and not kept yet."""
    if not question.promise_due_on or question.kept_on:
        return None
    title = f"Thực hiện lời hứa: {question.promise}"
    return Duty(
        question.addressee, question.promise_due_on, title, f"Lời hứa tại {question.gathering}", BasisKind.PROMISE
    )
