"""How contact meetings move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from voters import queries
from voters.choices import MeetingStatus
from voters.models import ContactMeeting


def too_early(meeting) -> str | None:
    """A meeting is reported on its day or afterwards."""
    return "Cuộc tiếp xúc chưa tới ngày." if queries.is_ahead(meeting.held_on) else None


MEETING = transitions(
    ContactMeeting,
    Transition("plan", "Ghi cuộc tiếp xúc", (), MeetingStatus.PLANNED, Permission.CONTACT_EDIT),
    Transition(
        "hold",
        "Ghi kết quả",
        (MeetingStatus.PLANNED,),
        MeetingStatus.HELD,
        Permission.CONTACT_EDIT,
        primary=True,
        unless=too_early,
    ),
    Transition("cancel", "Thôi tổ chức", (MeetingStatus.PLANNED,), MeetingStatus.CANCELLED, Permission.CONTACT_EDIT),
    Transition(
        "replan", "Đưa lại vào kế hoạch", (MeetingStatus.CANCELLED,), MeetingStatus.PLANNED, Permission.CONTACT_EDIT
    ),
)
