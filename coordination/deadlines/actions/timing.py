"""How the cached days of a duty follow its version, its anchor and its clock events. For the actions beside it only.

Whatever writes here has the record saved through the door in the same transaction: if that is refused, nothing stays.
"""

from datetime import date

from django.utils import timezone

from coordination.audit.actors import System, name_of
from coordination.deadlines.calendar import Pause, Sense
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import ClockKind, RuleKind
from coordination.deadlines.clocks import Clock, due_of, replay
from coordination.deadlines.law import NoRule, version_on
from coordination.deadlines.models import ClockEvent, Obligation, RuleTransition, RuleVersion
from coordination.lib.dates import screen
from coordination.records.errors import NotNow, Refused
from coordination.workflow import door
from coordination.workflow.models import StatusChange


class NotADuty(Refused):
    """The rule gives no latest day: a wait, a frequency, a majority is nothing that somebody owes by a day."""


def check_makes_duty(version: RuleVersion) -> None:
    """Raise NotADuty unless the version says by when something is owed."""
    code = version.rule.code
    if version.kind == RuleKind.FREQUENCY:
        raise NotADuty(f"{code} là việc định kỳ, không có một ngày hạn: không giao việc theo quy định này.")
    if version.kind == RuleKind.THRESHOLD:
        raise NotADuty(f"{code} là tỷ lệ biểu quyết, không phải thời hạn: không giao việc theo quy định này.")
    if version.sense == Sense.AT_LEAST:
        raise NotADuty(f"{code} cho biết sớm nhất khi nào, không phải hạn: không giao việc theo quy định này.")


def basis_of(version: RuleVersion) -> str:
    """What a duty names as its ground: "KN-02, Điều 27 Luật Khiếu nại 02/2011/QH13"."""
    return f"{version.rule.code}, {' '.join(part for part in (version.article, version.law) if part)}"[:300]


def events_of(obligation: Obligation) -> list[ClockEvent]:
    """Its valid events as the database holds them now."""
    if obligation.pk is None:
        return []
    return list(obligation.clock_events.valid().select_related("version__rule"))


def ground_of(obligation: Obligation) -> tuple[RuleVersion, date]:
    """The version and the anchor of a duty that rests on a rule."""
    assert obligation.version is not None
    assert obligation.anchor_on is not None
    return obligation.version, obligation.anchor_on


def clock_of(obligation: Obligation, events: list[ClockEvent] | None = None) -> Clock:
    """What its events come to."""
    version, _anchor_on = ground_of(obligation)
    return replay(version, events_of(obligation) if events is None else events)


def put_days(obligation: Obligation, events: list[ClockEvent] | None = None) -> Clock:
    """Set the cached columns to what the events replay to, with the calendar as it is now."""
    clock = clock_of(obligation, events)
    _version, anchor_on = ground_of(obligation)
    obligation.due_on = due_of(clock, anchor_on, calendar_of(obligation.locality_id, fresh=True))
    obligation.paused_on = None if obligation.closed_on else clock.paused_on
    return clock


def moved(old: date, new: date) -> str:
    """What history says of the due day."""
    return f"Hạn giữ nguyên {screen(new)}." if old == new else f"Hạn {screen(old)} → {screen(new)}."


def version_for(obligation: Obligation, on: date) -> RuleVersion:
    """The version of the duty's rule and case that holds on a day. Raises NoRule, NotADuty."""
    now, _anchor_on = ground_of(obligation)
    words = now.variant.split(",")
    version = version_on(now.rule, on, locality=obligation.locality, level=now.level, variants=words)
    check_makes_duty(version)
    return version


def prepared(event: ClockEvent, obligation: Obligation, by) -> ClockEvent:
    """The event as it will be saved, checked; who wrote it stays known by name."""
    event.obligation = obligation
    event.by, event.by_name = (None if isinstance(by, System) else by), name_of(by)
    event.full_clean(exclude=["by"])
    return event


def annulled(event: ClockEvent, *, by, reason: str) -> ClockEvent:
    """The event as it will be saved: it counts no longer, and stays to be read."""
    event.annulled_at, event.annulled_by_name, event.annulled_reason = timezone.now(), name_of(by), reason[:500]
    return event


