"""One Wednesday morning in July 2026, with people who can be written to."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from coordination.deadlines import calendars
from coordination.notices import letters

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 7, 15, 7, 30, tzinfo=HANOI)
"""A Wednesday, when the window opens."""


@pytest.fixture(autouse=True)
def fresh_calendar():
    calendars.forget()
    yield
    calendars.forget()


@pytest.fixture(autouse=True)
def bells(monkeypatch):
    """How often the outbox was rung for; nobody answers."""
    rung = []
    monkeypatch.setattr(letters, "ring", lambda: rung.append(1))
    return rung


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def office(cast, clock):
    """The cast, all with an address for letters."""
    for name in ("lan", "tu", "minh", "ubnd", "hoa", "thu_ky", "dai_bieu", "xa", "stranger", "admin"):
        user = getattr(cast, name)
        user.email = f"{user.username}@an-binh.example"
        user.save(update_fields=["email"])
    return cast
