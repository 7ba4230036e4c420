"""How a record of this room keeps its duties in the ledger equal to itself."""

from dataclasses import dataclass
from datetime import date

from coordination.deadlines.actions import (
    close_obligation,
    move_anchor,
    move_due,
    open_by_rule,
    open_obligation,
    reopen_obligation,
    waive_obligation,
)
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.law import NoRule, variant_of
from coordination.deadlines.models import Obligation
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
    beneficiary: Body | None = None  # the Standing Committee, unless somebody else awaits it


@dataclass(frozen=True)
class LawDuty:
    """A duty that a rule of law opens about a record: code and case, who owes it, the day it is reckoned from."""

    rule: str
    owner: Body
    anchor_on: date
    title: str
    variants: tuple[str, ...] = ()
    beneficiary: Body | None = None

    def is_kept_by(self, stored: Obligation) -> bool:
        """Whether a stored obligation is this duty, whatever its day."""
        alike = (stored.version.rule.code, stored.version.variant) == (self.rule, variant_of(self.variants))
        return alike and stored.owner_id == self.owner.pk


@dataclass(frozen=True)
class Moved:
    """An obligation whose day followed the record: what the person who moved the record is told."""

    obligation: Obligation
    before: date
    after: date


def keep_law(
    record, duties: list[LawDuty], *, by, reason: str = "Ngày mốc của hồ sơ đã đổi.", rules: tuple[str, ...] = ()
) -> list[Moved]:
    """Make the open obligations that rest on rules equal to `duties`; a duty met or waived before is left closed.

    Opens what is missing, moves what has another anchor, drops what is no longer owed. Where no version of the rule
    holds on the anchor day, nothing is owed by it. `rules` leaves alone what rests on others.
    """
    stored = [row for row in about(record).select_related("version__rule") if row.version_id]
    stored = [row for row in stored if not rules or row.version.rule.code in rules]
    moved = []
    for duty in duties:
        rows = [row for row in stored if duty.is_kept_by(row)]
        for row in rows:
            stored.remove(row)
        running = next((row for row in rows if row.closed_on is None), None)
        if running is not None:
            before = running.due_on
            move_anchor(running, by=by, anchor_on=duty.anchor_on, reason=reason)
            if running.due_on != before:
                moved.append(Moved(running, before, running.due_on))
        elif not rows:
            _open_law(record, duty, by=by)
    for row in stored:
        if row.closed_on is None:
            waive_obligation(row, by=by, reason=reason)
    return moved


def _open_law(record, duty: LawDuty, *, by) -> None:
    try:
        open_by_rule(
            record,
            rule=duty.rule,
            anchor_on=duty.anchor_on,
            owner=duty.owner,
            title=duty.title,
            variants=duty.variants,
            beneficiary=duty.beneficiary or queries.standing_of(record.locality),
            by=by,
        )
    except NoRule:
        return


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


def fulfil(record, *, on: date, by, evidence: str = "", late_reason: str = "", rule: str = "") -> None:
    """Close what is open about the record as done on a day, at the earliest on the day it was opened.

    `rule` closes only what rests on that rule.
    """
    rows = open_about(record).filter(version__rule__code=rule) if rule else open_about(record)
    for obligation in rows:
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
        beneficiary=duty.beneficiary or queries.standing_of(record.locality),
        opened_on=min(opened_on, duty.due_on) if opened_on else None,
        by=by,
    )
