"""Changing the table of days in a test: what the process remembers of it is forgotten before and after."""

import pytest

from coordination.deadlines import calendars
from coordination.deadlines.models import CalendarDay


@pytest.fixture
def table(db):
    """`table("2026-07-20", "holiday", "Ngày lễ thử", locality=…)` puts a row into the table of days."""
    calendars.forget()

    def put(day, kind="holiday", name="Ngày lễ thử", status="official", locality=None):
        row, _ = CalendarDay.objects.update_or_create(
            day=day, locality=locality, defaults={"kind": kind, "name": name, "status": status}
        )
        calendars.forget()
        return row

    yield put
    calendars.forget()
