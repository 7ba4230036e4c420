"""How personnel matters move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import PersonnelStatus
from sessions.models import PersonnelMatter


def _why_not_confirmed(matter) -> str | None:
    return None if matter.needs_confirmation else "Việc này không phải được phê chuẩn."


PERSONNEL = transitions(
    PersonnelMatter,
    Transition("propose", "Trình việc nhân sự", (), PersonnelStatus.PROPOSED, Permission.SESSION_EDIT),
    Transition(
        "approve",
        "Ghi được thông qua",
        (PersonnelStatus.PROPOSED,),
        PersonnelStatus.APPROVED,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "reject",
        "Ghi không được thông qua",
        (PersonnelStatus.PROPOSED,),
        PersonnelStatus.REJECTED,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "confirm",
        "Ghi đã phê chuẩn",
        (PersonnelStatus.APPROVED,),
        PersonnelStatus.CONFIRMED,
        Permission.SESSION_EDIT,
        primary=True,
        unless=_why_not_confirmed,
    ),
    Transition(
        "withdraw", "Rút việc nhân sự", (PersonnelStatus.PROPOSED,), PersonnelStatus.WITHDRAWN, Permission.SESSION_EDIT
    ),
)
