"""What changes an obligation. The first ones are what people do on its own page, guarded by its transition table; the
others follow from an act that another app has checked already, so they ask for no permission of their own."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines import queries, told
from coordination.deadlines.actions.timing import basis_of, follow_law, put_days, rebase, stop
from coordination.deadlines.choices import BasisKind, ClockKind, ObligationStatus
from coordination.deadlines.closing import ending_words, why_not_close
from coordination.deadlines.models import Obligation
from coordination.deadlines.rules import keeps_ledger, owes
from coordination.deadlines.workflow import OBLIGATION, why_waived
from coordination.lib.dates import screen
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.records.pointers import GATE, follow
from coordination.search.indexing import index
from coordination.ui.show import lowfirst
from coordination.workflow import door

ALREADY_THEIRS = "Việc này đang giao cho người ấy."
NOT_LATE = {"late_cause": "", "late_reason": "", "late_body": None}
NO_EVIDENCE = "Ghi số, ký hiệu, ngày văn bản đã gửi, hoặc chọn văn bản minh chứng."
NO_REASON = "Ghi lý do cụ thể."


@transaction.atomic
def create_obligation(record, *, by, related=None):
    """Enter an obligation by hand; the gate columns come from its subject, if it has one.

    With a version and an anchor its day and its ground are reckoned here, whatever the form says.
    """
    copy_gate(record, record.subject)
    if not isinstance(by, System):
        check_assignee(record, record.assignee)
    if record.version_id is not None:
        put_on_rule(record)
    door.create(record, by=by, related=related)
    follow_law(record, on=timezone.localdate(), by=by)
    tell_if_new(record, by=by)
    return record


@transaction.atomic
def edit_obligation(record, *, by, related=None):
    """Save changed fields; the status stays. Only for those who kept the ledger before the change."""
    stored = Obligation.objects.select_related("version__rule").get(pk=record.pk)
    check_may_edit(stored, by)
    _check_basis_may_change(stored, record)
    if not isinstance(by, System) and _gives(stored) != _gives(record):
        check_assignee(record, record.assignee)
    _check_ending_kept(stored, record)
    if record.version_id is not None:
        put_on_rule(record, before=stored.version)
    else:
        record.paused_on = None
    if (record.version_id, record.anchor_on) != (stored.version_id, stored.anchor_on):
        rebase(record, by=by)
    door.change(record, by=by, related=related)
    follow_law(record, on=timezone.localdate(), by=by)
    if record.assignee_id and record.assignee_id != stored.assignee_id:
        told.newly_assigned(record, by=by)
    else:
        told.due_moved(record, stored.due_on, by=by)
    return record


def _check_ending_kept(stored, record) -> None:
    """What was shown and said of the end may be put better, not taken away."""
    wrong = {}
    if (stored.evidence or stored.evidence_document) and not (record.evidence or record.evidence_document):
        wrong["evidence"] = NO_EVIDENCE
    late = (record.late_cause, record.late_reason, record.late_body)
    if late != (stored.late_cause, stored.late_reason, stored.late_body):
        wrong |= _missing_of_lateness(*late)
    if wrong:
        raise ValidationError(wrong)


def _gives(record) -> tuple:
    """Who has it, and of which body."""
    return record.assignee_id, record.owner_id


def put_on_rule(record, *, before=None) -> None:
    """Days by version, anchor and events; the ground, unless somebody wrote their own words, by the version."""
    put_days(record)
    if record.basis in ("", basis_of(before) if before else ""):
        record.basis = basis_of(record.version)


def _check_basis_may_change(stored, record) -> None:
    """What was paused or extended under one rule cannot be carried to another, or to a set date."""
    rule = record.version.rule_id if record.version_id else None
    if stored.version_id is None or stored.version.rule_id == rule:
        return
    if stored.clock_events.valid().exclude(kind=ClockKind.TRANSITION).exists():
        words = "Việc này đã ghi tạm dừng hoặc gia hạn: hủy các lần ấy rồi mới đổi căn cứ của hạn."
        raise ValidationError({"basis_kind": words})


def check_may_edit(obligation, by) -> None:
    """Raise Forbidden unless it is for this person to correct the duty, its day included."""
    if not isinstance(by, System) and not may_edit(obligation, by):
        raise Forbidden("Chỉ bên được nợ việc này mới sửa, dời hạn được; bên nợ thì không.")


def may_edit(obligation, user) -> bool:
    """Whether the user holds the permission, and keeps the ledger in which the duty stands."""
    return user.can(Permission.OBLIGATION_EDIT, obligation) and keeps_ledger(obligation, user.acting)


def close(record, *, by, **fields):
    """Mark as done (fields as of `close_obligation`). People show with what; of a late one they say why.

    Whoever awaits it hears of it, so that what was not done can be opened again.
    """
    not_by_hand = why_waived(record) if record.closed_on else why_not_close(record)
    if not_by_hand and (isinstance(by, System) or OBLIGATION["close"].is_for(record, by)):
        raise NotNow(not_by_hand)
    _close(record, by=by, asks_why=True, **fields)
    if not isinstance(by, System) and owes(record, by.acting):
        told.closed_by_debtor(record, by=by)
    return record


@transaction.atomic
def note_lateness(record, *, by, late_cause, late_reason="", late_body=None):
    """Say afterwards why it was late and through whom, where the act that closed it did not."""
    late_body = late_body or record.late_body or record.owner
    check_lateness(late_cause, late_reason, late_body)
    fields = {"late_cause": late_cause, "late_reason": late_reason, "late_body": late_body}
    return door.move(record, "note_lateness", by=by, **fields)


def check_lateness(late_cause: str, late_reason: str, late_body) -> None:
    """Raise ValidationError unless the reason is whole: one of the list, in words, and whose."""
    if wrong := _missing_of_lateness(late_cause, late_reason, late_body):
        raise ValidationError(wrong)


def _missing_of_lateness(late_cause: str, late_reason: str, late_body) -> dict[str, str]:
    wrong = {}
    if not late_cause:
        wrong["late_cause"] = "Việc xong sau hạn: chọn nguyên nhân trễ."
    if not late_reason:
        wrong["late_reason"] = NO_REASON
    if late_body is None:
        wrong["late_body"] = "Chọn cơ quan làm trễ."
    return wrong


def not_of(owner) -> str:
    """Why a duty of the body cannot go to somebody."""
    return f"Người này không làm việc ở {owner}."


def check_assignee(record, person) -> None:
    """Raise ValidationError unless the person, if there is one, works for the body that owes it."""
    if person is not None and not queries.assignable(record).filter(pk=person.pk).exists():
        raise ValidationError({"assignee": not_of(record.owner)})


@transaction.atomic
def reassign(record, *, by, assignee, note=""):
    """Give it to another person of the body that owes it; that one is told."""
    if assignee.pk == record.assignee_id:
        raise ValidationError({"assignee": ALREADY_THEIRS})
    check_assignee(record, assignee)
    words = f"{record.assignee or 'Chưa giao ai'} → {assignee}. {note}".strip()
    door.move(record, "reassign", by=by, note=words, assignee=assignee)
    told.newly_assigned(record, by=by)
    return record


def waive(record, *, by, reason, on=None):
    """Nobody owes it any more; the reason is kept as outcome and in the history."""
    return _waive(record, by=by, reason=reason, on=on)


def reopen(record, *, by, reason=""):
    """Take back that it was done or waived: all that was said of the end is emptied, and kept in history."""
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
    door.create(obligation, by=by, consequence=True)
    tell_if_new(obligation, by=by)
    return obligation


def tell_if_new(obligation, *, by) -> None:
    """Tell whoever has a new duty; what is opened as of an earlier day is no news, or belongs to a loaded past."""
    if obligation.opened_on >= timezone.localdate():
        told.newly_assigned(obligation, by=by)


@transaction.atomic
def hand_over(obligation, *, by, assignee, note=""):
    """Another person has it, because the subject was given to them."""
    if obligation.assignee_id == (assignee.pk if assignee else None):
        return obligation
    obligation.assignee = assignee
    door.change(obligation, by=by, note=note)
    told.newly_assigned(obligation, by=by)
    return obligation


@transaction.atomic
def pass_to(obligation, *, by, owner, note=""):
    """Another body owes it, because it took over the tasks of the one that did; nobody has it there yet.

    The day and the ground stay as they are.
    """
    if obligation.closed_on or obligation.owner_id == owner.pk:
        return obligation
    obligation.owner, obligation.assignee = owner, None
    door.change(obligation, by=by, note=note)
    told.newly_assigned(obligation, by=by)
    return obligation


def close_obligation(obligation, *, by, closed_on=None, evidence="", late_reason="", late_body=None, **fields):
    """Close as done: `closed_on` (today), `evidence`, `evidence_document`, `outcome`, and why and by whom it was late
    (`late_cause`, `late_reason`, `late_body`; the page asks later for a cause that is not given).

    What is said of lateness is dropped when it was done in time. A pause ends with the duty.
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
    """Give an open obligation another day, because the date of its subject moved; audited with both days.

    Only a set date moves so; that of a rule follows its anchor (`move_anchor`).
    """
    if obligation.closed_on or obligation.version_id or obligation.due_on == due_on:
        return obligation
    old, obligation.due_on = obligation.due_on, due_on
    door.change(obligation, by=by, note=reason)
    told.due_moved(obligation, old, by=by)
    return obligation


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


