"""The ledger at scale: the sweep of reminders, and recomputing due days after a change of the calendar.

The rows are copies of a few that the product itself made, so that every constraint holds; one office, one clerk.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F

from benchmarks.measuring import Row, median, seconds
from coordination.audit.actors import System
from coordination.deadlines.actions import open_by_rule, open_obligation
from coordination.deadlines.actions.recalculation import apply, reckon
from coordination.deadlines.choices import ChangeState
from coordination.deadlines.models import CalendarChange, Obligation, ReminderMarker
from coordination.deadlines.reminders.sweep import sweep
from coordination.documents.models import OfficialDocument
from coordination.lib.numbers import vi
from coordination.notices.models import Letter, Notice
from coordination.people.choices import BodyKind, Level, LocalityKind
from coordination.people.models import Body, Locality, Membership, Person, User
from coordination.workflow import door

BY = System("đo tốc độ")
DAY = date(2026, 7, 15)
MORNING = datetime(2026, 7, 15, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
FEW, MANY, DUE, OPEN = 10_000, 1_000_000, 500, 100_000


def rows():
    """The rows of the table, one after the other as they are measured."""
    office = Office()
    yield from office.sweeps()
    yield from office.recompute()


class Office:
    """A made-up province with one duty of each kind, from which the others are copied."""

    def __init__(self):
        self.locality = Locality.objects.create(
            slug="do-toc-do", name="Đo tốc độ", full_name="Tỉnh Đo tốc độ", level=Level.PROVINCE,
            kind=LocalityKind.PROVINCE,
        )  # fmt: skip
        self.body = Body.objects.create(
            locality=self.locality, kind=BodyKind.COMMITTEE, name="UBND tỉnh Đo tốc độ", short_name="UBND tỉnh"
        )
        person = Person.objects.create(locality=self.locality, name="Nguyễn Thử Nghiệm")
        self.clerk = User.objects.create(username="do-toc-do", person=person, email="do-toc-do@example.org")
        Membership.objects.create(user=self.clerk, body=self.body, role="committee_clerk", valid_from=date(2020, 1, 1))
        self.subject = door.create(
            OfficialDocument(locality=self.locality, kind="report", abstract="Văn bản để đo"), by=BY, consequence=True
        )

    def sweeps(self):
        """The same 500 due duties, in a ledger of ten thousand and of a million."""
        self.copy(self.duty(due_on=DAY), DUE - 1)
        far = self.duty(due_on=DAY + timedelta(days=400))
        done = self.duty(due_on=DAY - timedelta(days=200))
        Obligation.objects.filter(pk=done.pk).update(status="done", closed_on=done.due_on)
        self.fill(far, done, FEW)
        floor = median(self.sweep, before=self.forget_reminders)
        self.fill(far, done, MANY)
        measured = median(self.sweep, before=self.forget_reminders)
        yield Row(
            f"quét nhắc hạn, sổ {vi(MANY)} việc, {DUE} việc đến hạn",
            measured,
            f"sổ {vi(FEW)} việc",
            floor,
            1.5,
        )
        self.forget_reminders()
        self.truncate()

    def recompute(self):
        """A new day off that moves each of 100,000 open duties: preview and application, history rows included."""
        first = open_by_rule(
            self.subject, rule="RC-08", anchor_on=DAY, owner=self.body, title="Trả lời công dân", by=BY
        )
        self.copy(first, OPEN - 1)
        analyse()
        floor = seconds(lambda: Obligation.objects.update(due_on=F("due_on") + timedelta(days=1)))
        Obligation.objects.update(due_on=F("due_on") - timedelta(days=1))
        analyse()
        change = CalendarChange.objects.create(
            title="Ngày nghỉ để đo", created_by=self.clerk, state=ChangeState.RECKONING
        )
        change.days.create(day=DAY + timedelta(days=2), kind="holiday")

        def both():
            reckon(change.pk)
            CalendarChange.objects.filter(pk=change.pk).update(state=ChangeState.APPLYING)
            moved = apply(change.pk, by=BY)
            assert moved == OPEN, moved

        yield Row(
            f"tính lại {vi(OPEN)} hạn khi lịch đổi (xem trước và áp dụng, có nhật ký)",
            seconds(both),
            "một câu cập nhật đúng những dòng ấy",
            floor,
            10,
        )

    def duty(self, due_on: date) -> Obligation:
        return open_obligation(
            self.subject, owner=self.body, title="Gửi báo cáo", due_on=due_on, basis="Ấn định để đo",
            opened_on=due_on - timedelta(days=30), by=BY,
        )  # fmt: skip

    def fill(self, far: Obligation, done: Obligation, total: int) -> None:
        """Up to `total` rows: nineteen closed ones for each that is open and far away."""
        missing = total - Obligation.objects.count()
        self.copy(done, missing * 19 // 20)
        self.copy(far, missing - missing * 19 // 20)
        analyse()

    def copy(self, obligation: Obligation, times: int) -> None:
        """The same duty so many times more, with what the gate needs of each."""
        table, columns = (
            Obligation._meta.db_table,
            [f.column for f in Obligation._meta.concrete_fields if f.column != "id"],
        )
        names = ", ".join(f'"{name}"' for name in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "{table}", generate_series(1, %s) WHERE id = %s',  # noqa: S608
                [times, obligation.pk],
            )

    def sweep(self) -> None:
        outcome = sweep(MORNING)
        assert (outcome.markers, outcome.queued, outcome.faults) == (DUE, 1, 0), outcome

    def forget_reminders(self) -> None:
        """As if nobody had been told."""
        ReminderMarker.objects.all().delete()
        Letter.objects.all().delete()
        Notice.objects.all().delete()

    def truncate(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE deadlines_obligation CASCADE")


def analyse() -> None:
    """What the database's own housekeeping does in the background."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE deadlines_obligation")
