"""Sixty days in the life of an office, with everything failing that can fail."""

import pytest

from coordination.lib import crashpoints
from tests.deadlines.reminders.simulation import Simulation


@pytest.mark.django_db
def test_sixty_days(settings):
    settings.WEBHOOK_URL = "https://cong.example/"
    report = Simulation(days=60, duties=200, seed=2026).run()
    assert report.broken == []
    assert {point for point in crashpoints.POINTS if not report.counts[f"killed at {point}"]} == set()
    for name in (
        "markers in a letter",
        "markers dropped",
        "delivered digest by email",
        "delivered digest by webhook",
        "delivered assigned by email",
        "delivered morning by email",
        "arrived twice after a kill between acceptance and record",
        "second sweep at once",
        "second outbox at once",
        "days without any worker",
        "calendar",
        "pause",
        "resume",
        "extend",
        "letters dropped",
    ):
        assert report.counts[name], f"{name} never happened: the simulation proves less than it should"
