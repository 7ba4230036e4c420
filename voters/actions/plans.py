"""What people do with plans of contact and their points."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.people.concerning import write_concerns
from coordination.workflow import door
from voters import queries
from voters.actions.common import check_not_ahead, moment
from voters.actions.meetings import plan_meeting
from voters.choices import PlanStatus
from voters.models import ContactMeeting


def draw_up_plan(plan, *, by, related=None):
    """Begin a plan: a draft, seen by the offices only."""
    return door.create(plan, by=by, related=related)


def edit_plan(plan, *, by, related=None):
    """Save the changed fields of a plan."""
    return door.change(plan, by=by, related=related)


@transaction.atomic
def issue_plan(plan, *, by, number="", issued_on=None, document=None, note=""):
    """The plan was issued: from now on delegates and the places of its points see it."""
    day = issued_on or plan.issued_on or timezone.localdate()
    check_not_ahead(day, "issued_on", by)
    fields = {"number": number.strip() or plan.number, "document": document or plan.document}
    return door.move(plan, "issue", by=by, note=note, at=moment(day, by), issued_on=day, **fields)


def close_plan(plan, *, by, note=""):
    """Every point was held or called off: the round is over."""
    return door.move(plan, "close", by=by, note=note)


def resume_plan(plan, *, by, note=""):
    """Open it again: a point is added or corrected."""
    return door.move(plan, "resume", by=by, note=note)


@transaction.atomic
def add_points(plan, points, *, by):
    """Put points under a plan, all or none: pairs of an unsaved meeting and its many-to-many rows.

    What the plan knows (locality, form, session, chair) is filled in where the point leaves it open.
    """
    if plan.status == PlanStatus.CLOSED:
        raise ValidationError("Kế hoạch đã kết thúc; mở lại rồi thêm điểm.")
    for meeting, related in points:
        meeting.plan, meeting.locality = plan, plan.locality
        meeting.kind = meeting.kind or plan.kind
        meeting.session = meeting.session or plan.session
        meeting.chaired_by = meeting.chaired_by or plan.led_by
        plan_meeting(meeting, by=by, related=related)
    write_concerns(plan)
    return plan


def copy_of(point: ContactMeeting, on) -> tuple[ContactMeeting, dict]:
    """A new point like an earlier one, and its rows: bodies that ended, and delegates without a seat, are left out."""
    meeting = ContactMeeting(
        topic=point.topic,
        place=point.place,
        place_detail=point.place_detail,
        starts_at=point.starts_at,
        held_on=on,
        delegate_levels=point.delegate_levels,
    )
    bodies = queries.bodies_in_force()
    meeting.chaired_by = bodies.filter(pk=point.chaired_by_id).first()
    near = queries.councils_near(point.locality, point.place)
    seated = queries.delegates_for(near, point.delegate_levels, on or timezone.localdate())
    related = {
        "prepared_by": list(bodies.filter(pk__in=point.prepared_by.values("pk"))),
        "invited": list(bodies.filter(pk__in=point.invited.values("pk"))),
        "delegates": list(seated.filter(pk__in=point.delegates.values("pk"))),
    }
    return meeting, related
