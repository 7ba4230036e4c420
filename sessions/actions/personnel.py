"""What people do with elections, reliefs and dismissals; the appointment or the mandate follows the decision."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.administration import actions as administration
from coordination.lib.dates import screen
from coordination.people.models import Appointment, DelegateMandate
from coordination.people.models.querysets import in_force
from coordination.records.errors import NotNow
from coordination.workflow import door
from sessions.actions.common import create, move
from sessions.choices import PersonnelKind, SessionStatus


def create_personnel(matter, *, by, related=None):
    """Lay a personnel matter before a session; one that was cancelled decides nothing."""
    if matter.session_id and matter.session.status == SessionStatus.CANCELLED:
        raise ValidationError({"session": "Kỳ họp này không tổ chức."})
    return create(matter, by=by, related=related)


def edit_personnel(matter, *, by, related=None):
    """Correct a matter; what was decided is no longer another person's or another post's."""
    stored = type(matter).objects.get(pk=matter.pk)
    fixed = {"person": "Người", "body": "Cơ quan", "post": "Chức vụ", "kind": "Việc"}
    changed = [name for name in fixed if getattr(matter, name) != getattr(stored, name)]
    if stored.decided_on and changed:
        raise ValidationError({changed[0]: f"{fixed[changed[0]]} không đổi được sau khi đã quyết định."})
    return door.change(matter, by=by, related=related)


@transaction.atomic
def approve_personnel(matter, *, by, decided_on=None, resolution=None, note=""):
    """The council decided so. The post begins or ends now, unless somebody above must confirm it first."""
    day = decided_on or timezone.localdate()
    move(matter, "approve", by=by, on=day, note=note, decided_on=day, resolution=resolution or matter.resolution)
    if not matter.needs_confirmation:
        _take_effect(matter, day, by=by)
    return matter


def reject_personnel(matter, *, by, decided_on=None, note=""):
    """The council did not decide so: no post begins or ends."""
    day = decided_on or timezone.localdate()
    return move(matter, "reject", by=by, on=day, note=note, decided_on=day)


@transaction.atomic
def confirm_personnel(matter, *, by, confirmed_on=None, confirming_document=None, note=""):
    """Confirmed from above: the post begins or ends on that day."""
    day = confirmed_on or timezone.localdate()
    if matter.decided_on and day < matter.decided_on:
        raise ValidationError({"confirmed_on": f"HĐND quyết định ngày {screen(matter.decided_on)}, phê chuẩn sau đó."})
    document = confirming_document or matter.confirming_document
    move(matter, "confirm", by=by, on=day, note=note, confirmed_on=day, confirming_document=document)
    _take_effect(matter, day, by=by)
    return matter


def withdraw_personnel(matter, *, by, reason, on: date | None = None):
    """No longer laid before the session."""
    return move(matter, "withdraw", by=by, on=on, note=reason)


def _take_effect(matter, day: date, *, by) -> None:
    """An election begins a post; a relief or dismissal ends it the day before; a removal ends the seat."""
    if matter.kind == PersonnelKind.ELECT:
        post = Appointment(person=matter.person, body=matter.body, post=matter.post, valid_from=day)
        _link(matter, administration.create(post, by=by, consequence=True), by=by)
    elif matter.kind in PersonnelKind.ENDS_POST:
        _link(matter, _end(_post_of(matter, day), day, by=by), by=by)
    elif matter.kind == PersonnelKind.REMOVE:
        seats = DelegateMandate.objects.filter(in_force(day), person=matter.person, term__locality=matter.locality)
        for mandate in seats:
            mandate.ended_reason = f"{matter.get_kind_display().capitalize()} ({matter.session})"[:200]
            _end(mandate, day, by=by)


def _post_of(matter, day: date) -> Appointment:
    """The post that ends: held on the day in that body under that name."""
    held = Appointment.objects.filter(in_force(day), person=matter.person, body=matter.body)
    post = held.filter(post__iexact=matter.post).first()
    if post is None:
        raise NotNow(f"Chưa ghi {matter.person} đang giữ chức vụ {matter.post} tại {matter.body}.")
    return post


def _end(row, day: date, *, by):
    row.valid_to = max(day - timedelta(days=1), row.valid_from) if row.valid_from else day - timedelta(days=1)
    return administration.edit(row, by=by, consequence=True)


def _link(matter, appointment: Appointment, *, by) -> None:
    matter.appointment = appointment
    door.change(matter, by=by)
