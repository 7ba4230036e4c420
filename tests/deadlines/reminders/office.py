"""The office of the simulation: places, people, duties, what happens to them, and an oracle of what must be said.

The oracle reckons as slowly and plainly as it can, from its own lists; of the program it uses only which days are
worked (`Calendar.is_working`).
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.deadlines import calendars, clocks
from coordination.deadlines.models import Absence, CalendarDay, ClockEvent, Obligation, ReminderMarker, ReminderPolicy
from coordination.deadlines.reminders import assigned
from coordination.notices.models import Letter, Preference
from coordination.people.choices import BodyKind
from coordination.people.concerning import write_concerns
from coordination.people.models import User
from tests.deadlines.factories import RuleVersionFactory
from tests.people.factories import BodyFactory, LocalityFactory, MembershipFactory, member

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ONE = timedelta(days=1)
STEPS = (-15, -7, -3, -1, 0, 1, 3)
NAMED = re.compile(r"/viec/nghia-vu/(\d+)/")
COUNTED = re.compile(r"(\d+) việc cần chú ý")
PLANS = ((10, "working_day"), (20, "calendar_day"), (1, "month"))


@dataclass
class Place:
    """A locality with its hours and the people by what they are."""

    locality: object
    opens: time
    closes: time
    serious_after: int
    council: object = None
    owners: tuple = ()
    workers: dict = None
    heads: dict = None
    office: tuple = ()
    standing: tuple = ()


class Office:
    """Two provinces that send at different hours."""

    def __init__(self, chance, first: date, days: int, duties: int):
        self.chance, self.first, self.days, self.count = chance, first, days, duties
        self.places: list[Place] = []
        self.user_of: dict[int, object] = {}
        self.coming: list[dict] = []
        self.absent: dict[int, tuple[date, date, int]] = {}
        self.reads_in: dict[int, set[int]] = defaultdict(set)
        self.officer_of: dict[int, set[int]] = defaultdict(set)

    # --- Building ------------------------------------------------------------------------------------------------

    def build(self) -> None:
        """Places, people with their wishes, and all duties of the future."""
        self.places = [
            self._place("mot", time(7, 30), time(17, 0), 10),
            self._place("hai", time(8, 0), time(16, 0), 5),
        ]
        ReminderPolicy.objects.create(
            locality=self.places[1].locality,
            opens_at="08:00",
            closes_at="16:00",
            serious_after=5,
            webhook=True,
            morning_sheet=False,
        )
        for _ in range(2):
            self._works_in_both()
        self.by_place = {place.locality.pk: place for place in self.places}
        self.versions = [RuleVersionFactory(value=value, unit=unit) for value, unit in PLANS]
        for _ in range(self.count):
            self.coming.append(self._plan())
        self._arrive(self.first)

    def _place(self, name: str, opens: time, closes: time, serious_after: int) -> Place:
        locality = LocalityFactory(slug=f"mo-phong-{name}")

        def body(kind, code, **fields):
            return BodyFactory(locality=locality, kind=kind, code=f"{name}-{code}", name=f"{code} {name}", **fields)

        council = body(BodyKind.COUNCIL, "hdnd")
        standing = body(BodyKind.COUNCIL_STANDING, "tt", parent=council)
        office = body(BodyKind.OFFICE, "vp", parent=council, serves=[council, standing])
        committee = body(BodyKind.COMMITTEE, "ubnd")
        front = body(BodyKind.FRONT, "mttq")
        departments = [body(BodyKind.DEPARTMENT, f"so-{n}", parent=committee) for n in range(3)]
        clerks = tuple(self._person(office, "council_clerk") for _ in range(2))
        leaders = tuple(self._person(standing, "council_leader") for _ in range(2))
        mayor = self._person(committee, "committee_leader")
        head_of_front = self._person(front, "front_leader")
        workers = {
            office.pk: clerks,
            committee.pk: (self._person(committee, "committee_clerk"), mayor),
            front.pk: (self._person(front, "front_clerk"), head_of_front),
        }
        workers |= {dep.pk: tuple(self._person(dep, "department_officer") for _ in range(2)) for dep in departments}
        heads = {dep.pk: (mayor,) for dep in departments}
        heads |= {committee.pk: (mayor,), front.pk: (head_of_front,), office.pk: leaders}
        owners = (*departments, *departments, committee, front, office)
        return Place(locality, opens, closes, serious_after, council, owners, workers, heads, clerks, leaders)

    def _works_in_both(self) -> None:
        """Somebody of the first place with an address, who also works in a department of the second."""
        first, second = self.places
        user = self.chance.choice([one for one in first.office if not self.officer_of[one.pk]])
        body = self.chance.choice([owner for owner in second.owners if owner.kind == BodyKind.DEPARTMENT])
        MembershipFactory(user=user, body=body, role="department_officer")
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@mo-phong.example")
        Preference.objects.filter(user=user).update(frequency="daily")
        user.email = f"{user.username}@mo-phong.example"
        second.workers[body.pk] += (user,)
        self.officer_of[user.pk].add(body.pk)

    def _person(self, body, role: str):
        """Most have an address; some want one letter a week, some a second channel, some nothing but the inbox."""
        user = member(body, role)
        user.email = f"{user.username}@mo-phong.example" if self.chance.random() < 0.85 else ""
        user.save(update_fields=["email"])
        wish = {
            "frequency": "weekly" if self.chance.random() < 0.25 else "daily",
            "webhook": self.chance.random() < 0.25 and bool(user.email),
        }
        Preference.objects.create(user=user, **wish)
        self.user_of[user.person_id] = user
        if role == "department_officer":
            self.officer_of[user.pk].add(body.pk)
        else:
            self.reads_in[user.pk].add(body.locality_id)
        return user

    def _plan(self) -> dict:
        """A duty that will be given on a day; half of them are there at the beginning."""
        place = self.chance.choice(self.places)
        early = self.chance.random() < 0.5
        opened = self.first + timedelta(days=-self.chance.randint(0, 30) if early else self.chance.randrange(self.days))
        owner = self.chance.choice(place.owners)
        workers = place.workers[owner.pk]
        fields = {
            "locality": place.locality,
            "owner": owner,
            "beneficiary": place.council if self.chance.random() < 0.5 else None,
            "assignee": self.chance.choice(workers).person if self.chance.random() < 0.7 else None,
            "opened_on": opened,
        }
        if self.chance.random() < 0.6:
            version = self.chance.choice(self.versions)
            return fields | {"version": version, "anchor_on": opened, "basis_kind": "rule"}
        return fields | {"due_on": opened + timedelta(days=self.chance.randint(1, 40))}

    def _arrive(self, day: date) -> Counter:
        """Duties whose day has come; whoever is named hears of it at once."""
        here = [plan for plan in self.coming if plan["opened_on"] <= day]
        self.coming = [plan for plan in self.coming if plan["opened_on"] > day]
        for plan in here:
            duty = Obligation(title="Gửi báo cáo", **plan)
            if duty.version:
                duty.due_on = self._due(duty, ())
            duty.save()
            write_concerns(duty)
            assigned.queue_for(duty, by=self.by_place[duty.locality_id].standing[0])
        return Counter({"duties given": len(here)})

    # --- Happening -----------------------------------------------------------------------------------------------

    def happen(self, now: datetime) -> Counter:
        """Some hours of an office."""
        day, done = now.date(), self._arrive(now.date())
        acts = (self._close, self._pause, self._resume, self._extend, self._move, self._reassign, self._reopen)
        for act in self.chance.choices(acts, weights=(30, 20, 30, 10, 10, 10, 4), k=max(2, self.count // 40)):
            done[act.__name__.strip("_")] += act(day)
        for act, often in ((self._hide, 0.05), (self._leave, 0.15), (self._calendar, 0.04)):
            if self.chance.random() < often:
                done[act.__name__.strip("_")] += act(day)
        return done

    def _some(self, **about):
        rows = list(Obligation.objects.filter(**about).order_by("pk").values_list("pk", flat=True))
        return Obligation.objects.select_related("version").get(pk=self.chance.choice(rows)) if rows else None

    def _close(self, day: date) -> int:
        return self._save(self._some(closed_on=None, paused_on=None), status="done", closed_on=day)

    def _reopen(self, day: date) -> int:
        return self._save(self._some(status="done"), status="open", closed_on=None)

    def _pause(self, day: date) -> int:
        duty = self._some(closed_on=None, paused_on=None, version__isnull=False, opened_on__lt=day)
        if duty is None or duty.clock_events.filter(on__gte=day).exists():
            return 0
        ClockEvent.objects.create(obligation=duty, kind="pause", on=day, category="dossier", reason="chờ", by_name="x")
        return self._save(duty, paused_on=day)

    def _resume(self, day: date) -> int:
        duty = self._some(closed_on=None, paused_on__lt=day)
        if duty is None:
            return 0
        ClockEvent.objects.create(obligation=duty, kind="resume", on=day, by_name="x")
        return self._save(duty, paused_on=None, due_on=self._due(duty, duty.clock_events.all()))

    def _extend(self, day: date) -> int:
        duty = self._some(closed_on=None, paused_on=None, version__isnull=False)
        if duty is None or duty.clock_events.filter(kind="extension").exists():
            return 0
        ClockEvent.objects.create(obligation=duty, kind="extension", on=day, amount=5, document="QĐ 1", by_name="x")
        return self._save(duty, due_on=self._due(duty, duty.clock_events.all()))

    def _move(self, day: date) -> int:
        duty = self._some(closed_on=None, version=None)
        return self._save(duty, due_on=day + timedelta(days=self.chance.randint(0, 20))) if duty else 0

    def _reassign(self, day: date) -> int:
        duty = self._some(closed_on=None)
        if duty is None:
            return 0
        workers = self.by_place[duty.locality_id].workers[duty.owner_id]
        done = self._save(duty, assignee=self.chance.choice(workers).person, revision=duty.revision + 1)
        assigned.queue_for(duty, by=self.by_place[duty.locality_id].standing[0])
        return done

    def _hide(self, day: date) -> int:
        return self._save(self._some(closed_on=None, confidential=False), confidential=True)

    def _save(self, duty, **fields) -> int:
        if duty is None:
            return 0
        for name, value in fields.items():
            setattr(duty, name, value)
        duty.save()
        write_concerns(duty)
        return 1

    def _leave(self, day: date) -> int:
        """Somebody is away for some days; a colleague of the same body does the work."""
        place = self.chance.choice(self.places)
        workers = self.chance.choice([users for users in place.workers.values()])
        away, there = self.chance.sample(workers, 2)
        busy = {user for first, last, other in self.absent.values() if last >= day for user in (other,)}
        gone = {pk for pk, (first, last, _) in self.absent.items() if last >= day}
        if {away.pk, there.pk} & (busy | gone):
            return 0
        last = day + timedelta(days=self.chance.randint(1, 6))
        Absence.objects.create(user=away, substitute=there, first=day, last=last, created_by=there)
        self.absent[away.pk] = (day, last, there.pk)
        return 1

    def _calendar(self, day: date) -> int:
        """A day becomes a day off: what rests on a rule and is open moves."""
        off = day + timedelta(days=self.chance.randint(2, 30))
        row = {"kind": "holiday", "name": "Nghỉ thử", "status": "official"}
        CalendarDay.objects.update_or_create(locality=None, day=off, defaults=row)
        calendars.forget()
        for duty in Obligation.objects.filter(closed_on=None, version__isnull=False).select_related("version"):
            due = self._due(duty, duty.clock_events.all())
            if due != duty.due_on and duty.paused_on is None:
                self._save(duty, due_on=due)
        return 1

    def _due(self, duty, events) -> date:
        return clocks.due_of(clocks.replay(duty.version, events), duty.anchor_on, calendars.calendar_of(fresh=True))

    # --- The oracle ----------------------------------------------------------------------------------------------

    def is_open(self, locality_id: int, now: datetime) -> bool:
        """Whether letters may leave in the place."""
        place = self.by_place[locality_id]
        return place.opens <= now.time() < place.closes and self._works(now.date())

    def reckon(self, now: datetime):
        """(duty, step, users) for everything that a sweep must have told of by now."""
        day = now.date()
        for duty in Obligation.objects.filter(closed_on=None, paused_on=None).order_by("pk"):
            if not self.is_open(duty.locality_id, now):
                continue
            step = self._step(duty.due_on, day)
            if step is not None and self._shift(duty.due_on, step) >= duty.opened_on:
                yield duty, step, self._told(duty, step, day)

    def why_untrue(self, pk: int, letter, now: datetime) -> str:
        """What is wrong with naming the duty in the letter now; nothing if it may be named."""
        duty = Obligation.objects.get(pk=pk)
        if duty.closed_on:
            return "it is closed"
        if not self._may_read(letter.recipient_id, duty):
            return "the reader may not see it"
        if letter.kind == "assigned":
            return "" if duty.assignee_id == letter.params["assignee"] else "it is somebody else's"
        if duty.paused_on:
            return "its clock stands still"
        first = letter.params.get("first", letter.pk)
        steps = ReminderMarker.objects.filter(letter=first, obligation=duty, due_on=duty.due_on)
        if not steps.exists():
            return "no marker of the letter is about this due day"
        named = self.user_of.get(duty.assignee_id)
        if named is None or not steps.filter(step__lte=0).exists() or steps.filter(step__gt=0).exists():
            return ""
        stood_in = any(other == letter.recipient_id for _, _, other in self.absent.values())
        return "" if stood_in or named.pk == letter.recipient_id else "it was given to somebody else"

    def named_in(self, text: str) -> list[int]:
        """Keys of the duties that a message names."""
        return [int(pk) for pk in NAMED.findall(text)]

    def _step(self, due: date, day: date) -> int | None:
        """Walk the days from long before the due day and remember the last step met."""
        if day < due:
            met = [step for step in STEPS if step < 0 and self._shift(due, step) <= day]
            return met[-1] if met else None
        late = sum(self._works(due + ONE * n) for n in range(1, (day - due).days + 1))
        reached = [step for step in (*STEPS, *range(8, late + 1, 5)) if 0 <= step <= late]
        return reached[-1]

    def _shift(self, due: date, step: int) -> date:
        day, left = due, abs(step)
        while left:
            day += ONE if step > 0 else -ONE
            left -= self._works(day)
        return day

    def _works(self, day: date) -> bool:
        return calendars.calendar_of().is_working(day)

    def _told(self, duty, step: int, day: date) -> set[int]:
        place = self.by_place[duty.locality_id]
        named = self.user_of.get(duty.assignee_id)
        users = [named] if named else list(place.workers[duty.owner_id])
        if step >= 1:
            users += place.heads[duty.owner_id]
        if step >= 3:
            users += place.office
        if step > 3 and step > place.serious_after:
            users += place.standing
        return {pk for user in users if (pk := self._reader(user.pk, duty, day)) is not None}

    def _reader(self, pk: int, duty, day: date) -> int | None:
        """The person, or who stands in, or nobody when the duty is secret and not theirs."""
        first, last, substitute = self.absent.get(pk, (day + ONE, day, None))
        if first <= day <= last and self._may_read(substitute, duty):
            return substitute
        return pk if self._may_read(pk, duty) else None

    def _may_read(self, who: int, duty) -> bool:
        """Offices and leaders read what is not confidential in their place, an officer of a department what their
        department owes; whoever is named reads everything of theirs."""
        named = self.user_of.get(duty.assignee_id)
        if named is not None and named.pk == who:
            return True
        concerned = duty.locality_id in self.reads_in[who] or duty.owner_id in self.officer_of[who]
        return concerned and not duty.confidential

    def all_are_open(self, now: datetime) -> bool:
        """Whether every place sends now."""
        return all(self.is_open(pk, now) for pk in self.by_place)

    def places_of(self, letter) -> set[int]:
        """Whose hours bind a letter: the reader's own place and those of all that it is about."""
        first = letter.params.get("first", letter.pk)
        about = ReminderMarker.objects.filter(letter=first).values_list("obligation__locality", flat=True)
        return {letter.params["office"], *about}

    def counted_in(self, text: str) -> int | None:
        """How many duties a short message speaks of."""
        found = COUNTED.search(text)
        return int(found[1]) if found else None

    def why_dropped(self, marker) -> str:
        """Why a marker, dropped in this moment, had to be; nothing if it had not."""
        return "no address" if not marker.recipient.email else self._why_void(marker, marker.obligation)

    def _why_void(self, marker, duty) -> str:
        if duty.closed_on:
            return "closed"
        if duty.paused_on:
            return "paused"
        if duty.due_on != marker.due_on:
            return "due on another day"
        return "" if self._may_read(marker.recipient_id, duty) else "hidden"

    def still_to_be_said(self, letter, now: datetime) -> list:
        """What a letter must say if it goes now and cannot be dropped for: keys of duties, or "the sheet"."""
        if letter.kind == "morning":
            return ["the sheet"] if self._owes_a_sheet(letter, now) else []
        if letter.kind == "assigned":
            duty = Obligation.objects.get(pk=letter.params["obligation"])
            newer = Letter.objects.filter(kind="assigned", recipient=letter.recipient, channel=letter.channel)
            newer = newer.filter(pk__gt=letter.pk, params__obligation=duty.pk)
            void = duty.closed_on or duty.assignee_id != letter.params["assignee"] or newer.exists()
            return [] if void or not self._may_read(letter.recipient_id, duty) else [duty.pk]
        rows = ReminderMarker.objects.filter(letter=letter.params.get("first", letter.pk)).select_related("obligation")
        return sorted({row.obligation_id for row in rows if self._must_be_said(row)})

    def _must_be_said(self, marker) -> bool:
        """True, not overtaken by a later step in another letter, and not an early step for who gave the duty away."""
        duty = marker.obligation
        later = ReminderMarker.objects.filter(obligation=duty, due_on=marker.due_on, recipient=marker.recipient_id)
        later = later.filter(step__gt=marker.step, letter__state__in=("queued", "sending", "sent"))
        if self._why_void(marker, duty) or later.exclude(letter=marker.letter_id).exists():
            return False
        named = self.user_of.get(duty.assignee_id)
        if marker.step > 0 or named is None or named.pk == marker.recipient_id:
            return True
        first, last, substitute = self.absent.get(named.pk, (date.max, date.min, None))
        return first <= marker.created_at.astimezone(HANOI).date() <= last and substitute == marker.recipient_id

    def _owes_a_sheet(self, letter, now: datetime) -> bool:
        """Whether the leader's own bodies owe something that is due or overdue, on the letter's day."""
        bodies = [body for place in self.places for body, users in place.heads.items() if letter.recipient in users]
        late = Obligation.objects.filter(closed_on=None, paused_on=None, confidential=False, due_on__lte=now.date())
        return letter.params["day"] == str(now.date()) and late.filter(owner__in=bodies).exists()
