"""One sweep: markers for what holds today, one digest per person, the morning sheet.

Several sweeps may run at once and any may be killed anywhere; what is written is written once. Each duty has a
transaction of its own that begins by locking its row (PostgreSQL) or the database (SQLite, BEGIN IMMEDIATE), then asks
whether the step was marked already: so exactly one sweep writes its markers and the lines in the inboxes. The digest of
a person is guarded in the same way by the person's row. The unique keys of marker and letter stand behind both.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.models import Obligation, ReminderFault, ReminderMarker
from coordination.deadlines.reminders import digest, ladder, morning
from coordination.deadlines.reminders.offices import Ladders, Office, offices, open_among
from coordination.deadlines.reminders.recipients import People
from coordination.jobs import heartbeats
from coordination.lib.crashpoints import passing
from coordination.lib.faults import where
from coordination.notices import letters
from coordination.notices.actions import tell
from coordination.notices.choices import NoticeKind
from coordination.notices.models import Letter
from coordination.people.models import Membership

logger = logging.getLogger(__name__)

CHUNK = 500
"""Duties looked at with one query."""
REAL = timedelta(minutes=30)
"""How far from the clock a sweep of now may be."""
BY = System("nhắc hạn")


@dataclass
class Outcome:
    """What a sweep did."""

    letters: list[Letter] = field(default_factory=list)
    markers: int = 0
    faults: int = 0

    @property
    def queued(self) -> int:
        """How many letters it put into the outbox."""
        return len(self.letters)


@dataclass(frozen=True)
class Candidate:
    """An open duty that a step may have reached, as light as a million of them must be."""

    pk: int
    due_on: date
    opened_on: date
    locality_id: int
    rule_id: int | None
    last_step: int | None


def sweep(now: datetime | None = None, *, localities: Iterable[int] | None = None) -> Outcome:
    """Remind of what holds now, in the places (all, or those named) whose window is open."""
    now = now or timezone.now()
    outcome = Outcome()
    every = offices(timezone.localdate(now), localities)
    if sending := open_among(every, now):
        people = People(timezone.localdate(now))
        _Marking(now, sending, people, outcome).run()
        for queued in (*digest.queue_all(now, every, people), *morning.queue_all(now, sending, people)):
            outcome.letters.append(queued)
        if outcome.letters:
            transaction.on_commit(letters.ring)
    if abs(timezone.now() - now) < REAL:  # a sweep as of another day is no sign of life
        heartbeats.beat(heartbeats.REMINDERS, queued=outcome.queued, markers=outcome.markers, faults=outcome.faults)
    return outcome


class _Marking:
    """The first half: a marker and a line in the inbox for everybody who is to be told of a step."""

    def __init__(self, now: datetime, offices: dict[int, Office], people: People, outcome: Outcome):
        self.now, self.day = now, timezone.localdate(now)
        self.offices, self.people, self.outcome = offices, people, outcome
        self.ladders = Ladders()
        self._steps: dict[tuple, int | None] = {}
        self._bad: set[int] = set()

    def run(self) -> None:
        """Chunk by chunk, by due day; a duty that cannot be dealt with is recorded and hinders no other."""
        for chunk in self._chunks():
            if wanted := {row.pk: step for row in chunk if (step := self._wanted(row)) is not None}:
                self.people.look_at(wanted)
                rows = Obligation.objects.select_related("locality", "version").in_bulk(wanted)
                for pk in rows:
                    self._guarded(rows[pk], wanted[pk])
        self._forgive()

    def _chunks(self) -> Iterator[list[Candidate]]:
        rows = self._candidates()
        page = list(rows[:CHUNK])
        while page:
            chunk = [Candidate(*row) for row in page]
            yield chunk
            if len(page) < CHUNK:
                return
            last = chunk[-1]
            page = list(rows.filter(Q(due_on__gt=last.due_on) | Q(due_on=last.due_on, pk__gt=last.pk))[:CHUNK])

    def _candidates(self):
        """Running duties of the open places, as far ahead as any ladder reaches, with the step told of last."""
        ahead = max(
            ladder.latest_due(self.day, self.ladders.farthest, office.calendar) for office in self.offices.values()
        )
        told = ReminderMarker.objects.filter(obligation=OuterRef("pk"), due_on=OuterRef("due_on"))
        rows = Obligation.objects.filter(closed_on=None, due_on__lte=ahead, locality__in=self.offices)
        return (
            rows.filter(Q(paused_on=None) | Q(paused_on__gt=self.day))
            .annotate(last_step=Subquery(told.order_by("-step").values("step")[:1]))
            .order_by("due_on", "pk")
            .values_list("pk", "due_on", "opened_on", "locality_id", "version__rule_id", "last_step")
        )

    def _wanted(self, row: Candidate) -> int | None:
        """The step to tell of now: not one told already, not one from before the duty was given."""
        try:
            step = self._step(row)
        except Exception as error:
            self._fault(row.pk, error)
            return None
        if step is None or (row.last_step is not None and row.last_step >= step):
            return None
        return step if self._calendar(row).shift(row.due_on, step) >= row.opened_on else None

    def _step(self, row: Candidate) -> int | None:
        key = (row.locality_id, row.rule_id, row.due_on)
        if key not in self._steps:
            rungs = self.ladders.of(row.locality_id, row.rule_id)
            self._steps[key] = rungs.step_on(self.day, row.due_on, self._calendar(row))
        return self._steps[key]

    def _calendar(self, row: Candidate):
        return self.offices[row.locality_id].calendar

    def _guarded(self, obligation: Obligation, step: int) -> None:
        """Mark one duty. Trouble with the database itself is not the duty's fault: it ends the sweep."""
        try:
            told = self._told(obligation, step)
            if not told:  # a body without accounts: nothing to write, and no transaction for it with every sweep
                return
            with transaction.atomic():
                self.outcome.markers += self._mark(obligation, step, told)
                passing("sweep-1")
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            self._fault(obligation.pk, error)
        else:
            passing("sweep-2")

    def _told(self, obligation: Obligation, step: int) -> dict[int, Membership]:
        """Who is to be told of the step, each through the membership that sees the duty."""
        rule_id = obligation.version.rule_id if obligation.version else None
        serious_after = self.offices[obligation.locality_id].policy.serious_after
        to = self.ladders.of(obligation.locality_id, rule_id).audience(step, serious_after=serious_after)
        return self.people.told_of(obligation, to)

    def _mark(self, obligation: Obligation, step: int, told: dict[int, Membership]) -> int:
        """Write the markers of one step, unless the duty has moved on or another sweep was faster."""
        if not self._locked(obligation):
            return 0
        if ReminderMarker.objects.filter(obligation=obligation, due_on=obligation.due_on, step__gte=step).exists():
            return 0
        made = ReminderMarker.objects.bulk_create(
            ReminderMarker(
                obligation=obligation, step=step, due_on=obligation.due_on, recipient_id=user, created_at=self.now
            )
            for user in sorted(told)
        )
        tell(
            [membership.user for membership in told.values()],
            reminder_words(obligation, self.day),
            by=BY,
            about=obligation,
            kind=NoticeKind.REMINDER,
        )
        return len(made)

    def _locked(self, obligation: Obligation) -> bool:
        """Hold the row until the markers are written; false when the duty is no longer as it was read."""
        rows = Obligation.objects.select_for_update(no_key=True).filter(
            Q(paused_on=None) | Q(paused_on__gt=self.day), pk=obligation.pk, due_on=obligation.due_on, closed_on=None
        )
        return bool(list(rows.order_by().values_list("pk", flat=True)))

    def _fault(self, obligation_id: int, error: Exception) -> None:
        """Keep what went wrong; the words name no content, since the operator reads them."""
        self.outcome.faults += 1
        self._bad.add(obligation_id)
        logger.warning("obligation %s cannot be reminded of: %s", obligation_id, where(error))
        words = str(error) if isinstance(error, ladder.BadLadder) else where(error)
        ReminderFault.objects.update_or_create(
            obligation_id=obligation_id,
            defaults={"error": words[:500], "last_at": self.now, "times": F("times") + 1},
            create_defaults={"error": words[:500], "first_at": self.now, "last_at": self.now},
        )

    def _forgive(self) -> None:
        """What did not fail this time is no trouble any more: it went well, or it is not open in these places."""
        past = ReminderFault.objects.filter(obligation__locality__in=self.offices)
        past.exclude(obligation__in=self._bad).delete()


def reminder_words(obligation: Obligation, day: date) -> str:
    """One line of an inbox: how far the due day is, and what is to be done."""
    words = obligation.state_on(day)[1]
    words = "Đến hạn hôm nay" if obligation.due_on == day else f"{words[:1].upper()}{words[1:]}"
    return f"{words}: {obligation.public_title}"
