"""How a review moves from draft to signature."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from reports.choices import ReviewStatus
from reports.models import Review


def _unsigned_reason(review) -> str | None:
    """A signed report has its number and date."""
    if not review.number or not review.issued_on:
        return "Cần ghi số và ngày ban hành trước khi chốt đã ký."
    return None


REVIEW = transitions(
    Review,
    Transition("draft", "Soạn báo cáo", (), ReviewStatus.DRAFTING, Permission.REVIEW_EDIT),
    Transition(
        "consult",
        "Gửi các bên lấy ý kiến",
        (ReviewStatus.DRAFTING,),
        ReviewStatus.CONSULTING,
        Permission.REVIEW_EDIT,
        primary=True,
    ),
    Transition(
        "take_back", "Lấy lại để sửa", (ReviewStatus.CONSULTING,), ReviewStatus.DRAFTING, Permission.REVIEW_EDIT
    ),
    Transition(
        "agree",
        "Chốt: các bên đã thống nhất",
        (ReviewStatus.CONSULTING,),
        ReviewStatus.AGREED,
        Permission.REVIEW_APPROVE,
        primary=True,
        announced=(ReviewStatus.DRAFTING,),
        not_yet="Cần gửi các bên lấy ý kiến trước.",
    ),
    Transition("reopen", "Mở lại để sửa", (ReviewStatus.AGREED,), ReviewStatus.DRAFTING, Permission.REVIEW_APPROVE),
    Transition(
        "sign",
        "Ghi đã ký ban hành",
        (ReviewStatus.AGREED,),
        ReviewStatus.SIGNED,
        Permission.REVIEW_APPROVE,
        primary=True,
        unless=_unsigned_reason,
    ),
)
