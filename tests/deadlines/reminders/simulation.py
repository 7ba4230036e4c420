"""A made-up office lives through weeks in minutes: the ledger, the sweep and the outbox as they are, around them a
clock, a mail server and a worker that fail as the seed says.

Every run of a task may be killed at a numbered place (`lib.crashpoints`) and is begun again later; between its
transactions a second worker may do the whole of the same task. An oracle that shares nothing with the sweep but the
calendar keeps the list of what must have been said to whom. `Simulation(days=…, duties=…, seed=…).run()` returns a
`Report`; `broken` lists what was promised and not kept. Used by a test (weeks) and by `make soak` (a year).
"""

import logging
import random
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import time_machine

from coordination.deadlines import calendars
from coordination.deadlines.calendar import SATURDAY
from coordination.deadlines.models import ReminderFault, ReminderMarker
from coordination.deadlines.reminders import digest, sweep
from coordination.notices import channels, delivery, letters
from coordination.notices.choices import LetterState
from coordination.notices.models import Letter, Notice, Preference
from tests.deadlines.reminders.office import Office

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
RUNS = (time(6, 0), time(7, 35), time(11, 0), time(16, 50), time(19, 0))
"""When both tasks run; twice a day outside the window, to see that nothing leaves."""
FEW = (time(7, 35), time(11, 0))
"""The same at weekends and in the quiet days of the end."""
EVENTS = (time(7, 0), time(9, 0), time(15, 0))
"""When people work on the ledger."""
SWEEP_POINTS = ("sweep-1", "sweep-2", "sweep-3", "sweep-4")
OUTBOX_POINTS = ("outbox-1", "outbox-2", "outbox-3", "outbox-4")
SELDOM = ("sweep-3", "sweep-4")
IN_A_TRANSACTION = {"sweep-1", "sweep-3"}


class Killed(BaseException):
    """The process ends here; what was not committed never was."""


@dataclass
class Report:
    """What happened, and what should not have."""

    days: int = 0
    counts: Counter = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(f"{name}: {number}" for name, number in sorted(self.counts.items()))


