from datetime import date

import pytest

from coordination.deadlines.calendar import is_working_day, working_days_later

WEDNESDAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("days", "day"),
    [(0, WEDNESDAY), (1, date(2026, 7, 16)), (2, date(2026, 7, 17)), (3, date(2026, 7, 20)), (7, date(2026, 7, 24))],
)
def test_weekends_are_skipped(days, day):
    assert working_days_later(WEDNESDAY, days) == day


@pytest.mark.parametrize(("day", "working"), [(17, True), (18, False), (19, False), (20, True)])
def test_monday_to_friday(day, working):
    assert is_working_day(date(2026, 7, day)) == working
