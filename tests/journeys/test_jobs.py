"""Long work: the page follows it by itself, the file waits in the inbox."""

import pytest
from django.urls import reverse

from coordination.jobs import handlers, runner
from tests.jobs.factories import JobFactory
from tests.journeys.browser import follow
from tests.people.factories import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_page_follows_the_work(journey, cast, monkeypatch):
    monkeypatch.setitem(
        handlers._handlers,
        "echo",
        handlers.Handler("echo", lambda job, progress: ("bao-cao.txt", b"xong", "text/plain"), "Chép lại"),
    )
    job = JobFactory(requested_by=cast.lan, locality=cast.locality, title="Báo cáo tổng kết 2023")
    page = journey.sign_in("lan", PASSWORD)
    journey.open(job.get_absolute_url())
    assert page.get_by_text("Đang chờ đến lượt").is_visible()
    journey.look()
    runner.run(job.pk)
    page.get_by_role("link", name="Tải bao-cao.txt").wait_for()
    journey.look()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bao-cao.txt").click()
    assert download.value.suggested_filename == "bao-cao.txt"

    journey.open(reverse("notices:inbox"))
    journey.look()
    follow(page.get_by_role("link", name="Đã xong: Báo cáo tổng kết 2023"))
    assert page.url == f"{journey.origin}{job.get_absolute_url()}"
    journey.open(reverse("jobs:job-list"))
    journey.look()
