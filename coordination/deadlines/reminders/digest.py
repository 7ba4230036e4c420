"""The daily letter: which markers go into it, and what it says when it is sent.

One digest a person, day and channel. Whoever is told things by several places (works in two of them) gets it when the
last of these that opens on that day has opened: so none of them comes always too late for it, and each marker leaves
within the hours of its own place. A marker belongs to the letter of the first channel; the letter through a second one
points at it ("first" in its parameters) and says the same.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from coordination.deadlines.calendar import Calendar, Doubt
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.models import Obligation, ReminderMarker, ReminderPolicy
from coordination.deadlines.queries import label_subjects
from coordination.deadlines.reminders import window
from coordination.deadlines.reminders.ladder import ASSIGNEE, BadLadder
from coordination.deadlines.reminders.offices import Ladders, Office, later_among, open_among
from coordination.deadlines.reminders.recipients import People
from coordination.deadlines.standins import substitutes_on
from coordination.lib.crashpoints import passing
from coordination.lib.dates import screen
from coordination.lib.faults import where
from coordination.notices import letters
from coordination.notices.channels import channels_for, preference_of
from coordination.notices.choices import Channel, Frequency, LetterState
from coordination.notices.models import Letter
from coordination.people.models import Membership, User

logger = logging.getLogger(__name__)

KIND = "digest"


LATELY = timedelta(days=60)
"""A place that has told a person of something so recently may do so again today."""


def key_of(user_id: int, day: date, channel: str, turn: int = 1) -> str:
    """One letter a person, day and channel; a further turn only for a place that was not open for the first."""
    key = f"{KIND}:{user_id}:{day}:{channel}"
    return f"{key}:{turn}" if turn > 1 else key


# --- Queueing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moment:
    """What one sweep knows: the time, the places that send now, and those that open later today."""

    now: datetime
    offices: dict[int, Office]
    later: dict[int, Office]
    people: People

    @property
    def day(self) -> date:
        """The day in the offices' time zone."""
        return timezone.localdate(self.now)


def queue_all(now: datetime, every: dict[int, Office], people: People) -> Iterator[Letter]:
    """Put what is in no letter yet into letters, person by person; what fails for one hinders no other."""
    offices = open_among(every, now)
    moment = Moment(now, offices, later_among(every, now), people)
    waiting = ReminderMarker.objects.unclaimed().filter(obligation__locality__in=offices)
    for user_id in list(waiting.order_by("recipient").values_list("recipient", flat=True).distinct()):
        try:
            with transaction.atomic():
                queued = _queue_one(user_id, moment)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.error("user %s gets no digest today: %s", user_id, where(error))
            continue
        if queued:
            passing("sweep-4")
            yield from queued


def _queue_one(user_id: int, moment: Moment) -> list[Letter]:
    """The digest of one person, if it is time for one; markers that are no longer true are dropped on the way."""
    now, day, people = moment.now, moment.day, moment.people
    # The person's row is held, so that of two sweeps one waits and then finds the other's letter.
    user = User.objects.select_for_update(no_key=True, of=("self",)).select_related("person__locality").get(pk=user_id)
    had = _moments_of(user_id, day)
    rows = ReminderMarker.objects.unclaimed().filter(recipient=user).select_related("obligation")
    markers = [row for row in rows if _is_its_turn(row.obligation.locality_id, moment, had)]
    if not markers:
        return []
    people.look_at({marker.obligation_id for marker in markers})
    seen = {marker.pk: people.seeing(user_id, marker.obligation) for marker in markers if is_true(marker, day)}
    _drop([marker.pk for marker in markers if seen.get(marker.pk) is None], now)
    markers = [marker for marker in markers if seen.get(marker.pk) is not None]
    if not markers:
        return []
    membership = _through([seen[marker.pk] for marker in markers])
    home = _home(membership, user, markers[0].obligation.locality_id)
    office = moment.offices.get(home) or Office(window.policy_of(home), calendar_of(home))
    channels = allowed(channels_for(user), office.policy)
    if not channels:
        _drop([marker.pk for marker in markers], now)  # told in the inbox of the program, which is all they want
        return []
    if _may_wait(user, markers, office.policy, office.calendar, day):
        return []
    places = {marker.obligation.locality_id for marker in markers}
    if _awaits(user_id, places, home, moment):
        return []
    hours = [moment.offices[pk] for pk in places]
    opening = window.common_opening([(row.policy, row.calendar) for row in (*hours, office)], now)
    if opening is not None:  # else the hours of the reader's own place never meet those of the others
        places |= {home}
    keys = {channel: key_of(user_id, day, channel, len(set(had)) + 1) for channel in channels}
    params = {"office": home, "offices": sorted(places), "at": now.isoformat()}
    return _written(user, membership, markers, keys, params, opening or now)


