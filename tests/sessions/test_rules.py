"""How late a document is."""

from datetime import date

import pytest

from sessions.rules import days_late

DUE, TODAY = date(2026, 7, 7), date(2026, 7, 15)


@pytest.mark.parametrize(
    ("due", "ended", "days"),
    [
        (DUE, None, 8),
        (DUE, date(2026, 7, 9), 2),
        (DUE, DUE, 0),
        (DUE, date(2026, 7, 1), 0),
        (TODAY, None, 0),
        (date(2026, 7, 20), None, 0),
        (None, None, 0),
    ],
)
def test_days_late(due, ended, days):
    assert days_late(due, ended, TODAY) == days
