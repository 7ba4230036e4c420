"""Which duties a change of the calendar moves, and moving them."""

from datetime import date

import pytest
from django.utils import timezone

from coordination.audit.models import Event
from coordination.deadlines import calendars
from coordination.deadlines.actions import recalculation
from coordination.deadlines.calendar import Calendar, DayKind, Mark
from coordination.deadlines.models import CalendarChange, CalendarDay, ClockEvent, DueShift, Obligation
from coordination.deadlines.recompute import Replay, changes, newly_off, proposed, running, shifts
from tests.deadlines.calendars import table  # noqa: F401
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory
from tests.people.factories import BodyFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 7, 6)
HOLIDAY = date(2026, 7, 15)
"""A Wednesday inside the ten working days after that Monday, which end on Monday 20 July."""


@pytest.fixture
def version():
    return RuleVersionFactory()


@pytest.fixture
def duty(version):
    """A duty resting on the rule, ten working days after 6 July 2026."""

    def make(**fields):
        said = {"basis_kind": "rule", "version": version, "anchor_on": MONDAY, "due_on": date(2026, 7, 20)}
        return ObligationFactory(**(said | fields))

    return make


@pytest.fixture
def off():
    """The calendars when that Wednesday is off everywhere."""
    return calendars.built({None: {HOLIDAY: Mark(DayKind.HOLIDAY, "Ngày lễ thử")}})


def lines(found):
    return [(shift.obligation.pk, shift.old, shift.new) for shift in found]


def test_the_day_moves_by_the_days_off(duty, off):
    one = duty()
    assert lines(shifts(running(Obligation.objects.all()), off)) == [(one.pk, date(2026, 7, 20), date(2026, 7, 21))]


def test_nothing_moves_while_the_calendar_is_the_same(duty):
    duty()
    assert lines(shifts(running(Obligation.objects.all()), {None: Calendar()})) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"paused_on": date(2026, 7, 8)},
        {"status": "done", "closed_on": date(2026, 7, 10)},
        {"basis_kind": "dispatch", "version": None, "anchor_on": None},
    ],
    ids=["paused", "closed", "set"],
)
def test_what_never_moves(duty, off, fields):
    duty(**fields)
    assert lines(shifts(running(Obligation.objects.all()), off)) == []


def test_pauses_and_extensions_are_replayed(duty, off):
    one = duty()
    for kind, on, more in (
        ("pause", date(2026, 7, 13), {"category": "opinion", "reason": "chờ ý kiến"}),
        ("resume", date(2026, 7, 16), {}),
        ("extension", date(2026, 7, 16), {"amount": 2, "document": "QĐ 1"}),
    ):
        ClockEvent.objects.create(obligation=one, kind=kind, on=on, by_name="x", **more)
    # 7–10/7 are four days, 16/7 is the fifth; ten and two make twelve, whether or not the 15th is off.
    assert lines(shifts(running(Obligation.objects.all()), off)) == [(one.pk, date(2026, 7, 20), date(2026, 7, 27))]
    ClockEvent.objects.update(annulled_at=timezone.now())
    assert lines(shifts(running(Obligation.objects.all()), off)) == [(one.pk, date(2026, 7, 20), date(2026, 7, 21))]


def test_a_place_of_its_own_calendar(duty, off):
    here, elsewhere = duty(), duty(owner=BodyFactory())
    own = {None: Calendar(), elsewhere.locality_id: off[None]}
    assert lines(shifts(running(Obligation.objects.all()), own)) == [
        (elsewhere.pk, date(2026, 7, 20), date(2026, 7, 21))
    ]
    assert here.locality_id != elsewhere.locality_id


def test_any_other_question(duty):
    one = duty()
    found = changes(running(Obligation.objects.all()), lambda running: date(2027, 1, 4))
    assert lines(found) == [(one.pk, date(2026, 7, 20), date(2027, 1, 4))]


def test_duties_of_one_kind_and_day_are_reckoned_once(duty, off, monkeypatch):
    duty(), duty(owner=BodyFactory())
    asked = []
    monkeypatch.setattr("coordination.deadlines.recompute.due_of", lambda *said: asked.append(said) or MONDAY)
    replay = Replay(off)
    assert [replay(one) for one in running(Obligation.objects.all())] == [MONDAY, MONDAY]
    assert len(asked) == 1


def test_reading_costs_three_queries(duty, off, django_assert_num_queries):
    for _ in range(3):
        duty()
    with django_assert_num_queries(3):
        assert len(lines(shifts(running(Obligation.objects.all()), off))) == 3


def change_of(user, *days, locality=None):
    change = CalendarChange.objects.create(title="Lịch thử", source="TB 1", created_by=user, locality=locality)
    for day, kind in days:
        change.days.create(day=day, kind=kind, name="Ngày lễ thử")
    return change


def test_the_calendars_as_they_would_be(cast, table):  # noqa: F811
    table("2026-07-16", "holiday")
    table("2026-07-15", "ordinary", locality=cast.locality)
    change = change_of(cast.operator, ("2026-07-15", "holiday"), ("2026-07-16", ""))
    then = proposed(change)
    assert [then[None].is_working(date(2026, 7, day)) for day in (15, 16)] == [False, True]
    assert then[cast.locality.pk].is_working(HOLIDAY), "a locality's own row wins"
    assert newly_off(change) == [HOLIDAY]
    local = change_of(cast.lan, ("2026-07-17", "holiday"), locality=cast.other)
    then = proposed(local)
    assert [then[place].is_working(date(2026, 7, 17)) for place in (None, cast.other.pk)] == [True, False]


