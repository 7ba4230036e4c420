"""The morning sheet of a leader: a letter when the window opens, with a personal link to one page that needs no login.

The link is signed, names account and membership, lives for a day, and dies with the password. The page is read-only
and never shows a confidential row, whatever its reader might see after signing in.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from coordination.deadlines.choices import Scope
from coordination.deadlines.models import Obligation, ReminderPolicy
from coordination.deadlines.models.querysets import ObligationQuerySet
from coordination.deadlines.queries import in_scope
from coordination.deadlines.reminders import window
from coordination.deadlines.reminders.digest import allowed
from coordination.deadlines.reminders.offices import Office
from coordination.deadlines.reminders.recipients import People
from coordination.lib.dates import screen
from coordination.lib.faults import where
from coordination.notices import letters
from coordination.notices.channels import channels_for
from coordination.notices.choices import Channel
from coordination.notices.models import Letter
from coordination.people.models import Membership, User

logger = logging.getLogger(__name__)

KIND = "morning"
SALT = "coordination.deadlines.morning"
LIVES = timedelta(hours=24)
SHOWN = 6
"""Rows of a list: what fits on one page of A4."""


class Gone(Exception):
    """The link is old, or its account or role is no longer what it was."""


def key_of(user_id: int, day: date) -> str:
    """One letter a leader and day, whatever the channel."""
    return f"{KIND}:{user_id}:{day}"


# --- The link ----------------------------------------------------------------------------------------------------


def path_for(user: User, membership: Membership) -> str:
    """Address of the sheet for a day from now."""
    claim = {"user": user.pk, "membership": membership.pk, "proof": _proof(user)}
    return reverse("deadlines:morning", args=[signing.dumps(claim, salt=SALT)])


def reader_of(token: str) -> User:
    """The account that the link was made for, acting through its membership. Raises Gone."""
    try:
        claim = signing.loads(token, salt=SALT, max_age=LIVES)
    except signing.BadSignature as error:
        raise Gone from error
    user = User.objects.filter(pk=claim["user"], is_active=True).first()  # ungated: the signed address names its reader
    if user is None or not constant_time_compare(claim["proof"], _proof(user)):
        raise Gone
    membership = user.active_memberships().filter(pk=claim["membership"]).first()
    if membership is None or not membership.role_class.is_leader:
        raise Gone
    user.act_as(membership)
    return user


def _proof(user: User) -> str:
    """What changes with the password."""
    return user.get_session_auth_hash()[:32]


# --- The page ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Debtor:
    """A body with what it has not done in time."""

    name: str
    count: int
    longest: int


@dataclass
class Sheet:
    """Numbers and lists of one morning; the lists may be shorter than the numbers."""

    day: date
    today: list[Obligation]
    today_count: int
    soon_count: int
    overdue_count: int
    serious: list[Obligation]
    serious_count: int
    serious_after: int | None
    debtors: list[Debtor]
    oldest: int
    debtors_count: int

    @property
    def debtors_hidden(self) -> int:
        """Bodies for which there was no room."""
        return self.debtors_count - len(self.debtors)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.today_count or self.overdue_count)


def sheet_for(user: User, day: date) -> Sheet:
    """What the side the user leads owes and awaits: due on the day, overdue by body, seriously overdue."""
    rows = _rows(user)
    today, overdue, serious = rows.due_today(day), rows.overdue(day), rows.serious(day)
    debtors = _debtors(overdue, day)
    return Sheet(
        day=day,
        today=_first(today),
        today_count=today.count(),
        soon_count=rows.due_soon(day).count(),
        overdue_count=overdue.count(),
        serious=_first(serious),
        serious_count=serious.count(),
        serious_after=_serious_after(rows),
        debtors=debtors[:SHOWN],
        oldest=max((debtor.longest for debtor in debtors), default=0),
        debtors_count=len(debtors),
    )


def _rows(user: User) -> ObligationQuerySet:
    """Open duties of the leader's side and those it waits for; no confidential one."""
    visible = Obligation.objects.visible_to(user).filter(confidential=False, closed_on=None)
    return in_scope(visible, user, Scope.UNIT) | in_scope(visible, user, Scope.AWAITED_BY_UNIT)


