"""How far a day is, by the real calendar: holidays are no working days."""

from datetime import date

import pytest

from coordination.deadlines.calendar import SOON
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.distance import distance
from coordination.ui import registry
from coordination.ui.registry import plain_distance

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 7, 15)
BEFORE_TET = date(2026, 2, 13)
"""The Friday before the week of Tết 2026 (16 to 20 February)."""


@pytest.mark.parametrize(
    ("due", "today", "state"),
    [
        (date(2026, 6, 20), WEDNESDAY, ("late", "quá hạn 25 ngày")),
        (WEDNESDAY, WEDNESDAY, ("today", "hôm nay")),
        (date(2026, 7, 17), WEDNESDAY, ("soon", "còn 2 ngày làm việc")),
        (date(2026, 7, 18), date(2026, 7, 17), ("soon", "còn 1 ngày")),
        (date(2026, 8, 11), WEDNESDAY, ("wait", "còn 27 ngày")),
        (date(2026, 2, 23), BEFORE_TET, ("soon", "còn 1 ngày làm việc")),
        (date(2026, 3, 3), BEFORE_TET, ("soon", "còn 7 ngày làm việc")),
        (date(2026, 3, 4), BEFORE_TET, ("wait", "còn 19 ngày")),
        (date(2026, 1, 12), date(2026, 1, 9), ("soon", "còn 2 ngày làm việc")),
    ],
    ids=["late", "today", "near", "weekend", "far", "over-tet", "last-near-day", "first-far-day", "makeup-saturday"],
)
def test_how_far_a_day_is(due, today, state):
    assert distance(due, today) == state


def test_the_screens_ask_it():
    assert registry.distance(date(2026, 2, 23), BEFORE_TET) == ("soon", "còn 1 ngày làm việc")


@pytest.mark.parametrize("days", range(1, 20))
def test_in_weeks_without_a_day_off_the_plain_words_are_the_same(days):
    due = calendar_of().shift(WEDNESDAY, days)
    assert distance(due, WEDNESDAY) == plain_distance(due, WEDNESDAY)


def test_near_is_what_the_list_of_near_duties_calls_near():
    last = calendar_of().shift(BEFORE_TET, SOON)
    assert [distance(day, BEFORE_TET)[0] for day in (last, last.replace(day=last.day + 1))] == ["soon", "wait"]
