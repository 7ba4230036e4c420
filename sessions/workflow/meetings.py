"""How sessions and sittings move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import SessionStatus
from sessions.models import CouncilSession

SESSION = transitions(
    CouncilSession,
    Transition("plan", "Lập kỳ họp", (), SessionStatus.PREPARING, Permission.SESSION_EDIT),
    Transition(
        "convene",
        "Triệu tập kỳ họp",
        (SessionStatus.PREPARING,),
        SessionStatus.CONVENED,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "open",
        "Khai mạc kỳ họp",
        (SessionStatus.CONVENED,),
        SessionStatus.OPEN,
        Permission.SESSION_EDIT,
        primary=True,
        announced=(SessionStatus.PREPARING,),
        not_yet="Kỳ họp chưa được triệu tập.",
    ),
    Transition(
        "close", "Bế mạc kỳ họp", (SessionStatus.OPEN,), SessionStatus.CLOSED, Permission.SESSION_EDIT, primary=True
    ),
    Transition(
        "send_up",
        "Ghi đã gửi cấp trên",
        (SessionStatus.CLOSED,),
        SessionStatus.CLOSED,
        Permission.SESSION_EDIT,
        primary=True,
        unless=lambda session: f"Đã gửi cấp trên ngày {session.sent_up_on:%d/%m/%Y}." if session.sent_up_on else None,
    ),
    Transition("postpone", "Hoãn kỳ họp", SessionStatus.COMING, SessionStatus.POSTPONED, Permission.SESSION_EDIT),
    Transition(
        "resume",
        "Chuẩn bị lại kỳ họp",
        (SessionStatus.POSTPONED,),
        SessionStatus.PREPARING,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "cancel",
        "Thôi tổ chức kỳ họp",
        (*SessionStatus.COMING, SessionStatus.POSTPONED),
        SessionStatus.CANCELLED,
        Permission.SESSION_EDIT,
    ),
)
