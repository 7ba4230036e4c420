"""How resolutions and their tasks move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import TaskStatus
from sessions.models import ResolutionTask

TASK = transitions(
    ResolutionTask,
    Transition("assign", "Giao nhiệm vụ", (), TaskStatus.OPEN, Permission.RESOLUTION_EDIT),
    Transition("finish", "Ghi đã xong", (TaskStatus.OPEN,), TaskStatus.DONE, Permission.OBLIGATION_CLOSE, primary=True),
    Transition("reopen", "Mở lại nhiệm vụ", (TaskStatus.DONE,), TaskStatus.OPEN, Permission.RESOLUTION_EDIT),
)
