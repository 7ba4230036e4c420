"""When an office sends."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.deadlines.calendar import Calendar, DayKind, Mark
from coordination.deadlines.models import ReminderPolicy
from coordination.deadlines.reminders.window import is_open, next_opening
from tests.deadlines.reminders.conftest import HANOI

DEFAULT = ReminderPolicy()
ALWAYS = ReminderPolicy(only_working_days=False)
TET = Calendar({date(2026, 2, day): Mark(DayKind.HOLIDAY, "Tết") for day in range(16, 21)})


def moment(day, clock):
    return datetime.combine(day, time.fromisoformat(clock), HANOI)


WEDNESDAY, FRIDAY, SATURDAY, MONDAY = (date(2026, 7, day) for day in (15, 17, 18, 20))


@pytest.mark.parametrize(
    ("day", "clock", "is_in"),
    [
        (WEDNESDAY, "07:29", False),
        (WEDNESDAY, "07:30", True),
        (WEDNESDAY, "16:59", True),
        (WEDNESDAY, "17:00", False),
        (SATURDAY, "09:00", False),
    ],
)
def test_the_default_window(day, clock, is_in):
    assert is_open(DEFAULT, Calendar(), moment(day, clock)) is is_in


def test_the_hour_is_that_of_the_country():
    from datetime import UTC

    assert is_open(DEFAULT, Calendar(), datetime(2026, 7, 15, 0, 30, tzinfo=UTC))
    assert not is_open(DEFAULT, Calendar(), datetime(2026, 7, 15, 10, 0, tzinfo=UTC))


def test_an_office_may_send_on_days_off():
    assert is_open(ALWAYS, Calendar(), moment(SATURDAY, "09:00"))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (moment(WEDNESDAY, "09:00"), moment(WEDNESDAY, "09:00")),
        (moment(WEDNESDAY, "05:00"), moment(WEDNESDAY, "07:30")),
        (moment(FRIDAY, "17:00"), moment(MONDAY, "07:30")),
        (moment(SATURDAY, "09:00"), moment(MONDAY, "07:30")),
    ],
)
def test_the_next_opening(now, opens):
    assert next_opening(DEFAULT, Calendar(), now) == opens


def test_the_next_opening_after_tet():
    assert next_opening(DEFAULT, TET, moment(date(2026, 2, 13), "18:00")) == moment(date(2026, 2, 23), "07:30")


@given(st.integers(0, 365 * 24 * 60), st.booleans())
def test_the_next_opening_is_open_and_the_first(minutes, only_working_days):
    now = datetime(2026, 1, 1, tzinfo=HANOI) + timedelta(minutes=minutes)
    policy = ReminderPolicy(only_working_days=only_working_days)
    opens = next_opening(policy, TET, now)
    assert is_open(policy, TET, opens)
    assert opens >= now
    minute = timedelta(minutes=1)
    assert opens == now or not is_open(policy, TET, max(opens - minute, now))
