"""Whom the readiness board can remind ("Đôn đốc"): the duties behind what each body owes, and why it may not be now."""

from dataclasses import dataclass

from coordination.deadlines.actions import urging
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import mark_reachable
from coordination.deadlines.workflow import why_nobody
from coordination.people.permissions import Permission
from coordination.workflow.table import table_of
from sessions import queries

FETCHED = (
    "assignee",
    "version",
    "owner__locality",
    "owner__parent__parent",
    "beneficiary__locality",
    "beneficiary__parent__parent",
)
"""What the questions to each duty need."""


@dataclass(frozen=True)
class Reminder:
    """The duties that one body is reminded of; `reason` says why nothing is sent now."""

    duties: list[Obligation]
    reason: str = ""


def duties_to_urge(items, user) -> list[Obligation]:
    """Open duties to hand in the items, of which the user may remind somebody; earliest due day first."""
    if not user.can(Permission.OBLIGATION_EDIT) or user.acting.locality.is_ended:
        return []
    seen = Obligation.objects.visible_to(user).select_related(*FETCHED)
    step = table_of(Obligation)[urging.URGE]
    found = queries.duties_of(seen, items).order_by("due_on", "pk")
    return [duty for duty in found if step.is_for(duty, user)]


def reminders(groups, user) -> dict[int, Reminder]:
    """Body → its reminder, for the groups of a board that owe something; a constant number of queries."""
    duties = duties_to_urge([item for group in groups for item in group.to_urge], user)
    if not duties:
        return {}
    mark_reachable(duties)
    done = urging.urged_today([duty.pk for duty in duties], user)
    by_body: dict[int, list[Obligation]] = {}
    for duty in duties:
        by_body.setdefault(duty.owner_id, []).append(duty)
    return {body_id: _reminder(rows, done) for body_id, rows in by_body.items()}


def _reminder(duties, done) -> Reminder:
    left = [duty for duty in duties if duty.pk not in done]
    if not left:
        return Reminder([], urging.TODAY)
    reached = [duty for duty in left if duty.is_reachable]
    return Reminder(reached) if reached else Reminder([], why_nobody(left[0]))
