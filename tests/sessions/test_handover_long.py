"""A handover of a large register: the worker makes the list, bit by bit, and nothing is closed before it is whole."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from coordination.jobs import runner
from coordination.jobs.models import Job
from coordination.notices.models import Notice
from coordination.records.errors import NotNow
from sessions import actions
from sessions.actions import handover as steps
from sessions.models import Handover
from sessions.queries import handover as queries
from tests.sessions.factories_handover import OPENED, TODAY, duty_of, ended_term, handover_of, new_term, petition_at

CREATE = reverse("council_sessions:handover-create")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def long(monkeypatch):
    """Three things are too many to wait for; they are written two at a time."""
    monkeypatch.setattr(steps, "DIRECT", 2)
    monkeypatch.setattr(steps, "AT_ONCE", 2)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def opened(cast, count: int) -> Handover:
    """Opened by the office over so many duties of the department."""
    for _ in range(count):
        duty_of(cast)
    return handover_of(cast, by=cast.lan)


def rows_of(record) -> int:
    return record.rows.count()


def of_notices() -> list:
    return list(Notice.objects.filter(text__contains="chờ").values_list("recipient__username", flat=True))


def broken(*args, **kwargs):
    raise RuntimeError


def test_a_short_list_is_made_at_once(cast, long):
    record = opened(cast, 2)
    assert (rows_of(record), Job.objects.count(), of_notices()) == (2, 0, ["minh"])


def test_a_long_list_is_left_to_the_worker(cast, long):
    record = opened(cast, 5)
    job = Job.objects.get()
    assert (rows_of(record), job.kind, job.params, of_notices()) == (0, "handover-list", {"handover": record.pk}, [])
    assert runner.run(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.step, job.steps, job.result_name) == ("done", 5, 5, "")
    assert (rows_of(record), of_notices()) == (5, ["minh"])
    assert Handover.objects.visible_to(cast.minh).get() == record


def test_what_a_job_of_the_program_loads_is_written_at_once(cast, long):
    for _ in range(3):
        duty_of(cast)
    assert (rows_of(handover_of(cast)), Job.objects.count()) == (3, 0)


def test_the_page_tells_who_asked_how_far_it_is_and_others_that_it_is_made(cast, long, as_):
    record = opened(cast, 3)
    url = record.get_absolute_url()
    page = as_(cast.lan).get(url)
    assert [panel.title for panel in page.context["sections"]] == ["Danh sách bàn giao"]
    assert "Đang chờ đến lượt" in text_of(page)
    other = cast.acting_as(cast.office, "council_clerk")
    seen = text_of(as_(other).get(url))
    assert "Máy chủ đang lập danh sách những việc còn lại" in seen
    assert "Đang chờ đến lượt" not in seen
    runner.run(Job.objects.get().pk)
    assert "Danh sách bàn giao" not in [panel.title for panel in as_(cast.lan).get(url).context["sections"]]


def test_nothing_is_closed_and_no_second_list_begun_while_it_is_made(cast, long):
    record = opened(cast, 3)
    with pytest.raises(NotNow, match="đang lập danh sách"):
        actions.close_handover(record, by=cast.lan)
    with pytest.raises(NotNow, match="đang lập danh sách"):
        actions.collect_handover(record, by=cast.acting_as(cast.office, "council_clerk"))
    assert Job.objects.count() == 1


def test_looking_again_at_a_long_register_is_left_to_the_worker_too(cast, long, as_):
    record = opened(cast, 1)
    for _ in range(3):
        duty_of(cast)
    move = reverse("council_sessions:handover-move", args=[record.pk, "collect"])
    assert as_(cast.ubnd).post(move).status_code == 403
    assert as_(cast.lan).post(move).status_code == 302
    assert rows_of(record) == 1
    runner.run(Job.objects.get().pk)
    assert rows_of(record) == 4


def test_a_list_that_stopped_half_way_goes_on_where_it_was(cast, long, monkeypatch):
    record = opened(cast, 5)
    with monkeypatch.context() as patched:
        patched.setattr(steps, "write_concerns", broken)
        runner.run(Job.objects.get().pk)
    assert (Job.objects.get().state, rows_of(record), of_notices()) == ("failed", 5, [])
    record.rows.order_by("pk").last().delete()
    with pytest.raises(NotNow, match="chưa lập xong danh sách vì gặp lỗi"):
        actions.close_handover(record, by=cast.lan)
    kept = set(record.rows.values_list("pk", flat=True))
    actions.collect_handover(record, by=cast.lan)
    runner.run_waiting()
    assert (rows_of(record), kept < set(record.rows.values_list("pk", flat=True))) == (5, True)
    assert queries.listing(record) is None


def test_after_a_failure_even_a_short_list_is_made_by_the_worker(cast, long, monkeypatch, as_):
    record = opened(cast, 3)
    with monkeypatch.context() as patched:
        patched.setattr(steps, "write_concerns", broken)
        runner.run(Job.objects.get().pk)
    page = text_of(as_(cast.lan).get(record.get_absolute_url()))
    assert "Danh sách chưa lập xong. Bấm “Rà lại danh sách” để lập tiếp" in page
    monkeypatch.setattr(steps, "DIRECT", 1000)
    actions.collect_handover(record, by=cast.lan)
    assert [job.state for job in Job.objects.order_by("pk")] == ["failed", "queued"]


def test_who_lost_the_office_meanwhile_makes_no_list(cast, long):
    record = opened(cast, 3)
    membership = cast.lan.acting
    membership.role = "locality_admin"
    membership.save()
    runner.run(Job.objects.get().pk)
    assert (Job.objects.get().state, rows_of(record)) == ("failed", 0)
    assert Job.objects.get().error == "Bàn giao này không còn thuộc quyền xem của bạn."


def test_two_lists_at_once_write_each_row_once(cast, monkeypatch):
    record = opened(cast, 2)
    later = duty_of(cast)
    slow = list(queries.gathered(record, OPENED))
    assert [row.target for row in slow] == [later]
    steps.fill(record, by=cast.lan, since=record.created_at)
    written = record.rows.get(object_id=later.pk)
    actions.give_back(written, by=cast.minh, reason="Không thuộc lĩnh vực của Sở.")
    monkeypatch.setattr(queries, "gathered", lambda *_: iter(slow))
    steps.fill(record, by=cast.lan, since=record.created_at)
    written.refresh_from_db()
    assert (rows_of(record), written.status, written.note) == (3, "returned", "Không thuộc lĩnh vực của Sở.")


@pytest.mark.parametrize("wrong", [{"status": "returned"}, {"handover_id": None}])
def test_a_row_that_breaks_a_rule_is_not_left_out_silently(cast, monkeypatch, wrong):
    record = opened(cast, 1)
    duty_of(cast)
    rows = list(queries.gathered(record, OPENED))
    for name, value in wrong.items():
        setattr(rows[0], name, value)
    monkeypatch.setattr(queries, "gathered", lambda *_: iter(rows))
    with pytest.raises(IntegrityError), transaction.atomic():
        steps.fill(record, by=cast.lan, since=record.created_at)
    assert rows_of(record) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_long_list_asks_for_no_row_by_itself(cast, count, django_assert_num_queries):
    for _ in range(count):
        duty_of(cast)
        petition_at(cast)
    record = Handover(
        locality=cast.locality,
        from_term=ended_term(cast.locality),
        to_term=new_term(cast.locality),
        opened_on=date(2026, 7, 15),
    )
    record.save()
    with django_assert_num_queries(16):
        steps.fill(record, by=cast.lan, since=record.created_at)
    assert rows_of(record) == 2 * count