def _serious_after(rows: ObligationQuerySet) -> int | None:
    """The number of working days, if all the places that the rows are of have set the same."""
    usual = ReminderPolicy._meta.get_field("serious_after").default
    found = set(rows.order_by().values_list("locality__reminder_policy__serious_after", flat=True).distinct())
    days = {usual if after is None else after for after in found}
    return days.pop() if len(days) == 1 else None


def _first(rows: QuerySet) -> list[Obligation]:
    return list(rows.select_related("owner", "assignee", "version").order_by("due_on", "pk")[:SHOWN])


def _debtors(overdue: QuerySet, day: date) -> list[Debtor]:
    groups = overdue.order_by().values_list("owner__short_name").annotate(n=Count("pk"), first=Min("due_on"))
    found = [Debtor(str(name), count, (day - first).days) for name, count, first in groups]
    return sorted(found, key=lambda debtor: (-debtor.count, -debtor.longest, debtor.name))


# --- The letter --------------------------------------------------------------------------------------------------


def queue_all(now: datetime, offices: dict[int, Office], people: People) -> Iterator[Letter]:
    """One letter for each leader to whom there is something to say; with the first sweep after the window opened."""
    places = [pk for pk, office in offices.items() if office.policy.morning_sheet]
    day = timezone.localdate(now)
    leaders = people.leaders(places)
    keys = [key_of(membership.user_id, day) for membership in leaders]
    written = Letter.objects.filter(key__in=keys)  # ungated: which letters there are already, for the sweep
    had = set(written.order_by().values_list("recipient_id", flat=True))
    for membership in (row for row in leaders if row.user_id not in had):
        try:
            with transaction.atomic():
                letter = _queue_one(membership, now, offices[membership.locality_id])
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.error("membership %s gets no morning sheet today: %s", membership.pk, where(error))
            continue
        if letter:
            yield letter


def _queue_one(membership: Membership, now: datetime, office: Office) -> Letter | None:
    day, user = timezone.localdate(now), membership.user
    channels = allowed(channels_for(user), office.policy)
    if not channels:
        return None
    user.act_as(membership)
    if not _rows(user).running(day).filter(due_on__lte=day).exists():
        return None
    held = User.objects.select_for_update(no_key=True).filter(pk=user.pk)  # ungated: one sweep at a time
    list(held.values_list("pk"))
    key = key_of(user.pk, day)
    if Letter.objects.filter(key=key).exists():  # ungated: whether the sweep wrote it already
        return None
    params = {"day": str(day), "office": membership.locality_id}
    return letters.queue(
        KIND, to=user, key=key, channel=channels[0], params=params, membership=membership, not_before=now, quiet=True
    )


def compose(letter: Letter) -> letters.Message | None:
    """The numbers and the link; nothing on a later day, or when everything was done meanwhile."""
    now = timezone.now()
    window.insist(letter, now)
    day = timezone.localdate(now)
    if letter.params["day"] != str(day):
        return None
    sheet = sheet_for(letter.recipient, day)
    if not sheet.says_something:
        return None
    subject = f"Phối hợp: tờ buổi sáng {screen(day)}"
    url = letters.absolute(path_for(letter.recipient, letter.recipient.acting))
    if letter.channel == Channel.WEBHOOK:
        words = f"{sheet.today_count} việc đến hạn hôm nay, {sheet.overdue_count} việc quá hạn"
        return letters.Message(subject, f"Phối hợp {screen(day)}: {words}. Xem: {url}\n")
    return letters.written(letter, subject, "deadlines/letters/morning", sheet=sheet, url=url)
