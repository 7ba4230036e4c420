"""How an obligation ends, and whose step that is."""

from coordination.deadlines.choices import ObligationStatus as S
from coordination.deadlines.models import Obligation
from coordination.deadlines.rules import keeps_ledger, may_close
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
        whose=may_close,
    ),
    Transition(
        name="waive",
        label="Miễn việc này",
        sources=(S.OPEN,),
        target=S.WAIVED,
        permission=Permission.OBLIGATION_EDIT,
        whose=keeps_ledger,
    ),
    Transition(
        name="reopen",
        label="Mở lại việc",
        sources=S.FINISHED,
        target=S.OPEN,
        permission=Permission.OBLIGATION_EDIT,
        whose=keeps_ledger,
    ),
)
