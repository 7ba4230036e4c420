"""A load that waits for another of the same place: the worker says so and keeps its job."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from coordination.exchange import actions as exchange
from coordination.exchange.choices import ImportState
from coordination.exchange.models import Import
from coordination.jobs import runner
from coordination.jobs.models import Job
from coordination.jobs.queue import enqueue
from coordination.records.errors import NotNow
from tests.cast import build
from tests.exchange.books import book
from tests.voters.test_at_one_moment import PATIENCE, Act
from tests.voters.test_exchange import HEAD, ROW, sent
from voters.models import Petition


def asked(cast) -> Import:
    """A file that somebody asked to load."""
    entry = sent(cast, book(HEAD, ROW))
    Import.objects.update(state=ImportState.LOADING)
    return Import.objects.get(pk=entry.pk)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_load_that_waits_lives_on_and_loads_when_its_turn_comes(monkeypatch):
    cast = build()
    entry = asked(cast)
    job = enqueue(exchange.LOAD_JOB, by=cast.lan, params={"import": entry.pk}, locality=cast.locality)
    waits, go, held, free = (threading.Semaphore(0) for _ in range(4))

    def rest(seconds):
        waits.release()
        assert go.acquire(timeout=PATIENCE)

    def another_load():
        with transaction.atomic():
            exchange.hold(cast.locality)
            held.release()
            return free.acquire(timeout=PATIENCE)

    monkeypatch.setattr(exchange, "sleep", rest)
    monkeypatch.setattr(runner, "SELDOM", 0)
    other = Act(another_load)
    assert held.acquire(timeout=PATIENCE)
    worker = Act(lambda: runner.run(job.pk))
    assert waits.acquire(timeout=PATIENCE)
    Job.objects.update(lease_until=timezone.now() - timedelta(days=1))  # as after a long load
    go.release()
    assert waits.acquire(timeout=PATIENCE)
    runner.reclaim()
    said = Job.objects.values_list("state", "message", "attempts").get()
    free.release()
    assert (said, other.ended()) == (("running", "Chờ nạp xong tệp khác", 1), True)
    go.release()
    assert (worker.ended(), Job.objects.get().state, Import.objects.get().state) == (True, "done", "loaded")
    assert Petition.objects.count() == 1


def test_who_lost_the_job_leaves_the_file_to_whoever_has_it_now(cast):
    entry = asked(cast)

    def lost(done, total):
        raise runner.LeaseLost

    with pytest.raises(runner.LeaseLost):
        exchange.load(entry, by=cast.lan, progress=lost)
    assert (Import.objects.get().state, Petition.objects.count()) == ("loading", 0)
    assert exchange.load(entry, by=cast.lan).state == "loaded"


def test_nobody_waits_for_ever(cast, monkeypatch):
    entry, told = asked(cast), []
    monkeypatch.setattr(exchange, "hold", lambda locality, *, wait: wait)
    monkeypatch.setattr(exchange, "sleep", lambda seconds: None)
    monkeypatch.setattr(exchange, "WAITS", 3)
    with pytest.raises(NotNow) as refused:
        exchange.load(entry, by=cast.lan, waiting=lambda: told.append("chờ"))
    assert (len(told), Import.objects.get().state, refused.value.message) == (
        3, "ready", "Một tệp khác của địa phương này nạp lâu quá nên chưa nạp gì; đợi tệp ấy xong rồi nạp lại.",
    )  # fmt: skip