def _moments_of(user_id: int, day: date) -> list[datetime]:
    """When the person's digests of the day were queued."""
    rows = Letter.objects.filter(kind=KIND, recipient=user_id, key__startswith=f"{KIND}:{user_id}:{day}:")
    return [
        datetime.fromisoformat(params["at"]) if "at" in params else created_at
        for params, created_at in rows.values_list("params", "created_at")
    ]


def _is_its_turn(place: int, moment: Moment, had: list[datetime]) -> bool:
    """Whether the place sends now and did not when an earlier letter of the day was queued."""
    office = moment.offices.get(place)
    return office is not None and not any(window.is_open(office.policy, office.calendar, at) for at in had)


def _awaits(user_id: int, places: set[int], home: int, moment: Moment) -> bool:
    """Whether a place that tells the person things opens later today, and before one of these closes."""
    if not moment.later:
        return False
    closing = min(moment.offices[pk].policy.closes_at for pk in places)
    soon = {pk for pk, office in moment.later.items() if office.policy.opens_at < closing}
    if soon & {home, *(row.body.locality_id for row in moment.people.memberships_of(user_id))}:
        return True
    told = ReminderMarker.objects.filter(recipient=user_id, created_at__gte=moment.now - LATELY)
    return not soon.isdisjoint(told.order_by().values_list("obligation__locality", flat=True).distinct())


def allowed(channels: list[Channel], policy: ReminderPolicy) -> list[Channel]:
    """Of the channels a person wants, those that the office uses."""
    used = {Channel.EMAIL: policy.email, Channel.WEBHOOK: policy.webhook}
    return [channel for channel in channels if used[channel]]


def is_true(marker: ReminderMarker, day: date) -> bool:
    """Whether what the marker stands for still holds: the duty is open, its clock runs, its day is the same."""
    duty = marker.obligation
    return duty.closed_on is None and not duty.is_paused(day) and duty.due_on == marker.due_on


def _written(user, membership, markers, keys: dict, params: dict, not_before: datetime) -> list[Letter]:
    """The letters, and every marker in the first of them; raises when one was taken by somebody else meanwhile."""
    queued: list[Letter] = []
    for channel, key in keys.items():
        queued.append(
            letters.queue(
                KIND,
                to=user,
                key=key,
                channel=channel,
                params=params | ({"first": queued[0].pk} if queued else {}),
                membership=membership,
                not_before=not_before,
                quiet=True,
            )
        )
    free = ReminderMarker.objects.unclaimed().filter(pk__in=[marker.pk for marker in markers])
    if free.update(letter=queued[0]) != len(markers):
        raise RuntimeError("A marker was claimed by another letter.")
    passing("sweep-3")
    return queued


def _drop(marker_ids: list[int], now: datetime) -> None:
    if marker_ids:
        ReminderMarker.objects.unclaimed().filter(pk__in=marker_ids).update(dropped_at=now)


def _through(memberships: list[Membership | None]) -> Membership | None:
    """The membership that the letter is about, if it is about one alone: who loses it loses the letter."""
    first = memberships[0]
    return first if first and all(row and row.pk == first.pk for row in memberships) else None


def _home(membership: Membership | None, user: User, otherwise: int) -> int:
    """The place whose hours and channels hold for the person."""
    return (membership.locality_id if membership else user.locality_id) or otherwise


def _may_wait(user: User, markers, policy: ReminderPolicy, calendar: Calendar, day: date) -> bool:
    """Whether somebody who wants one letter a week waits for it: on the first working day of the week nobody does,
    nor after it with something from an earlier week (no sweep ran that day), nor with anything urgent."""
    if preference_of(user).frequency != Frequency.WEEKLY:
        return False
    if any(marker.step >= policy.daily_from for marker in markers):
        return False
    monday = day - timedelta(days=day.weekday())
    is_first = calendar.is_working(day) and calendar.working_days(monday - timedelta(days=1), day) == 1
    return not is_first and all(timezone.localdate(marker.created_at) >= monday for marker in markers)


# --- Saying ------------------------------------------------------------------------------------------------------


@dataclass
class Line:
    """One duty as the letter says it."""

    duty: Obligation
    kind: str
    words: str
    url: str
    warnings: list[str] = field(default_factory=list)


@dataclass
class Group:
    """The duties about one record."""

    title: str
    url: str
    lines: list[Line] = field(default_factory=list)


def compose(letter: Letter) -> letters.Message | None:
    """What of the letter still holds, grouped by record, the most urgent first; nothing when nothing does."""
    now = timezone.now()
    window.insist(letter, now)
    day = timezone.localdate(now)
    rows = [row for row in _current(letter) if is_true(row, day)]
    ladders = Ladders()
    duties = seen_by(letter.recipient, {row.obligation_id for row in rows if _is_theirs(row, ladders)}, day)
    if not duties:
        return None
    subject = f"Phối hợp: {len(duties)} việc cần chú ý, {screen(day)}"
    if letter.channel == Channel.WEBHOOK:
        return letters.Message(subject, short(len(duties), sum(duty.due_on < day for duty in duties), day))
    return letters.written(letter, subject, "deadlines/letters/digest", groups=grouped(duties, day), today=day)


