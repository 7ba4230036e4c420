"""Duties that rest on a rule: opened by it, paused, resumed, extended, led over to a new law.

The first ones are what people do on a duty's page; `open_by_rule` and `move_anchor` follow from acts of other apps and
ask for no permission of their own. Every step writes its event, the replayed days, history and audit, or nothing.
"""

import logging
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines import told, words
from coordination.deadlines.actions import timing
from coordination.deadlines.actions.obligations import copy_gate, tell_if_new
from coordination.deadlines.choices import BasisKind, ClockKind
from coordination.deadlines.clocks import Clock, why_no_pause
from coordination.deadlines.law import rule_of, version_on
from coordination.deadlines.models import ClockEvent, Obligation, RuleTransition
from coordination.deadlines.workflow import OBLIGATION, last_by_hand, why_no_clock
from coordination.lib.dates import screen
from coordination.records.errors import Forbidden, NotNow, Refused
from coordination.workflow import door

log = logging.getLogger(__name__)


# --- What people do ----------------------------------------------------------------------------------------------


@transaction.atomic
def pause(record, *, by, on: date, category: str, reason: str, document: str = ""):
    """The clock stands still from `on` (itself not counted) until it is resumed. `document`: the decision, in words."""
    clock = _allowed(record, "pause", by)
    _check_not_ahead(on)
    if wrong := why_no_pause(on, anchor=record.anchor_on, due=record.due_on, earlier=clock.pauses):
        raise ValidationError({"on": wrong})
    if not reason:
        raise ValidationError({"reason": "Ghi lý do tạm dừng."})
    event = ClockEvent(kind=ClockKind.PAUSE, on=on, category=category, reason=reason, document=document)
    said = f"Tạm dừng từ {screen(on)}, {event.get_category_display()}: {reason}"
    return _write(record, "pause", event, said, by=by)


@transaction.atomic
def resume(record, *, by, on: date, reason: str = "", document: str = ""):
    """The clock runs again; `on` is the first day that counts. The due day moves by the days it stood."""
    clock = _allowed(record, "resume", by)
    _check_day(record, on)
    if clock.paused_on and on <= clock.paused_on:
        raise ValidationError({"on": f"Ngày tính tiếp phải sau ngày bắt đầu tạm dừng ({screen(clock.paused_on)})."})
    event = ClockEvent(kind=ClockKind.RESUME, on=on, reason=reason, document=document)
    return _write(record, "resume", event, f"Tính tiếp từ {screen(on)}", by=by)


@transaction.atomic
def extend(record, *, by, on: date, document: str, amount: int | None = None, reason: str = ""):
    """Lengthen the period as the rule allows. `on` is the day of the decision, `amount` is in the rule's own unit (all
    that it allows, if not given)."""
    clock = _allowed(record, "extend", by)
    most = clock.version.extension_value or 0
    added = most if amount is None else amount
    _check_extension(record, clock, on, document)
    if added < 1:
        raise ValidationError({"amount": f"Gia hạn ít nhất {words.amount(1, clock.version.unit)}."})
    if added > most:
        limit = words.amount(most, clock.version.unit)
        raise ValidationError({"amount": f"{clock.version.rule.code} cho gia hạn mỗi lần nhiều nhất {limit}."})
    event = ClockEvent(kind=ClockKind.EXTENSION, on=on, amount=added, document=document, reason=reason)
    said = f"Gia hạn thêm {words.amount(added, clock.version.unit)} theo {document}"
    return _write(record, "extend", event, said, by=by)


@transaction.atomic
def annul_event(record, *, by, reason: str):
    """Take back the pause, resumption or extension that was written last; it stays to be read, with the reason.

    A change of law that had waited for that is made up for.
    """
    _allowed(record, "annul_event", by)
    if not reason:
        raise ValidationError({"reason": "Ghi lý do hủy."})
    events, old = timing.events_of(record), record.due_on
    event = timing.annulled(last_by_hand(events), by=by, reason=reason)
    timing.put_days(record, events)
    note = f"Hủy lần ghi “{event}”: {reason}. {timing.moved(old, record.due_on)}"
    door.move(record, "annul_event", by=by, note=note)
    event.save()
    timing.follow_law(record, on=timezone.localdate(), by=by)
    told.due_moved(record, old, by=by)
    return record


def _allowed(record, name: str, by) -> Clock:
    """The clock as it runs now. Raises NotNow for a set date, a closed duty and an unmet condition, Forbidden."""
    if no_clock := why_no_clock(record):
        raise NotNow(no_clock)
    step = OBLIGATION[name]
    if not isinstance(by, System) and not step.is_for(record, by):
        raise Forbidden
    if record.closed_on:
        raise NotNow(f"Việc này đã đóng ngày {screen(record.closed_on)}: mở lại rồi mới ghi được.")
    if step.unless and (reason := step.unless(record)):
        raise NotNow(reason)
    return timing.clock_of(record)


def _check_not_ahead(on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"on": "Ngày này chưa tới."})


def _check_day(record, on: date) -> None:
    _check_not_ahead(on)
    if on < record.anchor_on:
        start = screen(record.anchor_on)
        raise ValidationError({"on": f"Ngày này trước ngày mốc ({start}), khi thời hạn chưa bắt đầu."})


