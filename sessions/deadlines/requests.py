"""What requests before the hall owe the ledger: proposals of contents, opinions asked for."""

from coordination.ui.show import lowfirst
from sessions import queries
from sessions.choices import ContentRequestStatus, OpinionStatus
from sessions.deadlines.common import Duty


def of_content_request(request) -> Duty | None:
    """The body asked owes its proposals by the day, while it is asked."""
    if request.status != ContentRequestStatus.OPEN or not request.due_on:
        return None
    title = f"Đề xuất nội dung {lowfirst(str(request.session))}"
    return Duty(request.body, request.due_on, title, str(request.document or "Đề nghị của Thường trực HĐND"))


def of_opinion_request(request) -> Duty | None:
    """The Standing Committee owes its reply to the body that asks."""
    standing = queries.standing_of(request.locality)
    if request.status not in OpinionStatus.OPEN or not request.due_on or standing is None:
        return None
    basis = str(request.document or f"Đề nghị của {request.from_body}")
    return Duty(standing, request.due_on, f"Cho ý kiến: {request.title}", basis, beneficiary=request.from_body)


def of_board_opinion(opinion) -> Duty | None:
    """A board that is heard owes its opinion to the Standing Committee, while the matter is open."""
    if opinion.given_on or not opinion.due_on or opinion.request.status not in OpinionStatus.OPEN:
        return None
    title = f"Cho Thường trực HĐND ý kiến: {opinion.request.title}"
    return Duty(opinion.board, opinion.due_on, title, "Thường trực HĐND lấy ý kiến các Ban")
