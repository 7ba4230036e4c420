"""The made-up province hands a term over, and is in the middle of it."""

import pytest

from sessions.models import Handover, HandoverRow
from sessions.queries import handover as queries
from tests.reports.demo.conftest import folded

pytestmark = pytest.mark.xdist_group("demo")


def test_one_handover_is_in_progress_with_rows_that_wait_that_are_taken_over_and_returned(demo):
    record = Handover.objects.get()
    assert (record.locality.slug, record.status, str(record)) == (
        demo.lively,
        "open",
        "Bàn giao nhiệm kỳ 2021-2026 sang 2026-2031",
    )
    rows = queries.with_standing(HandoverRow.objects.all()).prefetch_related("target")
    assert sorted((row.standing, row.kind.label, str(row.to_body)) for row in rows) == [
        ("accepted", "Kiến nghị cử tri", "UBND xã Bình Khê"),
        ("returned", "Kiến nghị sau giám sát", "UBND xã Bình Khê"),
        ("waiting", "Nghĩa vụ", "Thường trực HĐND tỉnh"),
        ("waiting", "Nhiệm vụ theo nghị quyết", "Sở Xây dựng"),
    ]


def test_the_page_shows_them_to_the_office(demo, client, django_user_model):
    client.force_login(django_user_model.objects.get(username="hdnd-chuyenvien"))
    text = folded(client.get(Handover.objects.get().get_absolute_url()).content.decode())
    assert [words in text for words in ("Trình danh mục dự án cầu dân sinh vùng lũ", "Biên bản Word")] == [True, True]
