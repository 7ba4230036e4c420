"""What this room owes the ledger: a document by its due day, a promise by its date, a task of a resolution."""

from dataclasses import dataclass
from datetime import date

from coordination.deadlines.actions import (
    close_obligation,
    move_due,
    open_obligation,
    reopen_obligation,
    waive_obligation,
)
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.queries import about, open_about, set_about
from coordination.people.models import Body
from sessions import queries


@dataclass(frozen=True)
class Duty:
    """The one open obligation that a record should have: who owes what by when, and where the date comes from."""

    owner: Body
    due_on: date
    title: str
    basis: str
    basis_kind: str = BasisKind.CONCLUSION


def of_item(item) -> Duty | None:
    """A document still to come, by its set day."""
    if not (item.is_owed and item.due_on and item.preparing_body):
        return None
    return Duty(item.preparing_body, item.due_on, f"Gửi tài liệu: {item.title}", f"Ấn định cho {item.session}")


def of_question(question) -> Duty | None:
    """A promise made in the hall and not kept yet."""
    if not question.promise_due_on or question.kept_on:
        return None
    title = f"Thực hiện lời hứa: {question.promise}"
    return Duty(
        question.addressee, question.promise_due_on, title, f"Lời hứa tại {question.session}", BasisKind.PROMISE
    )


def of_task(task) -> Duty | None:
    """A task of a resolution with a day and not done yet."""
    if not task.due_on or task.done_on:
        return None
    return Duty(task.owner, task.due_on, task.title, str(task.resolution), BasisKind.DISPATCH)


def keep(record, duty: Duty | None, *, by, opened_on: date | None = None) -> None:
    """Make the record's open obligation equal to the duty: open it, move its day, hand it over, or drop it."""
    stored = set_about(record).first()
    if stored and (duty is None or stored.owner_id != duty.owner.pk):
        waive_obligation(stored, by=by, reason="Không còn hạn." if duty is None else f"Giao lại cho {duty.owner}.")
        stored = None
    if duty is None:
        return
    if stored:
        move_due(stored, by=by, due_on=duty.due_on, reason="Hạn của hồ sơ đã đổi.")
    else:
        _open(record, duty, by=by, opened_on=opened_on)


def fulfil(record, *, on: date, by, evidence: str = "", late_reason: str = "") -> None:
    """Close what is open about the record as done on a day, at the earliest on the day it was opened."""
    for obligation in open_about(record):
        day = max(on, obligation.opened_on)
        late = {"late_reason": late_reason, "late_body": obligation.owner} if day > obligation.due_on else {}
        close_obligation(obligation, by=by, closed_on=day, evidence=evidence, **late)


def drop(record, *, on: date, by, reason: str) -> None:
    """Nobody owes it any more: the record was withdrawn or postponed."""
    for obligation in open_about(record):
        waive_obligation(obligation, by=by, reason=reason, on=max(on, obligation.opened_on))


def take_back(record, duty: Duty | None, *, by, reason: str) -> None:
    """What was closed or dropped is owed again."""
    last = about(record).last()
    if duty and last and last.closed_on:
        reopen_obligation(last, by=by, reason=reason)
    keep(record, duty, by=by)


def _open(record, duty: Duty, *, by, opened_on: date | None) -> None:
    open_obligation(
        record,
        owner=duty.owner,
        title=duty.title,
        due_on=duty.due_on,
        basis=duty.basis,
        basis_kind=duty.basis_kind,
        beneficiary=queries.standing_of(record.locality),
        opened_on=min(opened_on, duty.due_on) if opened_on else None,
        by=by,
    )
