"""How an obligation ends."""

from coordination.deadlines.choices import ObligationStatus as S
from coordination.deadlines.models import Obligation
from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions

OBLIGATION = transitions(
    Obligation,
    Transition(name="open", label="Giao việc", sources=(), target=S.OPEN, permission=Permission.OBLIGATION_EDIT),
    Transition(
        name="close",
        label="Ghi đã làm",
        sources=(S.OPEN,),
        target=S.DONE,
        permission=Permission.OBLIGATION_CLOSE,
        primary=True,
    ),
    Transition(
        name="waive",
        label="Miễn việc này",
        sources=(S.OPEN,),
        target=S.WAIVED,
        permission=Permission.OBLIGATION_EDIT,
    ),
    Transition(
        name="reopen",
        label="Mở lại việc",
        sources=S.FINISHED,
        target=S.OPEN,
        permission=Permission.OBLIGATION_EDIT,
    ),
)