def stop(obligation: Obligation, on: date, *, by) -> None:
    """Before it is closed as of a day: a pause ends that day, and what came later had nothing to say about it.

    So a duty done while its clock stood still is not late. The pause comes back by annulling the last event.
    """
    if obligation.version_id is None or obligation.closed_on:
        return
    events = events_of(obligation)
    pause = clock_of(obligation, events).open_pause
    for event in [one for one in events if _came_after(one, on, pause)]:
        annulled(event, by=by, reason=f"Việc kết thúc ngày {screen(on)}, trước đó.").save()
    if pause and pause.first < on:
        end = prepared(ClockEvent(kind=ClockKind.RESUME, on=on, reason="Kết thúc việc."), obligation, by)
        end.save()
        events.append(end)
    put_days(obligation, events)
    obligation.paused_on = None


def _came_after(event: ClockEvent, on: date, pause: Pause | None) -> bool:
    """A law that was not in force yet; a pause still lasting that had not begun."""
    if event.kind == ClockKind.TRANSITION:
        return event.on > on
    return event.kind == ClockKind.PAUSE and pause is not None and event.on == pause.first >= on


def rebase(obligation: Obligation, *, by) -> None:
    """After its version or anchor changed: what a change of law did to it before is taken back, days are replayed.

    A date that is set from now on stays as written. Raises NotNow where people wrote an event of a day before the
    anchor: a period is not stopped before it begins, and whether it was lengthened is for them to say.
    """
    events = events_of(obligation)
    _check_none_before(obligation, events)
    for event in [one for one in events if one.kind == ClockKind.TRANSITION]:
        annulled(event, by=by, reason="Căn cứ hoặc ngày mốc đã đổi.").save()
    if obligation.version_id is not None:
        put_days(obligation, events)


def _check_none_before(obligation: Obligation, events: list[ClockEvent]) -> None:
    anchor_on = obligation.anchor_on
    for event in sorted(events, key=lambda event: event.on):
        if event.kind != ClockKind.TRANSITION and anchor_on is not None and event.on < anchor_on:
            words = f"Việc “{obligation.title}” đã ghi {event}, trước ngày mốc mới {screen(anchor_on)}"
            raise NotNow(f"{words}: hủy lần ghi ấy rồi mới đổi ngày mốc.")


def follow_law(obligation: Obligation, *, on: date, by) -> bool:
    """Append what laws that have come into force by `on` do to a running duty; whether there was any.

    Also where the new law gives the same time: from then on the duty rests on that law, and its history says so.
    """
    if obligation.version_id is None or obligation.closed_on:
        return False
    events = events_of(obligation)
    version, anchor_on = ground_of(obligation)
    changes = version.rule.transitions.filter(on__gt=anchor_on, on__lte=on).order_by("on", "code")
    seen = {event.on for event in events if event.kind == ClockKind.TRANSITION}
    waiting = {change.on: change for change in changes if change.on not in seen}  # one event a day
    return any([_follow(obligation, change, events, by) for change in waiting.values()])


def _follow(obligation, change, events: list[ClockEvent], by) -> bool:
    try:
        version = version_for(obligation, change.on)
    except (NoRule, NotADuty):  # the new law has no such case: the old version goes on
        return False
    if _loses_extension(clock_of(obligation, events), version):
        _leave_to_people(obligation, change, by)
        return False
    reason = f"{change.code}: {' '.join(part for part in (change.article, change.law) if part)}"[:500]
    event = prepared(
        ClockEvent(kind=ClockKind.TRANSITION, on=change.on, version=version, reason=reason), obligation, by
    )
    event.save()
    events.append(event)
    old = obligation.due_on
    put_days(obligation, events)
    note = f"{reason}. {moved(old, obligation.due_on)}"
    door.move(obligation, "follow_law", by=by, note=note, consequence=True)
    return True


def _loses_extension(clock: Clock, new: RuleVersion) -> bool:
    """Whether what was added would be read in another unit, or not at all."""
    return bool(clock.extra) and (new.unit != clock.version.unit or not new.has_clock)


def _leave_to_people(obligation: Obligation, change: RuleTransition, by) -> None:
    """Days granted under the old law are no days of the new one: history says once that somebody has to decide."""
    words = (
        f"Chưa chuyển sang {change.code} ({change.law}): việc đã được gia hạn, mà quy định mới tính theo đơn vị khác. "
        "Hạn giữ theo quy định cũ; muốn chuyển thì hủy lần gia hạn, rồi gia hạn lại theo quy định mới nếu được."
    )
    if not StatusChange.objects.about(obligation).filter(transition="note", note=words).exists():
        door.move(obligation, "note", by=by, note=words, consequence=True)
