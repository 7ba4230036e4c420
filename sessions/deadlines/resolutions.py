"""What resolutions and their tasks owe the ledger."""

from coordination.deadlines.choices import BasisKind
from sessions.deadlines.common import Duty


def of_task(task) -> Duty | None:
    """A task of a resolution with a day and not done yet."""
    if not task.due_on or task.done_on:
        return None
    return Duty(task.owner, task.due_on, task.title, str(task.resolution), BasisKind.DISPATCH)
