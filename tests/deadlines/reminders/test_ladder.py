"""Which step holds on which day: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coordination.deadlines.calendar import Calendar, DayKind, Mark
from coordination.deadlines.reminders.ladder import (
    DEFAULT,
    FARTHEST,
    BadLadder,
    Ladder,
    latest_due,
    position,
    read,
    step_on,
    stored,
)

PLAIN = Calendar()
NATIONAL_DAY = Calendar({date(2026, 9, 2): Mark(DayKind.HOLIDAY, "Quốc khánh")})
FRIDAY, SUNDAY, MONDAY = date(2026, 7, 31), date(2026, 8, 2), date(2026, 8, 3)

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
offs = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=12)
ladders = st.lists(st.integers(-30, 30), min_size=1, max_size=8, unique=True)


def calendar(off):
    return Calendar({day: Mark(DayKind.HOLIDAY) for day in off})


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2026, 7, 9), None),
        (date(2026, 7, 10), -15),
        (date(2026, 7, 21), -15),
        (date(2026, 7, 22), -7),
        (date(2026, 7, 28), -3),
        (date(2026, 7, 29), -3),
        (date(2026, 7, 30), -1),
        (FRIDAY, 0),
        (date(2026, 8, 1), 0),  # a Saturday: nothing new since Friday
        (MONDAY, 1),
        (date(2026, 8, 5), 3),
        (date(2026, 8, 11), 3),
        (date(2026, 8, 12), 8),
        (date(2026, 8, 19), 13),
        (date(2026, 8, 25), 13),
        (date(2026, 8, 26), 18),
    ],
)
def test_the_default_ladder_around_a_friday(day, step):
    assert DEFAULT.step_on(day, FRIDAY, PLAIN) == step


def test_a_set_date_on_a_sunday_is_told_on_the_friday_before_and_the_monday_after():
    steps = {day: DEFAULT.step_on(day, SUNDAY, PLAIN) for day in (date(2026, 7, 30), FRIDAY, date(2026, 8, 1), SUNDAY)}
    assert list(steps.values()) == [-3, -1, -1, 0]
    assert DEFAULT.step_on(MONDAY, SUNDAY, PLAIN) == 1


def test_a_holiday_is_not_counted():
    assert DEFAULT.step_on(date(2026, 9, 1), date(2026, 9, 3), PLAIN) == -3
    assert DEFAULT.step_on(date(2026, 9, 1), date(2026, 9, 3), NATIONAL_DAY) == -1


def test_after_downtime_only_the_step_that_holds_now():
    assert step_on(date(2026, 8, 13), FRIDAY, (-15, -7, 0, 1, 3), True, PLAIN) == 8


def test_a_ladder_without_weekly_steps_ends():
    assert step_on(date(2027, 7, 30), FRIDAY, (-3, 0), False, PLAIN) == 0


def test_weekly_steps_begin_after_the_due_day_even_if_all_steps_lie_before_it():
    assert step_on(date(2026, 8, 6), FRIDAY, (-3,), True, PLAIN) == -3
    assert step_on(date(2026, 8, 7), FRIDAY, (-3,), True, PLAIN) == 5


@pytest.mark.parametrize(
    ("step", "audience"),
    [
        (-15, {"assignee"}),
        (0, {"assignee"}),
        (1, {"assignee", "head"}),
        (3, {"assignee", "head", "office"}),
        (8, {"assignee", "head", "office"}),
        (13, {"assignee", "head", "office", "standing"}),
    ],
)
def test_who_is_told_widens(step, audience):
    assert DEFAULT.audience(step, serious_after=10) == audience


def test_the_standing_committee_hears_of_serious_lateness_as_the_office_defines_it():
    assert "standing" in DEFAULT.audience(8, serious_after=7)


def test_a_stored_ladder_is_read_again():
    assert read(*stored(DEFAULT)) == DEFAULT
    assert read([{"offset": 0, "to": ["assignee"]}], []) == Ladder(((0, frozenset({"assignee"})),))


@pytest.mark.parametrize(
    "steps",
    [
        None,
        7,
        [7],
        [{"offset": "x", "to": []}],
        [{"to": ["assignee"]}],
        [{"offset": 1, "to": ["mayor"]}],
        [{"offset": 1, "to": "head"}],
        [{"offset": FARTHEST + 1, "to": ["head"]}],
    ],
)
def test_a_ladder_that_cannot_be_read_is_named(steps):
    with pytest.raises(BadLadder, match="Thang nhắc hạn"):
        read(steps, [])


@example(date(2026, 5, 16), date(2026, 5, 19), frozenset())  # asked on a Saturday, the step before is on Monday
@given(days, days, offs)
def test_a_step_is_reached_when_its_day_is(day, due, off):
    table = calendar(off)
    here = position(day, due, table)
    for step in (-20, -3, -1, 0, 1, 3, 20):
        assert (step <= here) == (table.shift(due, step) <= day)


@given(ladders, st.booleans(), days, st.integers(0, 60), offs)
def test_steps_never_go_back(steps, weekly, due, length, off):
    table, first = calendar(off), due - timedelta(days=40)
    found = [step_on(first + timedelta(days=n), due, steps, weekly, table) for n in range(length)]
    reached = [step for step in found if step is not None]
    assert reached == sorted(reached)
    assert found[: found.count(None)] == [None] * found.count(None)


@given(days, st.integers(1, 40), offs)
def test_no_due_day_lies_beyond_the_horizon(day, farthest, off):
    table = calendar(off)
    beyond = latest_due(day, farthest, table)
    assert all(position(day, beyond + timedelta(days=n), table) < -farthest for n in range(1, 9))
