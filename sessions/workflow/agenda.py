"""How agenda items and their documents move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import ItemStatus
from sessions.models import AgendaItem

ITEM = transitions(
    AgendaItem,
    Transition("plan", "Thêm nội dung", (), ItemStatus.EXPECTED, Permission.SESSION_EDIT),
    Transition(
        "receive",
        "Ghi đã nộp tài liệu",
        (ItemStatus.EXPECTED,),
        ItemStatus.RECEIVED,
        Permission.SESSION_SUBMIT,
        primary=True,
    ),
    Transition(
        "verify",
        "Ghi đã thẩm tra",
        (ItemStatus.RECEIVED,),
        ItemStatus.VERIFIED,
        Permission.RESOLUTION_EDIT,
        announced=(ItemStatus.EXPECTED,),
        not_yet="Chưa nhận được tài liệu.",
    ),
    Transition(
        "send",
        "Gửi đại biểu",
        (ItemStatus.RECEIVED, ItemStatus.VERIFIED),
        ItemStatus.SENT,
        Permission.SESSION_EDIT,
        primary=True,
        announced=(ItemStatus.EXPECTED,),
        not_yet="Chưa nhận được tài liệu.",
    ),
    Transition(
        "postpone",
        "Lùi thời gian trình",
        (ItemStatus.EXPECTED, ItemStatus.RECEIVED, ItemStatus.VERIFIED),
        ItemStatus.POSTPONED,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "withdraw",
        "Rút khỏi chương trình",
        (ItemStatus.EXPECTED, ItemStatus.RECEIVED, ItemStatus.VERIFIED),
        ItemStatus.WITHDRAWN,
        Permission.SESSION_EDIT,
    ),
    Transition("restore", "Đưa lại vào chương trình", ItemStatus.STOPPED, ItemStatus.EXPECTED, Permission.SESSION_EDIT),
)
