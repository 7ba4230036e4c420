"""Asking for work: the row first, the bell after the commit, once however often one presses."""

import pytest
from kombu.exceptions import OperationalError

from coordination.audit.actors import System
from coordination.jobs import tasks
from coordination.jobs.choices import JobState
from coordination.jobs.models import Job
from coordination.jobs.queue import UnknownKind, enqueue
from tests.people.factories import MembershipFactory


@pytest.fixture
def rung(monkeypatch):
    """Numbers of the jobs for which the bell was rung."""
    numbers = []
    monkeypatch.setattr(tasks.run_job, "delay", numbers.append)
    return numbers


def test_a_job_remembers_who_asked_as_what(cast, rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("echo", by=cast.lan, params={"text": "a"}, locality=cast.locality, title="Báo cáo 2023")
        assert rung == []
    assert rung == [job.pk]
    job.refresh_from_db()
    assert (job.state, job.title, job.requested_by) == ("queued", "Báo cáo 2023", cast.lan)
    assert job.membership == cast.lan.acting
    assert (job.locality, job.attempts, str(job)) == (cast.locality, 0, "Báo cáo 2023")


def test_without_a_title_the_kind_names_it(cast):
    assert enqueue("echo", by=cast.lan, params={}).title == "Chép lại"


def test_asking_twice_gives_the_same_job_while_it_is_open(cast):
    first = enqueue("echo", by=cast.lan, params={"text": "a", "n": 1}, locality=cast.locality)
    assert enqueue("echo", by=cast.lan, params={"text": "a", "n": 1}, locality=cast.locality) == first
    assert enqueue("echo", by=cast.lan, params={"text": "b", "n": 1}, locality=cast.locality) != first
    assert enqueue("echo", by=cast.tu, params={"text": "a", "n": 1}, locality=cast.locality) != first
    cast.lan.act_as(MembershipFactory(user=cast.lan, body=cast.front))
    assert enqueue("echo", by=cast.lan, params={"text": "a", "n": 1}, locality=cast.locality) != first
    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)
    cast.lan.act_as(first.membership)
    assert enqueue("echo", by=cast.lan, params={"text": "a", "n": 1}, locality=cast.locality) != first


def test_a_system_job_asks_too(cast):
    job = enqueue("echo", by=System("nightly"), params={})
    assert (job.requested_by, job.system_job, job.actor) == (None, "nightly", System("nightly"))
    assert enqueue("echo", by=System("nightly"), params={}) == job


def test_an_unknown_kind_is_a_mistake_of_the_program(cast):
    with pytest.raises(UnknownKind):
        enqueue("khong-co", by=cast.lan, params={})


def test_a_silent_broker_does_not_stop_the_person(cast, monkeypatch, django_capture_on_commit_callbacks, caplog):
    def unreachable(number):
        raise OperationalError("no route")

    monkeypatch.setattr(tasks.run_job, "delay", unreachable)
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("echo", by=cast.lan, params={})
    assert Job.objects.get(pk=job.pk).state == "queued"
    assert "broker does not answer" in caplog.text
