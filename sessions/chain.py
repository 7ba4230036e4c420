"""Where a resolution comes from and what comes of it: petition → draft → resolution → task.

A room above adds what stands before the draft (`add_origin`). Only rows that the reader may see are named; of the
others it is said how many there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coordination.people.permissions import Permission
from coordination.ui.registry import Panel
from sessions.models import DraftResolution, Resolution, ResolutionTask

TEMPLATE = "council_sessions/_chain.html"
TITLE = "Chuỗi nguồn gốc"
MOST = 12
"""Rows of one link that are named; of more it is said how many follow."""

Origin = Callable[[object, object], "Stage"]
_origins: list[Origin] = []


@dataclass(frozen=True)
class Row:
    """One record of the chain; without an address it is the page one stands on."""

    title: str
    url: str
    state: tuple[str, str]


@dataclass(frozen=True)
class Stage:
    """One link of the chain: what is named, how many more follow, how many the reader may not see."""

    label: str
    rows: tuple[Row, ...] = ()
    more: int = 0
    hidden: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.hidden)


def add_origin(origin: Origin) -> None:
    """Let a higher room say what drafts come from: `origin(drafts, user)` gives its stage."""
    _origins.append(origin)


def stage(label: str, rows, user, permission, here=None) -> Stage:
    """A link made of these rows, whoever may see them."""
    total = rows.count()
    seen = list(rows.visible_to(user)) if total and user.can(permission) else []
    named = [Row(row.public_title, "" if row == here else row.get_absolute_url(), row.state) for row in seen[:MOST]]
    return Stage(label, tuple(named), max(0, len(seen) - MOST), total - len(seen))


def panel_of_draft(draft, user) -> Panel | None:
    """On the page of a draft."""
    resolutions = Resolution.objects.filter(draft=draft)
    return panel([*before(_alone(draft), user, draft), *after(resolutions, user)])


def panel_of_resolution(resolution, user) -> Panel | None:
    """On the page of a resolution."""
    drafts = DraftResolution.objects.filter(pk=resolution.draft_id)
    return panel([*before(drafts, user), *after(_alone(resolution), user, resolution)])


def panel_of_task(task, user) -> Panel | None:
    """On the page of a task: the other tasks of its resolution are not its origin."""
    resolutions = Resolution.objects.filter(pk=task.resolution_id)
    drafts = DraftResolution.objects.filter(resolutions=task.resolution_id)
    own = stage("Nhiệm vụ", _alone(task), user, Permission.RESOLUTION_VIEW, task)
    return panel([*before(drafts, user), _resolutions(resolutions, user), own])


def before(drafts, user, here=None) -> list[Stage]:
    """What the drafts come from, and the drafts."""
    own = stage("Dự thảo nghị quyết", drafts, user, Permission.RESOLUTION_VIEW, here)
    return [*(origin(drafts, user) for origin in _origins), own]


def after(resolutions, user, here=None) -> list[Stage]:
    """The resolutions, and the tasks that they create."""
    tasks = ResolutionTask.objects.filter(resolution__in=resolutions.order_by().values("pk"))
    named = stage("Nhiệm vụ", tasks.select_related("owner"), user, Permission.RESOLUTION_VIEW)
    return [_resolutions(resolutions, user, here), named]


def panel(stages: Iterable[Stage]) -> Panel | None:
    """The block of the page; nothing where the record stands alone."""
    told = [one for one in stages if not one.is_empty]
    return Panel(TITLE, TEMPLATE, {"stages": told}) if len(told) > 1 else None


def _resolutions(rows, user, here=None) -> Stage:
    return stage("Nghị quyết", rows.prefetch_related("changes"), user, Permission.RESOLUTION_VIEW, here)


def _alone(record):
    return type(record).objects.filter(pk=record.pk)


PANELS = {DraftResolution: panel_of_draft, Resolution: panel_of_resolution, ResolutionTask: panel_of_task}
"""Who draws the chain on which page (`panels.py` hands it in)."""
