"""Background work on the screen: one's own, nobody else's."""

import pytest
from django.urls import reverse

from coordination.audit.models import Event
from coordination.jobs import runner
from tests.jobs.factories import JobFactory
from tests.people.factories import MembershipFactory

QUERIES = 12


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def done(cast):
    """A finished job of chị Lan, with a file."""
    job = JobFactory(requested_by=cast.lan, locality=cast.locality, params={"text": "chào"}, title="Báo cáo 2023")
    runner.run(job.pk)
    job.refresh_from_db()
    return job


def page(client, name, job):
    answer = client.get(reverse(f"jobs:{name}", args=[job.pk]))
    text = answer.getvalue().decode()
    return answer.status_code, text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(lan, cast, rows, django_assert_num_queries):
    JobFactory.create_batch(rows, requested_by=cast.lan, locality=cast.locality, title="Dựng báo cáo")
    JobFactory(requested_by=cast.tu, title="Của người khác")
    lan.get(reverse("jobs:job-list"))
    with django_assert_num_queries(QUERIES):
        text = lan.get(reverse("jobs:job-list")).content.decode()
    assert (text.count("Dựng báo cáo"), "Của người khác" in text) == (rows, False)


def test_an_open_job_asks_again_by_itself(lan, cast):
    job = JobFactory(requested_by=cast.lan, state="running", lease_until="2999-01-01T00:00Z", step=14, steps=22)
    job.message = "Đang dựng trang 14/22"
    job.save()
    for name in ("job-detail", "job-progress"):
        status, text = page(lan, name, job)
        assert (status, "Đang dựng trang 14/22" in text, 'hx-trigger="every 1s"' in text) == (200, True, True)
        assert '<progress id="tien-do-' in text
        assert 'value="63"' in text


def test_a_waiting_job_says_so(lan, cast):
    status, text = page(lan, "job-progress", JobFactory(requested_by=cast.lan))
    assert (status, "Đang chờ đến lượt" in text) == (200, True)


def test_a_finished_job_offers_its_file_and_stops_asking(lan, done):
    status, text = page(lan, "job-progress", done)
    assert (status, "Tải ket-qua.txt" in text, "hx-trigger" in text) == (200, True, False)


def test_a_failed_job_says_why(lan, cast):
    job = JobFactory(requested_by=cast.lan, kind="refuse")
    runner.run(job.pk)
    assert "Kỳ này chưa có số liệu." in page(lan, "job-detail", job)[1]


def test_the_file_is_downloaded_and_that_is_written_down(lan, cast, done):
    answer = lan.get(reverse("jobs:job-result", args=[done.pk]))
    assert answer.getvalue().decode() == "chào"
    assert answer["Content-Disposition"] == 'attachment; filename="ket-qua.txt"'
    event = Event.objects.get(kind="downloaded")
    assert (event.actor, event.subject_label, event.note) == (cast.lan, "Báo cáo 2023", "ket-qua.txt")


@pytest.mark.parametrize("name", ["job-detail", "job-progress", "job-result"])
@pytest.mark.parametrize("who", ["tu", "stranger", "admin"])
def test_nobody_else_is_told_that_it_exists(client, cast, done, name, who):
    client.force_login(getattr(cast, who))
    assert page(client, name, done)[0] == 404


@pytest.mark.parametrize("name", ["job-detail", "job-progress", "job-result"])
def test_who_left_the_office_has_no_access_any_more(lan, cast, done, name):
    MembershipFactory(user=cast.lan, body=cast.front, role="front_clerk")
    assert page(lan, name, done)[0] == 200
    done.membership.valid_to = "2020-01-01"
    done.membership.save()
    assert page(lan, name, done)[0] == 404


def test_no_file_no_page(lan, cast, done):
    assert page(lan, "job-result", JobFactory(requested_by=cast.lan))[0] == 404
    done.result.storage.delete(done.result.name)
    assert page(lan, "job-result", done)[0] == 404
