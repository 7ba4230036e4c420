"""What people do with agenda items and their documents."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.workflow import door
from sessions import deadlines
from sessions.actions.common import moment, move


@transaction.atomic
def create_item(item, *, by, related=None, opened_on=None):
    """Add a content to a session. With a due day the preparing body owes it to the Standing Committee."""
    door.create(item, by=by, related=related, at=moment(opened_on, by))
    deadlines.keep(item, deadlines.of_item(item), by=by, opened_on=opened_on)
    write_concerns(item.gathering)
    return item


@transaction.atomic
def edit_item(item, *, by, related=None):
    """Save an item; its obligation follows the due day and the preparing body, its parts follow the bodies."""
    door.change(item, by=by, related=related)
    if item.is_owed:
        deadlines.keep(item, deadlines.of_item(item), by=by)
    for part in (item.gathering, *item.documents.all(), *item.verifications.all()):
        write_concerns(part)
    return item


@transaction.atomic
def receive_item(item, *, by, received_on=None, late_reason="", note=""):
    """The document came: closes the obligation, late with its reason if it was.

    The council's office records any day; others hand in for their own side, today.
    """
    received_on = received_on or timezone.localdate()
    if not (isinstance(by, System) or by.can(Permission.SESSION_EDIT, item)):
        _check_own_side(item, by)
        received_on = timezone.localdate()
    move(item, "receive", by=by, on=received_on, note=note, received_on=received_on)
    deadlines.fulfil(item, on=received_on, by=by, evidence=item.title, late_reason=late_reason)
    return item


def verify_item(item, *, by, verified_on=None, note=""):
    """The board has verified it."""
    day = verified_on or timezone.localdate()
    return move(item, "verify", by=by, on=day, note=note, verified_on=day)


def send_item(item, *, by, sent_on=None, note=""):
    """Sent to the delegates, who see the item from now on; documents keep their own audience."""
    day = sent_on or timezone.localdate()
    return move(item, "send", by=by, on=day, note=note, sent_on=day)


def withdraw_item(item, *, by, reason, stopped_on=None):
    """Taken off the programme; stays in the statistics, no longer owed."""
    return _stop(item, "withdraw", by=by, reason=reason, on=stopped_on)


def postpone_item(item, *, by, reason, stopped_on=None):
    """Left to a later session; stays in the statistics of this one, no longer owed."""
    return _stop(item, "postpone", by=by, reason=reason, on=stopped_on)


@transaction.atomic
def restore_item(item, *, by, note=""):
    """Back on the programme as if nothing had come yet; owed again by its due day."""
    empty = {"received_on": None, "verified_on": None, "sent_on": None, "stopped_on": None, "reason": ""}
    move(item, "restore", by=by, note=note, **empty)
    deadlines.take_back(item, deadlines.of_item(item), by=by, reason="Đưa lại vào chương trình.")
    return item


@transaction.atomic
def _stop(item, name, *, by, reason, on: date | None, consequence=False):
    on = on or timezone.localdate()
    move(item, name, by=by, on=on, note=reason, consequence=consequence, stopped_on=on, reason=reason)
    deadlines.drop(item, on=on, by=by, reason=reason)
    return item


def _check_own_side(item, by) -> None:
    """A department or its committee hands in what that side prepares, not what another one owes."""
    if item.preparing_body is None or item.preparing_body.principal.pk not in by.acting.principal_ids:
        raise Forbidden(f"Tài liệu này do {item.preparing_body or 'cơ quan khác'} chuẩn bị và nộp.")
