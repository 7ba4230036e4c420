"""What letters owe the ledger. Such obligations are as confidential as the letter: they name nobody but the case code,
and only the handler sees them.

A set day: the outcome, by the day that was set. By law, of what a person records (a job that loads the past does not
know when citizens were answered, so it opens none):

- RC-08, a letter taken at a reception: tell the citizen how it is handled; from the day of receipt.
- TC-01, a denunciation: register, classify, check; TC-02 instead where another body is known to be competent: forward
  it and tell the denouncer. Both from the day of receipt.
- KN-02, a complaint that the receiving body itself is competent for: accept it and say so; from the day of receipt.
- KN-03 and TC-05: settle an accepted complaint or denunciation for which no day was set; from the day of acceptance.
  Not on the council's side: it forwards and watches, it does not settle.

The first three end when the letter is accepted, forwarded or returned. Whether a case is complex, and where no version
holds (a letter older than the law), is for people to say at the duty.
"""

from contextlib import suppress
from datetime import date

from complaints.choices import LetterKind, LetterStatus
from coordination.audit.actors import System
from coordination.deadlines.actions import (
    close_obligation,
    hand_over,
    move_anchor,
    move_due,
    open_by_rule,
    open_obligation,
    waive_obligation,
)
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.law import NoRule
from coordination.deadlines.queries import about, open_about, set_about
from coordination.people.choices import BodyKind

ON_RECEIPT = {
    "RC-08": "Trả lời công dân về đơn {code}",
    "TC-01": "Xử lý ban đầu đơn {code}",
    "TC-02": "Chuyển đơn {code} đến cơ quan có thẩm quyền và báo người gửi",
    "KN-02": "Thụ lý đơn {code} và thông báo việc thụ lý",
}
"""Rules that run from the day of receipt, and what the receiving body has to do."""
ON_ACCEPTANCE = {LetterKind.COMPLAINT: "KN-03", LetterKind.DENUNCIATION: "TC-05"}
"""Rules that run from the day of acceptance."""


def keep(letter, *, by, opened_on: date | None = None) -> None:
    """Make the open obligation equal to the letter: who owes by when, and who watches over it.

    The competent body owes the outcome to the body that received the letter; before that this one itself.
    """
    owner = letter.competent_body or letter.received_by
    owed = letter.due_on is not None and owner is not None
    stored = set_about(letter).first()
    if stored and not (owed and stored.owner_id == owner.pk):
        waive_obligation(stored, by=by, reason=f"Giao lại cho {owner}." if owed else "Không còn hạn.")
        stored = None
    if not owed:
        return
    if stored:
        move_due(stored, by=by, due_on=letter.due_on, reason="Hạn của đơn đã đổi.")
        hand_over(stored, by=by, assignee=letter.handler, note="Giao người khác xử lý.")
    else:
        _open(letter, owner, by=by, opened_on=opened_on)


def keep_by_law(letter, *, by) -> None:
    """Make what runs from the day of receipt equal to the letter as it is recorded now: opened, moved, or dropped."""
    if isinstance(by, System) or letter.received_by is None:
        return
    wanted = _owed_on_receipt(letter) if letter.status == LetterStatus.RECEIVED else set()
    for obligation in open_about(letter).filter(version__isnull=False).select_related("version__rule"):
        code = obligation.version.rule.code
        if code in ON_RECEIPT and (code not in wanted or obligation.owner_id != letter.received_by_id):
            waive_obligation(obligation, by=by, reason="Đơn đã ghi lại, không còn áp dụng.")
            continue
        if code in ON_ACCEPTANCE.values() and letter.due_on is not None:
            waive_obligation(obligation, by=by, reason="Đã ấn định hạn giải quyết.")
            continue
        if code in ON_RECEIPT:
            with suppress(NoRule):
                move_anchor(obligation, by=by, anchor_on=letter.received_on, reason="Ngày nhận đơn đã sửa.")
        hand_over(obligation, by=by, assignee=letter.handler, note="Giao người khác xử lý.")
    there = set(about(letter).exclude(version=None).values_list("version__rule__code", "owner"))
    for code in sorted(wanted):
        if (code, letter.received_by_id) not in there:
            _open_by_law(letter, code, ON_RECEIPT[code], anchor_on=letter.received_on, by=by)


def accepted(letter, *, on: date, by) -> None:
    """What ran from the receipt is done; where no day was set the law says by when it is settled."""
    answered(letter, on=on, by=by)
    rule = ON_ACCEPTANCE.get(letter.kind)
    settles = letter.received_by is not None and letter.received_by.principal.kind not in BodyKind.OF_COUNCIL
    if rule and settles and letter.due_on is None and not isinstance(by, System):
        _open_by_law(letter, rule, "Giải quyết đơn {code}", anchor_on=on, by=by)


def answered(letter, *, on: date, by) -> None:
    """The letter was accepted, forwarded or returned, and the citizen told: what ran from the receipt is done."""
    for obligation in open_about(letter).filter(version__rule__code__in=ON_RECEIPT):
        _close(obligation, on=on, by=by)


def handed_on(letter, *, on: date, by) -> None:
    """Forwarded: the receiving body settles it no more."""
    answered(letter, on=on, by=by)
    for obligation in open_about(letter).filter(version__rule__code__in=ON_ACCEPTANCE.values()):
        reason = f"Đã chuyển {letter.competent_body}."
        waive_obligation(obligation, by=by, reason=reason, on=max(on, obligation.opened_on))


def fulfil(letter, *, on: date, by) -> None:
    """What was owed is done; the outcome itself stands in the letter alone."""
    for obligation in open_about(letter):
        _close(obligation, on=on, by=by)


def drop(letter, *, on: date, by, reason: str) -> None:
    """Nobody owes it any more."""
    for obligation in open_about(letter):
        waive_obligation(obligation, by=by, reason=reason, on=max(on, obligation.opened_on))


def _owed_on_receipt(letter) -> set[str]:
    """Rules that a letter not handled yet falls under, by recorded facts alone."""
    rules = {"RC-08"} if letter.reception_id else set()
    if letter.kind == LetterKind.DENUNCIATION:
        elsewhere = letter.competent_body_id not in (None, letter.received_by_id)
        rules.add("TC-02" if elsewhere else "TC-01")
    if letter.kind == LetterKind.COMPLAINT and letter.competent_body_id == letter.received_by_id:
        rules.add("KN-02")
    return rules


def _open_by_law(letter, code: str, title: str, *, anchor_on: date, by) -> None:
    with suppress(NoRule):  # a letter from before the law
        open_by_rule(
            letter,
            rule=code,
            anchor_on=anchor_on,
            owner=letter.received_by,
            assignee=letter.handler,
            title=title.format(code=letter.code),
            opened_on=anchor_on,
            by=by,
        )


def _close(obligation, *, on: date, by) -> None:
    day = max(on, obligation.opened_on)
    late = {"late_body": obligation.owner} if day > obligation.due_on else {}
    close_obligation(obligation, by=by, closed_on=day, **late)


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
