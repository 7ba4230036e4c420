"""How resolutions and their tasks move.

A task has a status and a table. A resolution has none: its steps are the official days after adoption, each offered
while its day is not written down, in the order in which they are done.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.ui.registry import Button
from coordination.workflow import buttons
from coordination.workflow.table import Transition, transitions
from sessions.choices import TaskStatus
from sessions.models import Resolution, ResolutionTask
from sessions.rules import does_task

TASK = transitions(
    ResolutionTask,
    Transition("assign", "Giao nhiệm vụ", (), TaskStatus.OPEN, Permission.RESOLUTION_EDIT),
    Transition(
        "finish",
        "Ghi đã xong",
        (TaskStatus.OPEN,),
        TaskStatus.DONE,
        Permission.OBLIGATION_CLOSE,
        primary=True,
        whose=does_task,
    ),
    Transition("reopen", "Mở lại nhiệm vụ", (TaskStatus.DONE,), TaskStatus.OPEN, Permission.RESOLUTION_EDIT),
)

NOT_SIGNED = "Nghị quyết chưa ký chứng thực."


@dataclass(frozen=True)
class Step:
    """An official day after adoption: offered while `field` is empty, to normative ones only or to all."""

    name: str
    label: str
    field: str
    needs_signature: bool = True
    normative: bool = False
    unless: Callable[[Resolution], str] | None = None

    def is_ahead(self, resolution) -> bool:
        """Whether it is still to be done, for this type."""
        return not getattr(resolution, self.field) and (resolution.is_normative or not self.normative)

    def reason(self, resolution) -> str:
        """Why not yet, or nothing."""
        if self.unless and (why := self.unless(resolution)):
            return why
        return NOT_SIGNED if self.needs_signature and not resolution.signed_on else ""


def _not_adopted(resolution) -> str:
    return "" if resolution.adopted_on else "Chưa ghi ngày thông qua."


def _not_ready_to_sign(resolution) -> str:
    return _not_adopted(resolution) or ("" if resolution.number else "Chưa cấp số nghị quyết.")


STEPS = (
    Step("number", "Cấp số", "number", needs_signature=False),
    Step("authenticate", "Ghi đã ký chứng thực", "signed_on", needs_signature=False, unless=_not_ready_to_sign),
    Step("send_up", "Ghi đã gửi cấp trên", "sent_up_on"),
    Step("send_to_gazette", "Ghi đã gửi đăng Công báo", "sent_to_gazette_on", normative=True),
    Step("publish", "Ghi đã đăng Công báo", "published_on", normative=True),
    Step("post", "Ghi đã niêm yết, công khai", "posted_on"),
    Step("set_effect", "Ghi ngày có hiệu lực", "effective_from", needs_signature=False, unless=_not_adopted),
    Step("rollout", "Ghi hội nghị triển khai", "rollout_conference_on", needs_signature=False, unless=_not_adopted),
)
PRIMARY = ("number", "authenticate", "send_to_gazette", "publish")


def step_buttons(resolution, user) -> list[Button]:
    """The days that are still to come, for those who write down resolutions; the first that matters stands out."""
    if not user.can(Permission.RESOLUTION_EDIT, resolution):
        return []
    ahead = [step for step in STEPS if step.is_ahead(resolution)]
    first = next((step for step in ahead if step.name in PRIMARY and not step.reason(resolution)), None)
    offered = [
        Button(step.label, _url("move", resolution, step.name), not reason, reason, primary=step is first)
        for step in ahead
        for reason in [step.reason(resolution)]
    ]
    if resolution.signed_on:
        offered.append(Button("Đính chính", _url("correct", resolution)))
    return offered


def _url(page: str, resolution, *args) -> str:
    return reverse(f"council_sessions:resolution-{page}", args=[resolution.pk, *args])


buttons.add(Resolution, step_buttons)
