"""Panels of a petition's page: its group, the answer it shares, the same over the years; and the way out of a group."""

from django.urls import reverse
from django.utils import timezone

from coordination.people.permissions import Permission
from coordination.records.ties import has
from coordination.ui.registry import Button, Panel
from coordination.workflow import buttons, panels
from voters import actions, queries
from voters.models import Petition
from voters.workflow.petitions import PETITION, done_at_lead


def group_panel(petition, user) -> Panel | None:
    """Everybody who is told when the leading petition is answered."""
    sources = queries.sources_of(petition, user) if has(petition, "merged") else []
    if len(sources) < 2:
        return None
    merges = queries.merges_into(petition) if actions.may_merge(user, petition) else []
    context = {"sources": sources, "voters": user.can(Permission.PETITION_REGISTER, petition), "merges": merges}
    return Panel("Báo cho những nơi đã kiến nghị", "voters/_merge_sources.html", context, wide=True, count=len(sources))


def answer_panel(petition, user) -> Panel | None:
    """The answer of the group, on the page of one that was merged into it."""
    replies = queries.common_replies(petition)
    if not replies:
        return None
    title = f"Trả lời chung, ở {petition.merged_into.code}"
    return Panel(title, "voters/_merge_answer.html", {"replies": replies}, wide=True)


def lineage_panel(petition, user) -> Panel | None:
    """What was asked, answered and promised each time, and whether it was kept."""
    has_others = petition.predecessor_id or has(petition, "followers")
    times = queries.times_of(petition, user) if has_others else []
    if len(times) < 2:
        return None
    today = timezone.localdate()
    rows = [{"time": time, "kept": time.kept(today)} for time in times]
    title = f"Kiến nghị lần thứ {petition.times_raised}: qua các lần"
    return Panel(title, "voters/_lineage.html", {"times": rows}, wide=True, count=len(rows))


def leave_button(petition, user) -> list[Button]:
    """The way to the merge that a petition stands in, to take it back."""
    merge = queries.standing_merge(petition) if petition.merged_into_id else None
    if merge is None or not actions.may_merge(user, petition):
        return []
    return [Button(f"Gỡ lần gộp vào {petition.merged_into.code}", reverse("voters:merge-undo", args=[merge.pk]))]


def resolve_button(petition, user) -> list[Button]:
    """Where to note as done what shares the answer of its group."""
    step = PETITION["resolve"]
    if petition.status not in step.sources or not user.can(step.permission, petition):
        return []
    if not queries.shares_answer(petition):
        return []
    url = reverse("voters:petition-move", args=[petition.pk, step.name])
    return [Button(step.label, url, enabled=False, reason=done_at_lead(petition))]


for panel in (group_panel, answer_panel, lineage_panel):
    panels.add(Petition, panel)
buttons.add(Petition, leave_button)
buttons.add(Petition, resolve_button)
