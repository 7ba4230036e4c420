"""How missions and recommendations move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from oversight.choices import MissionStatus, RecommendationStatus
from oversight.models import Mission, Recommendation
from oversight.rules import keeps
from voters.rules import speaks_for


def of_own_side(record, membership) -> bool:
    """The council's and the Front's offices write in their own books only."""
    return keeps(membership, record.keeper)


def for_those_asked(recommendation, membership) -> bool:
    """Whoever was asked to do it, or the office that speaks for them."""
    return speaks_for(membership, recommendation.addressee)


def step(name, label, sources, target, permission=Permission.OVERSIGHT_EDIT, whose=of_own_side, **more) -> Transition:
    """A step of the side that keeps the record, unless said otherwise."""
    return Transition(name, label, sources, target, permission, whose=whose, **more)


M, R = MissionStatus, RecommendationStatus

MISSION = transitions(
    Mission,
    step("plan", "Ghi vào kế hoạch", (), M.PLANNED),
    step("start", "Ghi bắt đầu", (M.PLANNED,), M.UNDER_WAY, primary=True),
    step(
        "report",
        "Ghi báo cáo",
        (M.UNDER_WAY, M.HELD),
        M.REPORTED,
        primary=True,
        announced=(M.PLANNED,),
        not_yet="Cần ghi bắt đầu trước.",
    ),
    step(
        "conclude",
        "Ghi kết luận",
        (M.REPORTED,),
        M.CONCLUDED,
        primary=True,
        announced=(M.UNDER_WAY, M.HELD),
        not_yet="Cần có báo cáo trước.",
    ),
    step("hold", "Ghi đã tiến hành", (M.PLANNED, M.UNDER_WAY), M.HELD),
    step("cancel", "Không tiến hành nữa", (M.PLANNED,), M.CANCELLED),
    step("replan", "Đưa lại vào kế hoạch", (M.CANCELLED,), M.PLANNED),
)

RECOMMENDATION = transitions(
    Recommendation,
    step("send", "Gửi kiến nghị sau giám sát", (), R.SENT),
    step(
        "accept",
        "Nhận thực hiện",
        (R.SENT,),
        R.IN_PROGRESS,
        Permission.RECOMMENDATION_REPORT,
        for_those_asked,
        primary=True,
    ),
    step("finish", "Báo cáo đã thực hiện xong", R.OPEN, R.DONE, Permission.RECOMMENDATION_REPORT, for_those_asked),
    step("note_done", "Ghi đã thực hiện xong", R.OPEN, R.DONE),
    step("remind", "Đôn đốc bằng văn bản", (R.IN_PROGRESS,), R.IN_PROGRESS),
    step("remind_unanswered", "Đôn đốc bằng văn bản", (R.SENT,), R.SENT),
    step("reopen", "Chưa đạt, yêu cầu làm tiếp", (R.DONE,), R.IN_PROGRESS),
    step("withdraw", "Rút kiến nghị", R.OPEN, R.WITHDRAWN),
)
