"""What an office sets about reminding: its policy and its ladders, each with a line in the audit trail."""

from django.db import IntegrityError, transaction

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.deadlines.models import ReminderLadder, ReminderPolicy
from coordination.deadlines.reminders.ladder import Ladder, stored
from coordination.people.permissions import Permission
from coordination.records.changes import differences
from coordination.records.errors import Conflict, Forbidden

SAVED_MEANWHILE = "Người khác đã lưu sau khi bạn mở. Xem lại rồi lưu lần nữa để thay bằng bản của bạn."


def may_set(user) -> bool:
    """Whether the user decides how the place they act for reminds: not in a place that has ended."""
    return user.can(Permission.REMINDER_EDIT) and not user.acting.locality.is_ended


@transaction.atomic
def save_policy(policy: ReminderPolicy, *, by) -> ReminderPolicy:
    """Store hours, channels and limits of the own place."""
    _check(policy.locality_id, by)
    before = ReminderPolicy.objects.select_for_update().filter(locality_id=policy.locality_id).first()
    policy.pk, policy._state.adding = (before.pk, False) if before else (None, True)
    policy.full_clean(validate_unique=False)
    _store(policy)
    changed = differences(before or ReminderPolicy(locality_id=policy.locality_id), policy)
    log.record(EventKind.CHANGED, policy, by=by, data=changed)
    return policy


@transaction.atomic
def save_ladder(ladder: Ladder, *, locality, rule, by, opened: str | None = None) -> ReminderLadder:
    """Store the steps of the own place: for one rule, or (without one) for everything that has no ladder of its own.

    `opened` is the `fingerprint` that the form was opened with; Conflict when somebody has saved since.
    """
    _check(locality.pk, by)
    row = ReminderLadder.objects.select_for_update().filter(locality=locality, rule=rule).first()
    if opened is not None and opened != fingerprint(row):
        raise Conflict(SAVED_MEANWHILE)
    row = row or ReminderLadder(locality=locality, rule=rule)
    before = str(row.steps)
    row.steps, row.weekly_to = stored(ladder)
    row.full_clean(validate_unique=False, validate_constraints=False)  # unique or a Conflict: `_store`
    _store(row)
    data = {"steps": [before, str(row.steps)], "rule": [str(rule or ""), str(rule or "")]}
    log.record(EventKind.CHANGED, row, by=by, data=data)
    return row


@transaction.atomic
def drop_ladder(*, locality, rule, by) -> bool:
    """Let the more general ladder hold again; False when there was none of its own."""
    _check(locality.pk, by)
    row = ReminderLadder.objects.filter(locality=locality, rule=rule).first()
    if row is None:
        return False
    log.record(EventKind.CHANGED, row, by=by, data={"steps": [str(row.steps), ""]}, note="Dùng lại thang chung")
    row.delete()
    return True


def fingerprint(row: ReminderLadder | None) -> str:
    """What a form remembers of the stored row; nothing for none."""
    return str((row.pk, row.steps, row.weekly_to)) if row else ""


def _store(row: ReminderPolicy | ReminderLadder) -> None:
    """Save; the first row of a place that somebody else has created a moment ago is a Conflict, not a fault."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if not row._state.adding:
            raise
        raise Conflict(SAVED_MEANWHILE) from error


def _check(locality_id: int, by) -> None:
    if not may_set(by) or by.acting.locality_id != locality_id:
        raise Forbidden("Chỉ Văn phòng HĐND của địa phương mới đặt được cách nhắc hạn.")
