"""How written reminders and reports on petitions move."""

from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from voters.choices import FollowUpStatus, SettlementStatus, SupervisionStatus
from voters.models import FollowUp, SettlementReport, SupervisionReport
from voters.rules import judges_for


def empty(follow_up) -> str | None:
    """A reminder is about something."""
    return None if follow_up.petitions.exists() else "Văn bản chưa có kiến nghị nào."


def by_its_board(report, membership) -> bool:
    """The board that was asked verifies; the office of the council may write down what reached it on paper."""
    keeps = Permission.PETITION_FORWARD in membership.role_class.permissions
    return keeps or (report.board is not None and judges_for(membership, report.board))


def not_settled(report, _membership) -> bool:
    """Nobody has settled its figures."""
    return not report.numbers


def settled(report, _membership) -> bool:
    """Its figures were settled; they may be settled anew until it is issued."""
    return bool(report.numbers)


def ahead(report) -> str | None:
    """Figures are read at the end of a day that is over."""
    is_ahead = report.counted_on > timezone.localdate()
    return f"Số liệu tính đến hết {screen(report.counted_on)}, ngày ấy chưa qua." if is_ahead else None


def without_figures(report) -> str | None:
    """What is issued has the figures that its paper says."""
    return None if report.numbers else "Chốt số liệu trước khi ban hành."


FOLLOW_UP = transitions(
    FollowUp,
    Transition("prepare", "Soạn văn bản đôn đốc", (), FollowUpStatus.DRAFT, Permission.PETITION_FORWARD),
    Transition(
        "send",
        "Ghi đã gửi",
        (FollowUpStatus.DRAFT,),
        FollowUpStatus.SENT,
        Permission.PETITION_FORWARD,
        primary=True,
        unless=empty,
    ),
    Transition("drop", "Thôi gửi", (FollowUpStatus.DRAFT,), FollowUpStatus.DROPPED, Permission.PETITION_FORWARD),
)

SETTLEMENT = transitions(
    SettlementReport,
    Transition("receive", "Ghi báo cáo", (), SettlementStatus.RECEIVED, Permission.PETITION_FORWARD),
    Transition(
        "assign",
        "Giao Ban thẩm tra",
        (SettlementStatus.RECEIVED, SettlementStatus.ASSIGNED),
        SettlementStatus.ASSIGNED,
        Permission.PETITION_FORWARD,
        primary=True,
    ),
    Transition(
        "verify",
        "Ghi kết quả thẩm tra",
        (SettlementStatus.ASSIGNED,),
        SettlementStatus.VERIFIED,
        Permission.OVERSIGHT_EDIT,
        primary=True,
        announced=(SettlementStatus.RECEIVED,),
        not_yet="Giao Ban thẩm tra trước.",
        whose=by_its_board,
    ),
)

SUPERVISION = transitions(
    SupervisionReport,
    Transition("draft", "Soạn báo cáo giám sát", (), SupervisionStatus.DRAFT, Permission.PETITION_FORWARD),
    Transition(
        "settle",
        "Chốt số liệu",
        (SupervisionStatus.DRAFT,),
        SupervisionStatus.DRAFT,
        Permission.PETITION_FORWARD,
        primary=True,
        unless=ahead,
        whose=not_settled,
    ),
    Transition(
        "settle_anew",
        "Chốt lại số liệu",
        (SupervisionStatus.DRAFT,),
        SupervisionStatus.DRAFT,
        Permission.PETITION_FORWARD,
        unless=ahead,
        whose=settled,
    ),
    Transition(
        "issue",
        "Ghi đã ban hành",
        (SupervisionStatus.DRAFT,),
        SupervisionStatus.ISSUED,
        Permission.PETITION_FORWARD,
        unless=without_figures,
    ),
)
