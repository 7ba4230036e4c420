"""What letters owe the ledger: an outcome by the set day. Such obligations are as confidential as the letter: they
name nobody but the case code, and only the handler sees them."""

from datetime import date

from coordination.deadlines.actions import close_obligation, move_due, open_obligation, waive_obligation
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.queries import open_about
from coordination.workflow import door


def keep(letter, *, by, opened_on: date | None = None) -> None:
    """Make the open obligation equal to the letter: who owes by when, and who watches over it.

    The competent body owes the outcome to the body that received the letter; before that this one itself.
    """
    owner = letter.competent_body or letter.received_by
    owed = letter.due_on is not None and owner is not None
    stored = open_about(letter).first()
    if stored and not (owed and stored.owner_id == owner.pk):
        waive_obligation(stored, by=by, reason=f"Giao lại cho {owner}." if owed else "Không còn hạn.")
        stored = None
    if not owed:
        return
    if stored:
        move_due(stored, by=by, due_on=letter.due_on, reason="Hạn của đơn đã đổi.")
        _hand_over(stored, letter.handler, by=by)
    else:
        _open(letter, owner, by=by, opened_on=opened_on)


def fulfil(letter, *, on: date, by) -> None:
    """What was owed is done; the outcome itself stands in the letter alone."""
    for obligation in open_about(letter):
        day = max(on, obligation.opened_on)
        late = {"late_body": obligation.owner} if day > obligation.due_on else {}
        close_obligation(obligation, by=by, closed_on=day, **late)


def drop(letter, *, on: date, by, reason: str) -> None:
    """Nobody owes it any more."""
    for obligation in open_about(letter):
        waive_obligation(obligation, by=by, reason=reason, on=max(on, obligation.opened_on))


def _hand_over(obligation, handler, *, by) -> None:
    """The new handler sees it, the former one no longer."""
    if obligation.assignee_id != handler.pk:
        obligation.assignee = handler
        door.change(obligation, by=by, note="Giao người khác xử lý.")


def _open(letter, owner, *, by, opened_on: date | None) -> None:
    open_obligation(
        letter,
        owner=owner,
        assignee=letter.handler,
        beneficiary=letter.received_by if letter.received_by != owner else None,
        title=f"Giải quyết đơn {letter.code}",
        due_on=letter.due_on,
        basis=f"Đơn {letter.code}",
        basis_kind=BasisKind.DISPATCH,
        opened_on=min(opened_on, letter.due_on) if opened_on else None,
        by=by,
    )
