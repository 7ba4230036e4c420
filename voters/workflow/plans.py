"""How plans of contact move."""

from coordination.lib.numbers import vi
from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from voters import queries
from voters.choices import PlanStatus
from voters.models import ContactPlan


def without_points(plan) -> str | None:
    """A plan says where and when."""
    return None if plan.meetings.exists() else "Kế hoạch chưa có điểm tiếp xúc nào."


def still_open(plan) -> str | None:
    """Every point was held, or it was noted that it was not."""
    left = queries.open_points(plan)
    return f"Còn {vi(left)} điểm chưa ghi kết quả." if left else None


PLAN = transitions(
    ContactPlan,
    Transition("draw_up", "Lập kế hoạch", (), PlanStatus.DRAFT, Permission.CONTACT_EDIT),
    Transition(
        "issue",
        "Ban hành kế hoạch",
        (PlanStatus.DRAFT,),
        PlanStatus.ISSUED,
        Permission.CONTACT_EDIT,
        primary=True,
        unless=without_points,
    ),
    Transition(
        "close",
        "Kết thúc kế hoạch",
        (PlanStatus.ISSUED,),
        PlanStatus.CLOSED,
        Permission.CONTACT_EDIT,
        primary=True,
        unless=still_open,
    ),
    Transition("resume", "Mở lại kế hoạch", (PlanStatus.CLOSED,), PlanStatus.ISSUED, Permission.CONTACT_EDIT),
)
