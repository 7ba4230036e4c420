"""What this room adds to its own pages and to those below: votes about drafts, contents and personnel matters; the
chain from petition to task; the handover of a term, on the term and on what was handed over."""

from urllib.parse import urlencode

from django.urls import reverse, reverse_lazy
from django.utils import timezone

from coordination.deadlines import waiting
from coordination.deadlines.waiting import Item, Kind
from coordination.people.models import Term
from coordination.people.permissions import Permission
from coordination.people.speaking import of_own_bodies
from coordination.records.ties import has
from coordination.regulations.models import Meeting
from coordination.ui.picks import BACK, PICKED
from coordination.ui.registry import Button
from coordination.workflow import buttons, panels
from coordination.workflow.panels import Panel
from coordination.workflow.table import table_of
from sessions import (
    chain,
    handover,  # noqa: F401 - fills the registry that is read below
    registers,
)
from sessions.choices import HandoverStatus
from sessions.models import (
    AgendaItem,
    Ballot,
    DraftResolution,
    Handover,
    HandoverRow,
    PersonnelMatter,
    Resolution,
)
from sessions.queries import handover as handovers

TO_ACCEPT = reverse_lazy("council_sessions:handoverrow-bulk", args=["nhan"])
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


def handed_over(record, user) -> Panel | None:
    """How often, from which term to which, and who took it over; nothing of what was never handed over."""
    if type(record) not in {kind.model for kind in registers.kinds()}:
        return None
    if not has(record, "council_sessions.handoverrow"):
        return None
    rows = list(handovers.about(HandoverRow.objects.visible_to(user), record))
    return Panel("Bàn giao nhiệm kỳ", "council_sessions/_handover_of_record.html", {"rows": rows}) if rows else None


def to_take_over(user):
    """What an ended term left open and is proposed to a body of one's own, until it is accepted or returned."""
    rows = HandoverRow.objects.visible_to(user).filter(of_own_bodies(user, "to_body"))
    rows = handovers.waiting(rows.filter(handover__status=HandoverStatus.OPEN))
    return rows.select_related("from_body").prefetch_related("target").order_by("handover__opened_on", "pk")


def to_take_over_item(row) -> Item:
    words = f"{row.kind.label} · {row.from_body or 'chưa giao ai'} để lại"
    query = urlencode({PICKED: row.pk, BACK: reverse("deadlines:my-work")})
    return Item(row.public_title, row.get_absolute_url(), words, "Nhận", f"{TO_ACCEPT}?{query}")


def handovers_of(term, user) -> Panel | None:
    """The handovers of a term, and the way to open one from a term that ended."""
    if not user.can(Permission.SESSION_VIEW):
        return None
    rows = list(handovers.of_term(Handover.objects.visible_to(user), term))
    link = None
    if _may_open(term, user):
        query = urlencode({"from_term": term.pk})
        link = ("Lập bàn giao", f"{reverse('council_sessions:handover-create')}?{query}")
    if not (rows or link):
        return None
    return Panel("Bàn giao nhiệm kỳ", "council_sessions/_handover_of_term.html", {"rows": rows}, link=link)


def _may_open(term, user) -> bool:
    """Whether the term has ended and waits for one that this office may open."""
    place = user.acting.locality
    if place.is_ended or not user.can(Permission.SESSION_EDIT):
        return False
    return term in handovers.ended_terms(place, timezone.localdate())


panels.add(None, handed_over)
panels.add(Term, handovers_of)
waiting.add(Kind("ban-giao", "Bàn giao, chờ nhận", Permission.OBLIGATION_CLOSE, to_take_over, to_take_over_item))
panels.add(Meeting, rolled_out)
buttons.add(Ballot, step_after)
for _model, _draw in chain.PANELS.items():
    panels.add(_model, _draw)