def _current(letter: Letter) -> QuerySet[ReminderMarker]:
    """The markers of the letter, but for those that a later letter has overtaken while this one was held up: "three
    days left" is not true any more when somebody has been told that it is due today. A letter that failed or was
    dropped has told nobody."""
    of_it = ReminderMarker.objects.filter(letter=letter.params.get("first", letter.pk))
    later = ReminderMarker.objects.filter(
        obligation=OuterRef("obligation"), due_on=OuterRef("due_on"), recipient=OuterRef("recipient")
    ).filter(step__gt=OuterRef("step"), letter__isnull=False)
    said = later.exclude(letter__state__in=(LetterState.FAILED, LetterState.DROPPED))
    rows = of_it.exclude(Exists(said.exclude(letter=OuterRef("letter"))))
    return rows.select_related("obligation__version", "obligation__assignee__user")


def _is_theirs(marker: ReminderMarker, ladders: Ladders) -> bool:
    """Whether a step that only the assignee is told of still concerns the reader: the duty may have been given to
    somebody else. Who stood in for the assignee on the day of the marker goes on being told."""
    duty, assignee = marker.obligation, getattr(marker.obligation.assignee, "user", None)
    if assignee is None or not assignee.is_active or marker.recipient_id == assignee.pk:
        return True
    try:
        rungs = ladders.of(duty.locality_id, duty.version.rule_id if duty.version else None)
    except BadLadder:
        return True
    if rungs.audience(marker.step, serious_after=0) != {ASSIGNEE}:
        return True
    return substitutes_on(timezone.localdate(marker.created_at)).get(assignee.pk) == marker.recipient_id


def short(count: int, late: int, day: date) -> str:
    """What goes through a gateway of somebody else: numbers and an address."""
    overdue = f", {late} việc quá hạn" if late else ""
    return f"Phối hợp {screen(day)}: {count} việc cần chú ý{overdue}. Xem: {letters.absolute('/viec/')}\n"


def seen_by(user: User, obligation_ids: set[int], day: date) -> list[Obligation]:
    """Those of the duties that some membership of the account sees, with the record that it sees; by due day."""
    found: dict[int, Obligation] = {}
    acting = user.acting
    for membership in user.active_memberships():
        user.act_as(membership)
        rows = Obligation.objects.visible_to(user).filter(pk__in=obligation_ids - set(found))
        fresh = list(rows.select_related("owner", "version", "locality"))
        label_subjects(fresh, user)
        found |= {duty.pk: duty for duty in fresh if not duty.locality.ended_on(day)}
    user.act_as(acting)
    return sorted(found.values(), key=lambda duty: (duty.due_on, duty.pk))


def grouped(duties: list[Obligation], day: date) -> list[Group]:
    """By record, in the order of the most urgent duty of each; what belongs to no record stands by itself."""
    groups: dict[tuple, Group] = {}
    for duty in duties:
        subject = duty.shown_subject  # type: ignore[attr-defined]  # `label_subjects` gave it
        key = (duty.subject_type_id, duty.subject_id) if subject else (duty.pk,)
        if key not in groups:
            url = letters.absolute(subject.get_absolute_url()) if subject else ""
            groups[key] = Group(subject.public_title if subject else "", url)
        groups[key].lines.append(line_of(duty, day))
    return list(groups.values())


def line_of(duty: Obligation, day: date) -> Line:
    """Distance, address, and what the reader should not rely on blindly."""
    kind, words = duty.state_on(day)
    words = "đến hạn hôm nay" if duty.due_on == day else words
    return Line(duty, kind, words, letters.absolute(duty.get_absolute_url()), warnings_of(duty))


def warnings_of(duty: Obligation) -> list[str]:
    """An unverified rule, a calendar that is not decided yet, a set date on a day off."""
    found = []
    if duty.version and duty.version.is_unverified:
        found.append("Quy định về thời hạn này chưa kiểm chứng.")
    if duty.version and duty.anchor_on:
        doubt = calendar_of(duty.locality_id).doubt(duty.anchor_on, duty.due_on)
        if doubt:
            found.append(f"Lịch nghỉ {_doubtful(doubt)} còn là dự kiến.")
    if duty.is_day_off:
        found.append("Hạn ấn định rơi vào ngày nghỉ.")
    return found


def _doubtful(doubt: Doubt) -> str:
    years = [f"năm {year}" for year in doubt.years]
    return ", ".join([*years, *(f"ngày {screen(day)}" for day in doubt.days)])
