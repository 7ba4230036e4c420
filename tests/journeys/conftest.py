"""What the journeys walk through: the demonstration, loaded into the live server's database, and its worker."""

import pytest
from celery.contrib.testing.worker import start_worker

from coordination.celery import app
from coordination.operations.demo.loading import load


@pytest.fixture
def demo(transactional_db):
    """All six localities."""
    load()


@pytest.fixture
def worker(transactional_db):
    """A worker that does what the pages ask for, as a thread of this process."""
    with start_worker(app, pool="threads", concurrency=1, perform_ping_check=False, shutdown_timeout=20):
        yield
