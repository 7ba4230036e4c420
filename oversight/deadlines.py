"""What oversight owes the ledger: a recommendation by its set day, to the body that made it."""

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


def keep(recommendation, *, by, opened_on: date | None = None) -> None:
    """Make the open obligation equal to the recommendation: open it, move its day, hand it over, or drop it."""
    stored = set_about(recommendation).first()
    due_on, owner = recommendation.due_on, recommendation.addressee
    if stored and (due_on is None or stored.owner_id != owner.pk):
        waive_obligation(stored, by=by, reason="Không còn hạn." if due_on is None else f"Giao lại cho {owner}.")
        stored = None
    if due_on is None:
        return
    if stored:
        move_due(stored, by=by, due_on=due_on, reason="Hạn của kiến nghị đã đổi.")
    else:
        _open(recommendation, by=by, opened_on=opened_on)


def fulfil(recommendation, *, on: date, by, outcome: str = "", late_reason: str = "") -> None:
    """Close what is open about it as done on a day, at the earliest on the day it was opened."""
    for obligation in open_about(recommendation):
        day = max(on, obligation.opened_on)
        late = {"late_reason": late_reason, "late_body": obligation.owner} if day > obligation.due_on else {}
        close_obligation(obligation, by=by, closed_on=day, outcome=outcome, **late)


def drop(recommendation, *, on: date, by, reason: str) -> None:
    """Nobody owes it any more."""
    for obligation in open_about(recommendation):
        waive_obligation(obligation, by=by, reason=reason, on=max(on, obligation.opened_on))


def take_back(recommendation, *, by, reason: str) -> None:
    """What was closed as done is owed again."""
    last = about(recommendation).last()
    if recommendation.due_on and last and last.closed_on:
        reopen_obligation(last, by=by, reason=reason)
    keep(recommendation, by=by)


def _open(recommendation, *, by, opened_on: date | None) -> None:
    open_obligation(
        recommendation,
        owner=recommendation.addressee,
        title=f"Thực hiện kiến nghị sau giám sát: {recommendation}",
        due_on=recommendation.due_on,
        basis=f"Kiến nghị sau giám sát: {recommendation.mission}",
        basis_kind=BasisKind.DISPATCH,
        beneficiary=recommendation.mission.lead_body,
        opened_on=min(opened_on, recommendation.due_on) if opened_on else None,
        by=by,
    )
