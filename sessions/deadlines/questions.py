"""What questions owe the ledger."""

from coordination.deadlines import closing
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.models import Obligation
from sessions.deadlines.common import Duty, LawDuty
from sessions.models import Question

LONGEST = Obligation._meta.get_field("title").max_length


def of_question(question) -> Duty | None:
    """A promise made in the hall and not kept yet."""
    if not question.promise_due_on or question.kept_on:
        return None
    title = f"Thực hiện lời hứa: {question.promise}"[:LONGEST]
    return Duty(
        question.addressee, question.promise_due_on, title, f"Lời hứa tại {question.gathering}", BasisKind.PROMISE
    )


def answers_of(question) -> list[LawDuty]:
    """The written answer to a question that was left to writing, until it came."""
    if question.left_to_writing_on is None or question.answered_on is not None:
        return []
    title = f"Trả lời chất vấn bằng văn bản: {question}"[:LONGEST]
    return [LawDuty("QST-02", question.addressee, question.left_to_writing_on, title)]


def why_not_by_hand(obligation) -> str | None:
    """The answer closes the duty to answer, the kept promise the promise; both are steps of the question."""
    question = obligation.subject
    if obligation.version_id and question.answered_on is None:
        return "Việc này xong khi ghi trả lời ở trang chất vấn."
    if not obligation.version_id and question.kept_on is None:
        return "Việc này xong khi ghi đã làm đúng lời hứa ở trang chất vấn."
    return None


closing.add(Question, why_not_by_hand)
