"""What questions owe the ledger."""

from coordination.deadlines import closing
from coordination.deadlines.actions import reopen_obligation
from coordination.deadlines.choices import BasisKind, ObligationStatus
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import about
from sessions.deadlines.common import Duty, LawDuty, keep_law
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


def owe_answer(question, *, by) -> None:
    """The written answer is owed; where it was owed before and dropped, that duty runs again, from the new day."""
    duties = answers_of(question)
    dropped = (
        about(question).filter(status=ObligationStatus.WAIVED, version__isnull=False).select_related("version__rule")
    )
    last = [row for row in dropped if any(duty.is_kept_by(row) for duty in duties)][-1:]
    for row in last:
        reopen_obligation(row, by=by, reason="Lại giao trả lời bằng văn bản.")
    keep_law(question, duties, by=by)


def why_not_by_hand(obligation) -> str | None:
    """The answer closes the duty to answer, the kept promise the promise; both are steps of the question."""
    question = obligation.subject
    if obligation.version_id and question.answered_on is None:
        return "Việc này xong khi ghi trả lời ở trang chất vấn."
    if not obligation.version_id and question.kept_on is None:
        return "Việc này xong khi ghi đã làm đúng lời hứa ở trang chất vấn."
    return None


closing.add(Question, why_not_by_hand)
