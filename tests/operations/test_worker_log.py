"""A worker writes the log that settings describe, not Celery's own."""

import logging

from celery.contrib.testing.worker import setup_app_for_worker

from coordination.celery import app


def test_a_worker_keeps_level_and_handlers():
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    try:
        setup_app_for_worker(app, "error", None)
        assert (root.level, list(root.handlers)) == before
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]