@transaction.atomic
def _close(obligation, *, by, closed_on=None, consequence=False, asks_why=False, **fields):
    closed_on = closed_on or timezone.localdate()
    if asks_why and not isinstance(by, System) and obligation.closed_on is None:
        _check_closing_day(obligation, closed_on)
    stop(obligation, closed_on, by=by)
    if closed_on <= obligation.due_on:
        fields |= NOT_LATE
    if asks_why and not isinstance(by, System) and obligation.closed_on is None:
        _check_whole(obligation, closed_on, fields)
    said = Obligation(closed_on=closed_on, status=ObligationStatus.DONE, **fields)
    note = ending_words(said)
    return door.move(obligation, "close", by=by, note=note, consequence=consequence, closed_on=closed_on, **fields)


def _check_whole(obligation, closed_on, fields) -> None:
    """People show with what it was done, and say why it was late."""
    wrong = {}
    if not (fields.get("evidence") or fields.get("evidence_document")):
        wrong["evidence"] = NO_EVIDENCE
    if closed_on > obligation.due_on:
        late = (fields.get("late_cause", ""), fields.get("late_reason", ""), fields.get("late_body"))
        wrong |= _missing_of_lateness(*late)
    if wrong:
        raise ValidationError(wrong)


def _check_closing_day(obligation, day) -> None:
    """People write down what has been done, and nothing is done before it is given."""
    if day > timezone.localdate():
        raise ValidationError({"closed_on": "Ngày làm xong không thể ở sau hôm nay."})
    if day < obligation.opened_on:
        words = f"Ngày làm xong không được trước ngày giao ({screen(obligation.opened_on)})."
        raise ValidationError({"closed_on": words})


@transaction.atomic
def _waive(obligation, *, by, reason, on=None, consequence=False):
    on = on or timezone.localdate()
    stop(obligation, on, by=by)
    fields = {"closed_on": on, "outcome": reason}
    return door.move(obligation, "waive", by=by, note=reason, consequence=consequence, **fields)


def _with_ending(reason: str, obligation) -> str:
    """Why it is owed again, and all that was said of the end that this takes back."""
    said = [f"{reason.rstrip('.')}."] if reason else []
    return " ".join([*said, f"Lần trước: {lowfirst(ending_words(obligation))}"]) if obligation.closed_on else reason


@transaction.atomic
def _reopen(obligation, *, by, reason="", consequence=False):
    note = _with_ending(reason, obligation)
    fields = {"closed_on": None, "outcome": "", "evidence": "", "evidence_document": None, **NOT_LATE}
    if obligation.version_id is not None:
        obligation.closed_on = None
        put_days(obligation)
    door.move(obligation, "reopen", by=by, note=note, consequence=consequence, **fields)
    follow_law(obligation, on=timezone.localdate(), by=by)
    return obligation