def applied(change, by):
    CalendarChange.objects.filter(pk=change.pk).update(state="reckoning")
    counts = [recalculation.reckon(change.pk)]
    CalendarChange.objects.filter(pk=change.pk).update(state="applying", applied_by=by)
    return [*counts, recalculation.apply(change.pk, by=by)]


def test_applying_moves_the_duties_with_their_history(cast, duty, table):  # noqa: F811
    one, kept = duty(owner=cast.department), duty(owner=cast.department, due_on=date(2026, 7, 20), anchor_on=HOLIDAY)
    Obligation.objects.filter(pk=kept.pk).update(due_on=date(2026, 7, 29))
    change = change_of(cast.operator, ("2026-07-15", "holiday"))
    assert applied(change, cast.operator) == [1, 1]
    before = one.revision
    one.refresh_from_db()
    assert (one.due_on, one.revision) == (date(2026, 7, 21), before + 1)
    event = Event.objects.filter(object_id=one.pk, content_type__model="obligation").latest("id")
    assert (event.kind, event.data, event.note, event.actor, event.locality) == (
        "changed",
        {"due_on": ["2026-07-20", "2026-07-21"]},
        "Lịch thay đổi: Lịch thử. Hạn 20/07/2026 → 21/07/2026.",
        cast.operator,
        cast.locality,
    )
    of_change = Event.objects.filter(object_id=change.pk, content_type__model="calendarchange").latest("id")
    assert of_change.data == {"moved": 1, "previewed": 1}
    row = CalendarDay.objects.get(day=HOLIDAY)
    assert (row.kind, row.source, row.status) == ("holiday", "TB 1", "official")


def test_a_confidential_duty_is_moved_without_saying_more_than_its_number(cast, duty, table):  # noqa: F811
    one = duty(owner=cast.department, confidential=True)
    applied(change_of(cast.operator, ("2026-07-15", "holiday")), cast.operator)
    event = Event.objects.filter(object_id=one.pk, content_type__model="obligation").latest("id")
    assert (event.subject_label, event.data, event.note) == (f"Nghĩa vụ số {one.pk}", {"fields": ["due_on"]}, "")


def test_what_changed_after_the_reckoning_is_reckoned_again(cast, duty, table):  # noqa: F811
    one, late = duty(owner=cast.department), duty(owner=cast.department)
    change = change_of(cast.operator, ("2026-07-15", "holiday"))
    CalendarChange.objects.filter(pk=change.pk).update(state="reckoning")
    assert recalculation.reckon(change.pk) == 2
    Obligation.objects.filter(pk=one.pk).update(status="done", closed_on=date(2026, 7, 10))
    Obligation.objects.filter(pk=late.pk).update(anchor_on=date(2026, 7, 7), due_on=date(2026, 7, 21))
    CalendarChange.objects.filter(pk=change.pk).update(state="applying", applied_by=cast.operator)
    assert recalculation.apply(change.pk, by=cast.operator) == 1
    assert list(DueShift.objects.values_list("obligation", "old_due_on", "new_due_on")) == [
        (late.pk, date(2026, 7, 21), date(2026, 7, 22))
    ]
    assert list(Obligation.objects.order_by("pk").values_list("due_on", flat=True)) == [
        date(2026, 7, 20),
        date(2026, 7, 22),
    ]


def test_each_step_is_done_once(cast, duty, table):  # noqa: F811
    duty(owner=cast.department)
    change = change_of(cast.operator, ("2026-07-15", "holiday"))
    assert applied(change, cast.operator) == [1, 1]
    assert (recalculation.reckon(change.pk), recalculation.apply(change.pk, by=cast.operator)) == (0, 0)
    assert Event.objects.filter(content_type__model="obligation", kind="changed").count() == 1


def test_a_local_change_leaves_other_places_alone(cast, duty, table):  # noqa: F811
    here, there = duty(owner=cast.department), duty(owner=cast.other_council)
    change = change_of(cast.lan, ("2026-07-15", "holiday"), locality=cast.locality)
    assert applied(change, cast.lan) == [1, 1]
    days = dict(Obligation.objects.values_list("pk", "due_on"))
    assert (days[here.pk], days[there.pk]) == (date(2026, 7, 21), date(2026, 7, 20))


def test_whoever_saved_meanwhile_is_settled(cast, duty):
    stale = duty(owner=cast.department, due_on=date(2026, 7, 17))
    assert (recalculation.settle(), recalculation.settle()) == (1, 0)
    stale.refresh_from_db()
    assert stale.due_on == date(2026, 7, 20)
    event = Event.objects.filter(object_id=stale.pk, content_type__model="obligation").latest("id")
    assert (event.actor_name, event.note) == (
        "Hệ thống (tính lại hạn)",
        "Tính lại theo quy định và lịch. Hạn 17/07/2026 → 20/07/2026.",
    )
