"""When an office sends: its own hours, on its own working days, in the one time zone of the country."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from coordination.deadlines.calendar import Calendar
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.models import ReminderPolicy
from coordination.notices.letters import Later
from coordination.notices.models import Letter

ROUNDS = 30
"""Days, at most, that are tried in search of a moment at which several windows are open."""


def policies() -> dict[int, ReminderPolicy]:
    """What the offices have set, by locality."""
    return {policy.locality_id: policy for policy in ReminderPolicy.objects.all()}


def policy_of(locality_id: int) -> ReminderPolicy:
    """What the office of the place has set, or the defaults, which are not stored."""
    return ReminderPolicy.objects.filter(locality_id=locality_id).first() or ReminderPolicy(locality_id=locality_id)


def is_open(policy: ReminderPolicy, calendar: Calendar, now: datetime) -> bool:
    """Whether a letter may leave now; the closing minute itself is outside."""
    here = timezone.localtime(now)
    return policy.opens_at <= here.time() < policy.closes_at and _sends_on(policy, calendar, here.date())


def next_opening(policy: ReminderPolicy, calendar: Calendar, now: datetime) -> datetime:
    """Now, if the window is open, else when it opens next."""
    if is_open(policy, calendar, now):
        return now
    here = timezone.localtime(now)
    day = here.date()
    if here.time() >= policy.closes_at:
        day += timedelta(days=1)
    while not _sends_on(policy, calendar, day):
        day += timedelta(days=1)
    return at(day, policy.opens_at)


def opens_later(policy: ReminderPolicy, calendar: Calendar, now: datetime) -> bool:
    """Whether the window opens on the same day, but has not yet."""
    here = timezone.localtime(now)
    return here.time() < policy.opens_at and _sends_on(policy, calendar, here.date())


def common_opening(places: Sequence[tuple[ReminderPolicy, Calendar]], now: datetime) -> datetime | None:
    """Now, if all the windows are open, else when they are all open next; none when their hours never meet."""
    moment = now
    for _ in range(ROUNDS):
        latest = max(next_opening(policy, calendar, moment) for policy, calendar in places)
        if latest == moment:
            return moment
        moment = latest
    return None


def at(day: date, hour: time) -> datetime:
    """The moment in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, hour))


def opening_for(locality_id: int, now: datetime) -> datetime:
    """When the place may send next: what an immediate letter waits for."""
    return next_opening(policy_of(locality_id), calendar_of(locality_id), now)


def _sends_on(policy: ReminderPolicy, calendar: Calendar, day: date) -> bool:
    return not policy.only_working_days or calendar.is_working(day)


def insist(letter: Letter, now: datetime) -> None:
    """Raise `Later` while an office that the letter speaks for does not send (it was held up until the evening).

    Hours that have been changed since, so that they do not meet any more, leave those of the first office.
    """
    ids = letter.params.get("offices") or [letter.params["office"]]
    places = [(policy_of(pk), calendar_of(pk)) for pk in ids]
    until = common_opening(places, now) or next_opening(*places[0], now)
    if until > now:
        raise Later(until)
