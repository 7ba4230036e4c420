"""Doing the work: claims, leases, progress, poisoned jobs, and what is told afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction

from coordination.jobs import handlers, runner, tasks
from coordination.jobs.choices import JobState
from coordination.jobs.models import Job
from coordination.notices.models import Notice
from tests.jobs.factories import JobFactory

NOW = datetime(2026, 7, 15, 3, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def rung(monkeypatch):
    numbers = []
    monkeypatch.setattr(tasks.run_job, "delay", numbers.append)
    return numbers


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def running(**fields):
    """A job that some worker took up."""
    return JobFactory(
        **{"state": "running", "attempts": 1, "lease_until": NOW + runner.LEASE, "started_at": NOW} | fields
    )


def inbox(user):
    return [(notice.kind, notice.text, notice.url) for notice in Notice.objects.filter(recipient=user)]


def test_a_job_is_done_and_its_file_kept(cast, clock):
    job = JobFactory(requested_by=cast.lan, params={"text": "chào"}, title="Báo cáo 2023")
    assert runner.run(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.attempts, job.finished_at, job.lease_until, job.percent) == ("done", 1, NOW, None, 100)
    assert (job.result_name, job.result_type) == ("ket-qua.txt", "text/plain")
    with job.result.open() as file:
        assert file.read().decode() == "chào"
    assert inbox(cast.lan) == [("result", "Đã xong: Báo cáo 2023", f"/viec-nen/{job.pk}/")]


def test_a_job_without_a_file(cast):
    job = JobFactory(requested_by=cast.lan, kind="quiet")
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, bool(job.result)) == ("done", False)


def test_work_is_done_as_the_person_in_the_role_asked_for(cast, monkeypatch):
    seen = []
    handlers.register("who", lambda job, progress: seen.append((job.actor, job.actor.acting)))
    runner.run(JobFactory(kind="who", requested_by=cast.lan).pk)
    assert seen == [(cast.lan, cast.lan.acting)]


@pytest.mark.parametrize("state", ["running", "done", "failed"])
def test_what_does_not_wait_is_left_alone(cast, state):
    job = JobFactory(requested_by=cast.lan, state=state, lease_until=NOW)
    assert runner.run(job.pk) is False
    assert state_of(job) == state
    assert runner.run(10**9) is False


def test_two_workers_one_claim(cast):
    job = JobFactory(requested_by=cast.lan)
    assert runner._claim(job.pk).attempts == 1
    assert runner._claim(job.pk) is None


def test_a_refusal_is_told_in_its_own_words(cast):
    job = JobFactory(requested_by=cast.lan, kind="refuse", title="Báo cáo 2023")
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Kỳ này chưa có số liệu.")
    assert inbox(cast.lan) == [("failure", "Không xong: Báo cáo 2023", f"/viec-nen/{job.pk}/")]


def test_a_crash_is_told_without_details_and_stops_nothing(cast, caplog):
    bad = JobFactory(requested_by=cast.lan, kind="crash")
    unknown = JobFactory(requested_by=cast.lan, kind="khong-con")
    good = JobFactory(requested_by=cast.lan)
    assert runner.run_waiting() == 3
    bad.refresh_from_db()
    unknown.refresh_from_db()
    assert bad.error == (f"Việc này gặp lỗi của chương trình nên đã dừng. Báo quản trị viên: việc nền số {bad.pk}.")
    assert unknown.error == "Chương trình không còn biết làm việc loại “khong-con”."
    assert [state_of(job) for job in (bad, unknown, good)] == ["failed", "failed", "done"]
    assert "secret detail" in caplog.text


def test_progress_is_kept_and_extends_the_lease(cast, clock):
    told = []

    def slow(job, progress):
        clock.shift(timedelta(minutes=4))
        progress(14, 22, "Đang dựng trang 14/22")
        row = Job.objects.get(pk=job.pk)
        told.append((row.step, row.steps, row.percent, row.message, row.lease_until))

    handlers.register("slow", slow)
    runner.run(JobFactory(kind="slow", requested_by=cast.lan).pk)
    later = NOW + timedelta(minutes=4)
    assert told == [(14, 22, 63, "Đang dựng trang 14/22", later + runner.LEASE)]


def test_progress_is_not_written_at_every_step(cast, django_assert_num_queries):
    job = running(requested_by=cast.lan)
    progress = runner.Progress(job)
    with django_assert_num_queries(2):
        for page in range(1, 101):
            progress(page, 100)
    job.refresh_from_db()
    assert job.step == 100


def test_a_worker_that_lost_its_lease_writes_nothing(cast, clock):
    def slow(job, progress):
        Job.objects.filter(pk=job.pk).update(attempts=2)  # another worker has claimed it meanwhile
        return "muon.txt", b"late", "text/plain"

    handlers.register("slow", slow)
    job = JobFactory(kind="slow", requested_by=cast.lan)
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, bool(job.result), inbox(cast.lan)) == ("running", False, [])


def test_its_progress_stops_it(cast):
    job = running(requested_by=cast.lan)
    Job.objects.filter(pk=job.pk).update(attempts=2)
    with pytest.raises(runner.LeaseLost):
        runner.Progress(job)(1, 2)


class TestSweep:
    def test_a_lease_that_ran_out_goes_back_to_the_queue(self, cast, clock, rung):
        lost, alive = running(requested_by=cast.lan), running(requested_by=cast.lan, lease_until=NOW + runner.LEASE * 2)
        clock.shift(runner.LEASE + timedelta(seconds=1))
        assert runner.sweep() == 1
        assert (state_of(lost), state_of(alive), rung) == ("queued", "running", [lost.pk])
        assert runner.run(lost.pk) is True
        assert Job.objects.get(pk=lost.pk).attempts == 2

    def test_a_job_that_stops_its_worker_is_given_up(self, cast, clock, rung):
        job = running(requested_by=cast.lan, attempts=runner.MAX_ATTEMPTS)
        clock.shift(runner.LEASE * 2)
        assert runner.sweep() == 0
        job.refresh_from_db()
        assert job.state == "failed"
        assert job.error == "Máy chủ đã dừng giữa chừng 3 lần khi làm việc này nên thôi không thử nữa."
        assert [kind for kind, _text, _url in inbox(cast.lan)] == ["failure"]

    def test_a_bell_nobody_heard_is_rung_again(self, cast, clock, rung):
        job = JobFactory(requested_by=cast.lan)
        assert runner.sweep() == 0
        clock.shift(runner.PATIENCE + timedelta(seconds=1))
        assert (runner.sweep(), runner.sweep()) == (1, 0)
        assert rung == [job.pk]

    def test_the_timetable_knows_it(self, settings):
        entry = settings.CELERY_BEAT_SCHEDULE["jobs-sweep"]
        assert entry["task"] == tasks.sweep.name

    def test_the_tasks_only_ring(self, cast, rung):
        job = JobFactory(requested_by=cast.lan)
        tasks.run_job(job.pk)
        tasks.sweep()
        assert state_of(job) == "done"


def test_the_command_does_what_waits(cast, clock, capsys):
    lost, waiting = running(requested_by=cast.lan), JobFactory(requested_by=cast.lan)
    clock.shift(runner.LEASE * 2)
    call_command("run_jobs")
    assert capsys.readouterr().out == "Đã làm 2 việc nền.\n"
    assert [state_of(job) for job in (lost, waiting)] == ["done", "done"]
    call_command("run_jobs")
    assert capsys.readouterr().out == "Đã làm 0 việc nền.\n"


@pytest.mark.parametrize("fields", [{"requested_by": None, "membership": None}, {"state": "running"}])
def test_what_the_database_refuses(db, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        JobFactory(**fields)


@pytest.mark.parametrize(
    ("state", "step", "steps", "percent"),
    [("queued", 0, 0, None), ("running", 1, 3, 33), ("running", 9, 3, 100), ("done", 0, 0, 100)],
)
def test_percent(state, step, steps, percent):
    assert Job(state=state, step=step, steps=steps).percent == percent


@pytest.mark.parametrize("state", JobState)
def test_every_state_has_a_chip(state):
    assert Job(state=state).chip[1] == state.label