class Simulation:
    """One run: `days` from the first of July 2026, so many duties, everything else from the seed."""

    def __init__(self, *, days: int = 60, duties: int = 200, seed: int = 2026, first: date = date(2026, 7, 1)):
        self.chance = random.Random(seed)
        self.days = [first + timedelta(days=n) for n in range(days)]
        self.report = Report(days)
        self.office = Office(self.chance, first, days, duties)
        self.expected: dict[tuple, datetime] = {}
        self.told_step: dict[tuple[int, date], int] = {}
        self.server_down = False
        self.doomed: tuple[str, int] | None = None
        self.depth = 0
        self.sent: Counter = Counter()
        self.doubtful: set[int] = set()
        self.last_point = ""
        self.judged: set[tuple[str, int]] = set()
        self.calm = False

    # --- A day ---------------------------------------------------------------------------------------------------

    def run(self) -> Report:
        """All days, then some quiet ones in which everything that waits arrives; then the accounts are closed."""
        with ExitStack() as stack:
            logging.disable(logging.WARNING)  # that the server is down is no news here
            stack.callback(logging.disable, logging.NOTSET)
            for module in (sweep, digest, delivery):
                stack.enter_context(patch.object(module, "passing", self._passing))
            stack.enter_context(patch.object(channels, "opened", lambda channel: _Way(self, channel)))
            stack.enter_context(patch.object(channels, "webhook_is_set", lambda: True))
            stack.enter_context(patch.object(letters, "ring", lambda: None))
            self.clock = stack.enter_context(time_machine.travel(self._at(self.days[0], time(0, 0)), tick=False))
            self.office.build()
            asleep, ill = self._outages(0.05), self._outages(0.08)
            for day in self.days:
                self.server_down = day in ill
                self._live(day, asleep=day in asleep)
            self._settle()
            self._close()
        calendars.forget()
        return self.report

    def _settle(self) -> None:
        """Quiet days in which everything that waits arrives; the last one is worked, and nobody waits for Monday."""
        self.server_down, self.calm = False, True
        Preference.objects.update(frequency="daily")
        day = self.days[-1]
        while day < self.days[-1] + timedelta(days=7) or not calendars.calendar_of().is_working(day):
            day += timedelta(days=1)
            self._live(day)

    def _live(self, day: date, *, asleep: bool = False) -> None:
        runs = FEW if self.calm or day.weekday() >= SATURDAY else RUNS
        moments = [(hour, self._work) for hour in runs] + [(hour, self._happen) for hour in EVENTS if not self.calm]
        for hour, act in sorted(moments, key=lambda moment: moment[0]):
            if asleep and act == self._work:
                continue
            self.clock.move_to(self._at(day, hour))
            act()
        self.report.counts["days without any worker" if asleep else "days"] += 1

    def _happen(self) -> None:
        self.report.counts.update(self.office.happen(self._now))
        calendars.forget()

    def _work(self) -> None:
        """Both tasks; a killed one is begun again by another worker a moment later."""
        self._until_done(sweep.sweep, SWEEP_POINTS)
        self._expect()
        self._judge_markers()
        self._until_done(delivery.deliver, OUTBOX_POINTS)
        self._judge_letters()

    def _until_done(self, task, points) -> None:
        kills = 0 if self.calm else self.chance.choice((0, 0, 1, 1, 2))
        for _ in range(kills):
            point = self.chance.choice(points)
            # A letter is written seldom: whoever is to die at one dies at the first.
            self.doomed = (point, 1 if point in SELDOM else self.chance.randint(1, 4))
            try:
                task()
            except Killed:
                self.report.counts[f"killed at {self.last_point}"] += 1
        self.doomed = None
        task()

    def _outages(self, share: float) -> set[date]:
        """Some stretches of one to three days."""
        found: set[date] = set()
        for day in self.days:
            if self.chance.random() < share:
                found |= {day + timedelta(days=n) for n in range(self.chance.randint(1, 3))}
        return found

    # --- Failing -------------------------------------------------------------------------------------------------

    def _passing(self, point: str) -> None:
        """Die here, or let a second worker do everything between two transactions of this one."""
        self.last_point = point
        if self.doomed and self.doomed[0] == point:
            left = self.doomed[1] - 1
            self.doomed = (point, left)
            if not left:
                self.doomed = None
                raise Killed(point)
        if not self.calm and self.depth == 0 and point not in IN_A_TRANSACTION and self.chance.random() < 0.04:
            self._second_worker(point)

    def _second_worker(self, point: str) -> None:
        self.depth, doomed, self.doomed = 1, self.doomed, None
        try:
            sweep.sweep() if point.startswith("sweep") else delivery.deliver()
            self.report.counts[f"second {point.partition('-')[0]} at once"] += 1
        finally:
            self.depth, self.doomed = 0, doomed

    # --- Watching ------------------------------------------------------------------------------------------------

    def _expect(self) -> None:
        """Write down what a sweep at this moment must have said, by a reckoning of our own."""
        for duty, step, users in self.office.reckon(self._now):
            key = (duty.pk, duty.due_on)
            if step <= self.told_step.get(key, -10_000) or not users:
                continue
            self.told_step[key] = step
            for user in users:
                self.expected[duty.pk, step, duty.due_on, user] = self._now

    def _judge_markers(self) -> None:
        """Ask of every marker that was dropped just now why that was right, and of every one that waits why it does."""
        dropped = ReminderMarker.objects.exclude(dropped_at=None).select_related("obligation", "recipient")
        for row in dropped.exclude(pk__in=[pk for kind, pk in self.judged if kind == "marker"]):
            self.judged.add(("marker", row.pk))
            reason = self.office.why_dropped(row)
            self.report.counts[f"marker dropped: {reason or 'for nothing'}"] += 1
            if not reason:
                self.report.broken.append(f"marker {row.pk} ({row}) dropped for nothing at {self._now:%d/%m %H:%M}")
        if self.office.all_are_open(self._now):
            daily = ReminderMarker.objects.unclaimed().filter(recipient__notice_preference__frequency="daily")
            for row in daily.filter(created_at__lt=self._at(self._now.date(), time(0, 0))):
                self.report.broken.append(f"marker {row.pk} ({row}) waits since {row.created_at:%d/%m %H:%M}")

    def _judge_letters(self) -> None:
        """The same for letters that were dropped in this moment: all that they said must have been untrue by now."""
        dropped = Letter.objects.filter(state=LetterState.DROPPED)
        for letter in dropped.exclude(pk__in=[pk for kind, pk in self.judged if kind == "letter"]):
            self.judged.add(("letter", letter.pk))
            for what in self.office.still_to_be_said(letter, self._now):
                self.report.broken.append(f"{letter.key} dropped at {self._now:%d/%m %H:%M} though {what} holds")

    def accept(self, letter: Letter, message, channel: str) -> None:
        """The mail server has it: every promise about a letter is checked at this moment."""
        now = self._now
        self.sent[letter.key] += 1
        self.report.counts[f"delivered {letter.kind} by {channel}"] += 1
        if self.sent[letter.key] > 1:
            self.doubtful.add(letter.pk)
        for place in self.office.places_of(letter):
            if not self.office.is_open(place, now):
                self.report.broken.append(f"{letter.key} left at {now:%d/%m %H:%M}, outside the window of {place}")
        owed = self.office.still_to_be_said(letter, now)
        counted = self.office.counted_in(message.text) if channel == "webhook" else None
        if counted is not None and counted < len(owed):
            self.report.broken.append(f"{letter.key} counts {counted} of {len(owed)} duties")
        named = self.office.named_in(message.text)
        if channel == "email" and (missing := set(owed) - set(named) - {"the sheet"}):
            self.report.broken.append(f"{letter.key} is silent about {sorted(missing)}")
        if len(named) != len(set(named)):
            self.report.broken.append(f"{letter.key} names a duty twice")
        for pk in named:
            if reason := self.office.why_untrue(pk, letter, now):
                self.report.broken.append(f"{letter.key} names duty {pk}: {reason}")

    def _close(self) -> None:
        """Compare what was written with what should have been."""
        rows = list(ReminderMarker.objects.select_related("letter", "recipient"))
        markers = {(row.obligation_id, row.step, row.due_on, row.recipient_id) for row in rows}
        broken, counts = self.report.broken, self.report.counts
        broken += [f"never marked: {key} at {self.expected[key]:%d/%m %H:%M}" for key in self.expected.keys() - markers]
        broken += [f"marked for nothing: {key}" for key in markers - self.expected.keys()]
        for row in rows:
            has_letter, was_dropped = row.letter_id is not None, row.dropped_at is not None
            if has_letter == was_dropped:
                broken.append(f"marker {row.pk} is in {'a letter and dropped' if has_letter else 'no letter'}")
            if has_letter and row.letter.recipient_id != row.recipient_id:
                broken.append(f"marker {row.pk} is in a letter to somebody else")
            counts["markers in a letter" if has_letter else "markers dropped"] += 1
        if (lines := Notice.objects.filter(kind="reminder").count()) != len(rows):
            broken.append(f"{lines} lines in the inboxes for {len(rows)} markers")
        counts["reminders in the inboxes"] = lines
        self._close_letters()
        counts["faults"] = ReminderFault.objects.count()
        if counts["faults"]:
            broken += [f"fault: {fault}" for fault in ReminderFault.objects.all()[:5]]

    def _close_letters(self) -> None:
        broken, counts = self.report.broken, self.report.counts
        digests: dict[tuple, list[str]] = defaultdict(list)
        for letter in Letter.objects.all():
            counts[f"letters {letter.state}"] += 1
            if letter.kind == digest.KIND:
                digests[letter.recipient_id, letter.key.split(":")[2], letter.channel].append(letter.key)
            if letter.state not in (LetterState.SENT, LetterState.DROPPED):
                broken.append(f"{letter.key} was left {letter.state}: {letter.error}")
            if letter.state == LetterState.SENT and not self.sent[letter.key]:
                broken.append(f"{letter.key} is said to be sent and never arrived")
            if self.sent[letter.key] > 1 and not letter.is_doubtful:
                broken.append(f"{letter.key} arrived {self.sent[letter.key]} times and nobody knows")
            if self.sent[letter.key] > 1:
                counts["arrived twice after a kill between acceptance and record"] += 1
        broken += [f"{len(keys)} digests: {keys}" for keys in digests.values() if len(keys) > 1]

    @property
    def _now(self) -> datetime:
        return datetime.now(HANOI)

    @staticmethod
    def _at(day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, HANOI)


class _Way:
    """A channel to a server of the simulation."""

    def __init__(self, simulation: Simulation, channel: str):
        self.simulation, self.channel = simulation, channel

    def __enter__(self):
        if self.simulation.server_down:
            raise channels.Unreachable("máy chủ thư của mô phỏng đang ngừng")
        return self

    def __exit__(self, *_):
        """Nothing stays open."""

    def address(self, user) -> str:
        return user.email

    def send(self, letter, message) -> None:
        """Accept it, or say "later", or break off in the middle."""
        mood = 1.0 if self.simulation.calm else self.simulation.chance.random()
        if mood < 0.05:
            raise channels.Deferred("hộp thư đầy")
        if mood < 0.07:
            raise channels.Unreachable("mất kết nối")
        self.simulation.accept(letter, message, self.channel)
