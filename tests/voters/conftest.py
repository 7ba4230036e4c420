"""These tests live on one Thursday, so that "today" and "not yet" mean the same whenever they run."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW):
        yield
