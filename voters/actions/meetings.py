"""What people do with contact meetings."""

from django.db import transaction

from coordination.people.concerning import write_concerns
from coordination.workflow import door
from voters import deadlines
from voters.actions.common import check_not_ahead
from voters.choices import MeetingStatus
from voters.models import ContactMeeting, ContactPlan


@transaction.atomic
def plan_meeting(meeting, *, by, related=None):
    """Note a meeting that is to be held; what the law asks before it is owed from now on."""
    door.create(meeting, by=by, related=related)
    deadlines.follow_contact(meeting, by=by)
    _refresh(meeting.plan_id)
    return meeting


@transaction.atomic
def edit_meeting(meeting, *, by, related=None):
    """Save the changed fields; duties of law follow its day, the plans it left or joined follow its place. What was
    held was not held on a day to come."""
    if meeting.status == MeetingStatus.HELD and meeting.held_on:
        check_not_ahead(meeting.held_on, "held_on", by)
    before = ContactMeeting.objects.values_list("plan", flat=True).get(pk=meeting.pk)
    door.change(meeting, by=by, related=related)
    deadlines.follow_contact(meeting, by=by)
    _refresh(before, meeting.plan_id)
    return meeting


def hold_meeting(meeting, *, by, **counted):
    """It took place: the numbers of the minutes (`held_on`, `attending`, `opinions` …) are kept with it."""
    if held_on := counted.get("held_on"):
        check_not_ahead(held_on, "held_on", by)
    return door.move(meeting, "hold", by=by, **counted)


@transaction.atomic
def cancel_meeting(meeting, *, by, reason):
    """It will not take place; the reason stays in the history, and nothing is owed before it."""
    door.move(meeting, "cancel", by=by, note=reason)
    deadlines.follow_contact(meeting, by=by)
    return meeting


@transaction.atomic
def replan_meeting(meeting, *, by, note=""):
    """Back on the plan."""
    door.move(meeting, "replan", by=by, note=note)
    deadlines.follow_contact(meeting, by=by)
    return meeting


def _refresh(*plans) -> None:
    """Whom a plan concerns follows the places of its points."""
    for plan in ContactPlan.objects.filter(pk__in={key for key in plans if key}):
        write_concerns(plan)
