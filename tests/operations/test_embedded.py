"""Worker and scheduler as threads of one process."""

import threading
import time
from datetime import timedelta

import pytest
from celery.worker import state

from coordination.celery import app as celery
from coordination.operations.embedded import EmbeddedWork

pytestmark = pytest.mark.filterwarnings("ignore::celery.platforms.SecurityWarning")


@pytest.fixture
def app(tmp_path, monkeypatch):
    """The product's own application with an empty timetable; tasks of the test are forgotten again."""
    monkeypatch.setenv("CELERY_SKIP_CHECKS", "1")
    monkeypatch.setitem(celery.conf, "beat_schedule", {})
    monkeypatch.setitem(celery.conf, "beat_schedule_filename", str(tmp_path / "schedule"))
    yield celery
    for name in ("tick", "slow"):
        celery.tasks.pop(name, None)


@pytest.fixture
def embedded(app):
    """Makes the work; when the test is over nothing of it runs any more."""
    made = []

    def make(**options) -> EmbeddedWork:
        made.append(EmbeddedWork(app, concurrency=1, **options))
        return made[-1]

    yield make
    for work in made:
        work.stop(timeout=0)
        for thread in work.threads:
            thread.join(10)
            assert not thread.is_alive()
    state.should_stop = None


def test_tasks_and_timetable_run_here_and_a_running_task_may_finish(app, embedded):
    ticked, begun, done = threading.Event(), threading.Event(), threading.Event()

    @app.task(name="tick")
    def tick():
        ticked.set()

    @app.task(name="slow")
    def slow():
        begun.set()
        time.sleep(0.5)
        done.set()

    app.conf.beat_schedule = {"tick": {"task": "tick", "schedule": timedelta(seconds=0.1)}}
    work = embedded()
    work.start()
    assert ticked.wait(10)
    slow.delay()
    assert begun.wait(10)
    work.stop(timeout=10)
    assert done.is_set()


def test_a_part_that_falls_is_not_passed_over_in_silence(embedded, monkeypatch):
    fell = threading.Event()
    work = embedded(on_fall=fell.set)
    monkeypatch.setattr(work.beat, "scheduler", None)  # what it needs for its first turn
    work.start()
    assert fell.wait(10)
