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
holds (a letter older than the law), is for people to say at the duty. What was dropped because the letter was recorded
otherwise comes back when it is recorded as before; what somebody waived by hand does not.
"""

from contextlib import suppress
from datetime import date

from django.utils import timezone

from complaints.choices import LetterKind, LetterStatus
from coordination.audit.actors import System
from coordination.deadlines.actions import (
    close_obligation,
    hand_over,
    move_anchor,
    move_due,
    open_by_rule,
    open_obligation,
    reopen_obligation,
    waive_obligation,
)
from coordination.deadlines.choices import BasisKind, ObligationStatus
from coordination.deadlines.law import NoRule
from coordination.deadlines.queries import about, open_about, set_about
from coordination.people.choices import BodyKind
from coordination.workflow.models import StatusChange

ON_RECEIPT = {
    "RC-08": "Trả lời công dân về đơn {code}",
    "TC-01": "Xử lý ban đầu đơn {code}",
    "TC-02": "Chuyển đơn {code} đến cơ quan có thẩm quyền và báo người gửi",
    "KN-02": "Thụ lý đơn {code} và thông báo việc thụ lý",
}
"""Rules that run from the day of receipt, and what the receiving body has to do."""
ON_ACCEPTANCE = {LetterKind.COMPLAINT: "KN-03", LetterKind.DENUNCIATION: "TC-05"}
"""Rules that run from the day of acceptance."""
SETTLING = frozenset(ON_ACCEPTANCE.values())
RECORDED_OTHERWISE = "Đơn đã ghi lại, không còn áp dụng."
DAY_SET = "Đã ấn định hạn giải quyết."
TAKEN_BACK = (RECORDED_OTHERWISE, DAY_SET)
"""Reasons for which a duty was waived here, so that it may come back."""


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
    """Make what is owed by law equal to the letter as it is recorded now: opened, moved, dropped, or open again."""
    if isinstance(by, System) or letter.received_by is None:
        return
    wanted = _owed_by_law(letter)
    for obligation in open_about(letter).filter(version__isnull=False).select_related("version__rule"):
        code = obligation.version.rule.code
        if reason := _why_dropped(letter, code, obligation.owner_id, wanted):
            waive_obligation(obligation, by=by, reason=reason)
        else:
            _follow(obligation, letter, code, by=by)
    for code in sorted(wanted):
        _see_that_it_is_owed(letter, code, by=by)


def accepted(letter, *, on: date, by) -> None:
    """What ran from the receipt is done; where no day was set the law says by when it is settled."""
    answered(letter, on=on, by=by)
    if not isinstance(by, System):
        for rule in _owed_on_acceptance(letter):
            _open_by_law(letter, rule, anchor_on=on, by=by)


def answered(letter, *, on: date, by) -> None:
    """The letter was accepted, forwarded or returned, and the citizen told: what ran from the receipt is done."""
    for obligation in open_about(letter).filter(version__rule__code__in=ON_RECEIPT):
        _close(obligation, on=on, by=by)


def handed_on(letter, *, on: date, by) -> None:
    """Forwarded: the receiving body settles it no more."""
    answered(letter, on=on, by=by)
    for obligation in open_about(letter).filter(version__rule__code__in=SETTLING):
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


def _owed_by_law(letter) -> set[str]:
    """Rules that the letter falls under in the state it is in."""
    if letter.status == LetterStatus.RECEIVED:
        return _owed_on_receipt(letter)
    return _owed_on_acceptance(letter) if letter.status == LetterStatus.ACCEPTED else set()


def _owed_on_receipt(letter) -> set[str]:
    """Rules that a letter not handled yet falls under, by recorded facts alone."""
    rules = {"RC-08"} if letter.reception_id else set()
    if letter.kind == LetterKind.DENUNCIATION:
        elsewhere = letter.competent_body_id not in (None, letter.received_by_id)
        rules.add("TC-02" if elsewhere else "TC-01")
    if letter.kind == LetterKind.COMPLAINT and letter.competent_body_id == letter.received_by_id:
        rules.add("KN-02")
    return rules


def _owed_on_acceptance(letter) -> set[str]:
    """The rule by which an accepted letter is settled: none where a day was set, none on the council's side."""
    rule, body = ON_ACCEPTANCE.get(letter.kind), letter.received_by
    settles = body is not None and body.principal.kind not in BodyKind.OF_COUNCIL
    return {rule} if rule and settles and letter.due_on is None else set()


def _why_dropped(letter, code: str, owner_id: int, wanted: set[str]) -> str:
    """Why an open duty is owed no more, or nothing. Duties of other rules are people's own."""
    is_ours = owner_id == letter.received_by_id
    if code in ON_RECEIPT:
        return "" if code in wanted and is_ours else RECORDED_OTHERWISE
    if code not in SETTLING:
        return ""
    if letter.due_on is not None:
        return DAY_SET
    moved = code in wanted and not is_ours
    is_other = letter.status == LetterStatus.ACCEPTED and (moved or code != ON_ACCEPTANCE.get(letter.kind))
    return RECORDED_OTHERWISE if is_other else ""


def _follow(obligation, letter, code: str, *, by) -> None:
    """The day of receipt and the handler as the letter has them now."""
    if code in ON_RECEIPT:
        with suppress(NoRule):
            move_anchor(obligation, by=by, anchor_on=letter.received_on, reason="Ngày nhận đơn đã sửa.")
    hand_over(obligation, by=by, assignee=letter.handler, note="Giao người khác xử lý.")


def _see_that_it_is_owed(letter, code: str, *, by) -> None:
    """Open it, unless it is there already; one that was taken back here is opened again."""
    rows = about(letter).filter(version__rule__code=code, owner=letter.received_by)
    taken_back = rows.filter(status=ObligationStatus.WAIVED, outcome__in=TAKEN_BACK)
    if rows.exclude(pk__in=taken_back).exists():
        return
    if old := taken_back.order_by("pk").last():
        reopen_obligation(old, by=by, reason="Đơn đã ghi lại, lại áp dụng.")
        _follow(old, letter, code, by=by)
    else:
        anchor_on = letter.received_on if code in ON_RECEIPT else _accepted_on(letter)
        _open_by_law(letter, code, anchor_on=anchor_on, by=by)


def _accepted_on(letter) -> date:
    """The day of acceptance: as an earlier duty has it, else the day on which it was recorded."""
    earlier = about(letter).filter(version__rule__code__in=SETTLING).order_by("pk").last()
    if earlier is not None:
        return earlier.anchor_on
    step = StatusChange.objects.about(letter).filter(transition="accept").order_by("id").last()
    return timezone.localdate(step.at) if step else timezone.localdate()


def _open_by_law(letter, code: str, *, anchor_on: date, by) -> None:
    title = ON_RECEIPT.get(code, "Giải quyết đơn {code}")
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
