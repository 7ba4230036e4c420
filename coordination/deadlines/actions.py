"""What changes an obligation. The first five are what people do on its own page, guarded by its transition table; the
others follow from an act that another app has checked already, so they ask for no permission of their own."""

from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.models import Obligation
from coordination.deadlines.rules import keeps_ledger
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.records.pointers import GATE, follow
from coordination.search.indexing import index
from coordination.workflow import door

NOT_LATE = {"late_reason": "", "late_body": None}


def create_obligation(record, *, by, related=None):
    """Enter an obligation by hand; the gate columns come from its subject, if it has one."""
    copy_gate(record, record.subject)
    return door.create(record, by=by, related=related)


def edit_obligation(record, *, by, related=None):
    """Save changed fields; the status stays. Only for those who kept the ledger before the change."""
    check_may_edit(Obligation.objects.get(pk=record.pk), by)
    return door.change(record, by=by, related=related)


def check_may_edit(obligation, by) -> None:
    """Raise Forbidden unless it is for this person to correct the duty, its day included."""
    if not isinstance(by, System) and not may_edit(obligation, by):
        raise Forbidden("Chỉ bên được nợ việc này mới sửa, dời hạn được; bên nợ thì không.")


def may_edit(obligation, user) -> bool:
    """Whether the user holds the permission, and keeps the ledger in which the duty stands."""
    return user.can(Permission.OBLIGATION_EDIT, obligation) and keeps_ledger(obligation, user.acting)


def close(record, *, by, **fields):
    """Mark as done (fields as of `close_obligation`)."""
    return _close(record, by=by, **fields)


def waive(record, *, by, reason, on=None):
    """Nobody owes it any more; the reason is kept as outcome and in the history."""
    return _waive(record, by=by, reason=reason, on=on)


def reopen(record, *, by, reason=""):
    """Take back that it was done or waived: outcome, lateness and closing day are emptied, evidence stays."""
    return _reopen(record, by=by, reason=reason)


def open_obligation(
    subject,
    *,
    owner,
    title,
    due_on,
    basis,
    by,
    basis_kind=BasisKind.OTHER,
    beneficiary=None,
    assignee=None,
    opened_on=None,
):
    """Open one about `subject`. None when the locality has ended: such a place owes nothing any more.

    `opened_on` is today unless the due day has already passed; loading the past gives it explicitly.
    """
    if subject.locality.is_ended:
        return None
    obligation = Obligation(
        owner=owner,
        title=title[:300],
        due_on=due_on,
        basis=basis[:300],
        basis_kind=basis_kind,
        beneficiary=beneficiary,
        assignee=assignee,
        opened_on=opened_on or min(timezone.localdate(), due_on),
        subject=subject,
    )
    copy_gate(obligation, subject)
    return door.create(obligation, by=by, consequence=True)


def close_obligation(obligation, *, by, closed_on=None, evidence="", late_reason="", late_body=None, **fields):
    """Close as done: `closed_on` (today), `evidence`, `evidence_document`, `outcome`, and why and by whom it was late.

    Reason and body of lateness are dropped when it was done in time.
    """
    fields |= {"closed_on": closed_on, "evidence": evidence, "late_reason": late_reason, "late_body": late_body}
    return _close(obligation, by=by, consequence=True, **fields)


def waive_obligation(obligation, *, by, reason, on=None):
    """Close without doing, because the subject needs it no more (withdrawn, merged, referred elsewhere)."""
    return _waive(obligation, by=by, reason=reason, on=on, consequence=True)


def reopen_obligation(obligation, *, by, reason=""):
    """Open again, because the subject was reopened."""
    return _reopen(obligation, by=by, reason=reason, consequence=True)


def move_due(obligation, *, by, due_on, reason=""):
    """Give an open obligation another day, because the date of its subject moved; audited with both days."""
    if obligation.closed_on or obligation.due_on == due_on:
        return obligation
    obligation.due_on = due_on
    return door.change(obligation, by=by, note=reason)


def follow_subject(subject) -> None:
    """Copy the subject's gate columns into its obligations, and into what points at these, once they changed (draft
    sent, letter made secret)."""
    gate = {name: getattr(subject, name) for name in GATE}
    for obligation in Obligation.objects.about(subject):
        if {name: getattr(obligation, name) for name in GATE} != gate:
            copy_gate(obligation, subject)
            obligation.save(update_fields=GATE)
            write_concerns(obligation)
            follow(obligation)
            index(obligation)


def copy_gate(record, subject) -> None:
    """Give a record the four gate columns of the one it is about or belongs to; nothing happens without one."""
    if subject is not None:
        for name in GATE:
            setattr(record, name, getattr(subject, name))


def _close(obligation, *, by, closed_on=None, consequence=False, **fields):
    closed_on = closed_on or timezone.localdate()
    if closed_on <= obligation.due_on:
        fields |= NOT_LATE
    return door.move(obligation, "close", by=by, consequence=consequence, closed_on=closed_on, **fields)


def _waive(obligation, *, by, reason, on=None, consequence=False):
    fields = {"closed_on": on or timezone.localdate(), "outcome": reason}
    return door.move(obligation, "waive", by=by, note=reason, consequence=consequence, **fields)


def _reopen(obligation, *, by, reason="", consequence=False):
    fields = {"closed_on": None, "outcome": "", **NOT_LATE}
    return door.move(obligation, "reopen", by=by, note=reason, consequence=consequence, **fields)
