"""Who hears of a new duty at once."""

from coordination.deadlines.reminders import assigned
from coordination.lib.dates import screen
from coordination.notices.actions import tell
from coordination.notices.choices import NoticeKind


def newly_assigned(obligation, *, by) -> None:
    """Tell the assignee, or everybody who works in the owner body where nobody is named; never who did it. A letter
    goes at once only to somebody named (`reminders.assigned`).

    The text names a confidential duty by its number; the gate is asked again when the notice is read.
    """
    text = f"Việc mới, hạn {screen(obligation.due_on)}: {obligation.public_title}"
    tell(recipients(obligation), text, by=by, about=obligation, kind=NoticeKind.TASK)
    assigned.queue_for(obligation, by=by)


def recipients(obligation) -> list:
    """The assignee's account, else the owner body."""
    account = getattr(obligation.assignee, "user", None)
    return [account if account is not None else obligation.owner]
