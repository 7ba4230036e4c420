"""What this room adds to its own pages: votes about drafts, contents and personnel matters; the chain from petition to
task."""

from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.regulations.models import Meeting
from coordination.ui.registry import Button
from coordination.workflow import buttons, panels
from coordination.workflow.panels import Panel
from coordination.workflow.table import table_of
from sessions import chain
from sessions.handover import panels as _handover  # noqa: F401 - fills a registry
from sessions.handover import registers  # noqa: F401 - fills a registry
from sessions.models import AgendaItem, Ballot, DraftResolution, PersonnelMatter, Resolution

NEXT = {"draft": ("adopt", "reject"), "personnel": ("approve", "reject")}
"""Of each kind of subject: the step after a vote that passed, and after one that did not."""


def votes_on(subject: str):
    """The panel with the votes about a record, and the way to write one down; nothing where there is neither."""

    def draw(record, user) -> Panel | None:
        if not user.can(Permission.SESSION_VIEW):
            return None
        rows = list(Ballot.objects.visible_to(user).filter(**{subject: record}).select_related("version"))
        may = user.can(Permission.SESSION_EDIT, record)
        if not rows and not may:
            return None
        link = None
        if may and not rows:
            link = ("Ghi biểu quyết", f"{reverse('council_sessions:ballot-create')}?{subject}={record.pk}")
        return Panel("Biểu quyết", "council_sessions/_votes.html", {"rows": rows}, count=len(rows) or None, link=link)

    return draw


def step_after(ballot, user) -> list[Button]:
    """A vote moves nothing by itself: the button leads to the step that its result allows."""
    name = next((name for name in NEXT if getattr(ballot, f"{name}_id")), None)
    if name is None:
        return []
    subject = ballot.subject
    step = table_of(type(subject)).find(NEXT[name][0 if ballot.passed else 1])
    if step is None or not step.is_for(subject, user) or subject.status not in step.sources:
        return []
    kind = subject._meta.model_name
    url = reverse(f"council_sessions:{kind}-move", args=[subject.pk, step.name])
    return [Button(f"{step.label}: {subject._meta.verbose_name}", url, primary=True)]


for _name, _model in (("draft", DraftResolution), ("item", AgendaItem), ("personnel", PersonnelMatter)):
    panels.add(_model, votes_on(_name))


def rolled_out(meeting, user) -> Panel | None:
    """The resolutions that were explained at a meeting to those who carry them out."""
    if not user.can(Permission.RESOLUTION_VIEW):
        return None
    rows = list(Resolution.objects.visible_to(user).filter(rollout_meeting=meeting).order_by("-adopted_on", "-id"))
    if not rows:
        return None
    return Panel("Nghị quyết được triển khai", "council_sessions/_rolled_out.html", {"rows": rows}, count=len(rows))


panels.add(Meeting, rolled_out)
buttons.add(Ballot, step_after)
for _model, _draw in chain.PANELS.items():
    panels.add(_model, _draw)
