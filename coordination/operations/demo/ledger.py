"""Obligations written by hand, with a set day or by a rule and with the life of their clock, and who is away."""

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.deadlines import actions
from coordination.deadlines.models import Absence, Obligation
from coordination.operations.demo.book import BY, Book, words


def load(book: Book, data: dict) -> None:
    """All obligations of the file, then the absences."""
    for row in data["obligations"]:
        load_obligation(book, row)
    for row in data["absences"]:
        load_absence(book, row)


def load_obligation(book: Book, row: dict) -> None:
    """A duty that no record opened by itself, through everything that happened to it."""
    obligation = _by_rule(book, row) if row["basis_kind"] == "rule" else _by_set_day(book, row)
    for step in row.get("clock") or ():
        _replay(book, obligation, step)
    if row["closed_on"]:
        actions.close_obligation(
            obligation,
            by=BY,
            closed_on=book.day(row["closed_on"]),
            outcome=words(row["outcome"]),
            evidence=words(row["evidence"]),
            late_cause=row.get("late_cause") or "",
            late_reason=words(row["late_reason"]),
            late_body=book.body(row["late_body"]),
        )


def _by_set_day(book: Book, row: dict) -> Obligation:
    """Due on the day that somebody set."""
    kind, code = row["subject"] or (None, None)
    obligation = Obligation(
        locality=book.locality,
        owner=book.body(row["owner"]),
        assignee=book.get("person", row["assignee"]),
        beneficiary=book.body(row["beneficiary"]),
        title=row["title"],
        basis_kind=row["basis_kind"],
        basis=words(row["basis"]),
        subject=book.get(kind, code),
        opened_on=book.day(row["opened_on"]),
        due_on=book.day(row["due_on"]),
    )
    return actions.create_obligation(obligation, by=BY)


def _by_rule(book: Book, row: dict) -> Obligation:
    """Due as the law or a clause of the regulation says, from its anchor day."""
    own = book.rows.get(("rule", row["rule"]))
    return actions.open_by_rule(
        book.get(*row["subject"]),
        rule=own.code if own else row["rule"],
        anchor_on=book.day(row["anchor_on"]),
        owner=book.body(row["owner"]),
        assignee=book.get("person", row["assignee"]),
        beneficiary=book.body(row["beneficiary"]),
        title=row["title"],
        opened_on=book.day(row["opened_on"]),
        by=BY,
    )


def _replay(book: Book, obligation: Obligation, step: dict) -> None:
    """One pause, resumption or extension; on a day before it happened, nothing."""
    kind = next(key for key in ("paused_on", "resumed_on", "extended_on") if key in step)
    on = book.day(step[kind])
    if on > book.today:
        return
    said = {"on": on, "reason": words(step.get("reason")), "document": words(step.get("document"))}
    if kind == "paused_on":
        actions.pause(obligation, by=BY, category=step["category"], **said)
    elif kind == "resumed_on":
        actions.resume(obligation, by=BY, **said)
    else:
        actions.extend(obligation, by=BY, amount=step["amount"], **said)


def load_absence(book: Book, row: dict) -> None:
    """Somebody away; written here since the product's own action would tell the substitute, as if it were news."""
    user = book.person(row["person"]).user
    absence = Absence(
        user=user,
        substitute=book.person(row["substitute"]).user,
        first=book.day(row["first_on"]),
        last=book.day(row["last_on"]),
        reason=row["reason"],
        created_by=user,
    )
    absence.full_clean()
    absence.save()
    log.record(EventKind.CREATED, absence, by=BY)
