"""These tests live on Wednesday 15/7/2026, so that "today" and "not yet" mean the same whenever they run."""

import pytest
import time_machine


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield
