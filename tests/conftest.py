"""Fixtures that every test may ask for, and what each marker needs from the machine."""

import os
import shutil

import pytest
from django.conf import settings
from django.db import connection

from tests.cast import cast  # noqa: F401
from tests.journeys.browser import CHROMIUM, browser_type_launch_args, journey  # noqa: F401

# Playwright's synchronous interface runs an event loop of its own, in which Django would refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ON_POSTGRES = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")

# marker: (is it here, what is missing, how to get it)
NEEDS = {
    "journey": (CHROMIUM, "Chromium", "apt-get install -y chromium"),
    "pdf": (shutil.which("pdftotext"), "pdftotext", "apt-get install -y poppler-utils"),
    "redis": (os.environ.get("TEST_REDIS_URL"), "TEST_REDIS_URL", "make test"),
    "postgres": (ON_POSTGRES, "PostgreSQL in DATABASE_URL", "make test"),
}


def pytest_collection_modifyitems(items) -> None:
    """Skip, by name, what the machine cannot run; with CI=true nothing is skipped and the test fails by itself."""
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.xdist_group("journeys"))  # one browser at a time
        for name, (found, what, how) in NEEDS.items():
            if item.get_closest_marker(name) and not found and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason=f"needs {what}: {how}"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Remember the calendar, so that no page pays for it: what a page costs must not depend on which test is first."""
    from coordination.deadlines.calendars import calendar_of

    with django_db_blocker.unblock():
        calendar_of()
    yield
    if ON_POSTGRES:  # a session that a thread left behind, or a vacuum, must not keep the database from being dropped
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def kept_calendar():
    """Whatever a test forgets or edits of the calendar, the next one finds the memory as it was before."""
    from coordination.deadlines import calendars

    before = calendars._remembered
    yield
    calendars._remembered = before or calendars._remembered


@pytest.fixture
def redis_url() -> str:
    """A real Redis, for tests marked `redis`."""
    return os.environ["TEST_REDIS_URL"]