def _check_extension(record, clock: Clock, on: date, document: str) -> None:
    _check_day(record, on)
    stands = clock.paused_on is not None and clock.paused_on <= on
    if on > record.due_on and not stands:
        raise ValidationError({"on": f"Hạn {screen(record.due_on)} đã qua trước ngày này: chỉ gia hạn khi còn hạn."})
    if record.clock_events.valid().filter(kind=ClockKind.EXTENSION, on=on).exists():
        raise ValidationError({"on": "Ngày này đã ghi một lần gia hạn."})
    if not document:
        raise ValidationError({"document": "Ghi số, ký hiệu, ngày quyết định gia hạn."})


def _write(record, name: str, event: ClockEvent, said: str, *, by):
    """The event and what follows from it. The door comes first: it asks whether the step is possible."""
    old = record.due_on
    timing.prepared(event, record, by)
    timing.put_days(record, [*timing.events_of(record), event])
    door.move(record, name, by=by, note=f"{said}. {timing.moved(old, record.due_on)}")
    event.save()
    told.clock_changed(record, old, by=by)
    return record


# --- What follows from an act of another app ---------------------------------------------------------------------


@transaction.atomic
def open_by_rule(
    subject,
    *,
    rule: str,
    anchor_on: date,
    owner,
    title: str,
    by,
    variants=(),
    level: str = "",
    beneficiary=None,
    assignee=None,
    opened_on: date | None = None,
):
    """Open what a rule of law or of the locality makes `owner` owe about `subject`, reckoned from `anchor_on`.

    The version is the one that holds on the anchor day in the subject's locality; a change of law that has come into
    force since then leads it over. `level` defaults to the locality's. None when the locality has ended. Raises NoRule
    (unknown rule or variant, no version on that day) and NotADuty (a wait, a frequency).
    """
    place = subject.locality
    if place.is_ended:
        return None
    version = version_on(rule_of(rule, place), anchor_on, locality=place, level=level, variants=variants)
    timing.check_makes_duty(version)
    obligation = Obligation(
        owner=owner,
        title=title[:300],
        basis_kind=BasisKind.RULE,
        basis=timing.basis_of(version),
        version=version,
        anchor_on=anchor_on,
        beneficiary=beneficiary,
        assignee=assignee,
        subject=subject,
    )
    copy_gate(obligation, subject)
    timing.put_days(obligation, [])
    obligation.opened_on = opened_on or min(timezone.localdate(), obligation.due_on)
    door.create(obligation, by=by, consequence=True)
    timing.follow_law(obligation, on=timezone.localdate(), by=by)
    tell_if_new(obligation, by=by)
    return obligation


@transaction.atomic
def move_anchor(obligation, *, by, anchor_on: date, reason: str = ""):
    """The event that the period runs from turned out to be, or was put, on another day.

    The version is picked anew by that day; pauses and extensions stay, so NotNow where one lies before it. Audited
    with both days; a closed duty and a set date stay as they are.
    """
    if obligation.closed_on or obligation.version_id is None or obligation.anchor_on == anchor_on:
        return obligation
    old, basis = obligation.due_on, timing.basis_of(obligation.version)
    obligation.version = timing.version_for(obligation, anchor_on)
    obligation.anchor_on = anchor_on
    if obligation.basis == basis:
        obligation.basis = timing.basis_of(obligation.version)
    timing.rebase(obligation, by=by)
    said = f"Ngày mốc {screen(anchor_on)}. {timing.moved(old, obligation.due_on)}"
    door.change(obligation, by=by, note=f"{reason} {said}".strip())
    timing.follow_law(obligation, on=timezone.localdate(), by=by)
    told.due_moved(obligation, old, by=by)
    return obligation


# --- What follows from a change of law ---------------------------------------------------------------------------


def apply_transitions(on: date, *, by) -> int:
    """Lead every running duty anchored before a new law to that law's version, as far as it is in force by `on`.

    Done once for each duty and law; a duty that cannot be led over is logged and hinders no other. How many were.
    """
    return sum(_led_over(pk, on, by) for pk in waiting_for_law(on).values_list("pk", flat=True).distinct())


def waiting_for_law(on: date):
    """Running duties anchored before a change of law in force by `on` that has not been written down for them."""
    changes = RuleTransition.objects.filter(
        rule=OuterRef("version__rule"), on__lte=on, on__gt=OuterRef("anchor_on")
    ).exclude(
        Exists(
            ClockEvent.objects.valid().filter(
                obligation=OuterRef(OuterRef("pk")), kind=ClockKind.TRANSITION, on=OuterRef("on")
            )
        )
    )
    return Obligation.objects.filter(Exists(changes), closed_on=None).order_by("pk")


def _led_over(pk: int, on: date, by) -> bool:
    try:
        with transaction.atomic():
            return timing.follow_law(Obligation.objects.get(pk=pk), on=on, by=by)
    except (Refused, ValidationError, DatabaseError):
        log.exception("Obligation %s could not be led to the new law.", pk)
        return False
