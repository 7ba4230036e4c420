"""The inbox on the screen."""

import pytest
from django.urls import reverse

from tests.notices.factories import NoticeFactory

INBOX_QUERIES = 12


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(lan, cast, rows, django_assert_num_queries):
    NoticeFactory.create_batch(rows, recipient=cast.lan, text="Có kiến nghị mới")
    lan.get(reverse("notices:inbox"))
    with django_assert_num_queries(INBOX_QUERIES):
        answer = lan.get(reverse("notices:inbox"))
    assert answer.content.decode().count("Có kiến nghị mới") == rows


def test_an_empty_inbox(lan):
    page = lan.get(reverse("notices:inbox")).content.decode()
    assert "Chưa có thông báo nào" in page
    assert "Đánh dấu tất cả" not in page


def test_unread_ones_can_be_picked(lan, cast):
    NoticeFactory(recipient=cast.lan, text="Tin cũ", read_at="2026-07-15T00:00Z")
    NoticeFactory(recipient=cast.lan, text="Tin mới")
    page = lan.get(reverse("notices:inbox"), {"chua_doc": "true"}).content.decode()
    assert ("Tin mới" in page, "Tin cũ" in page) == (True, False)


@pytest.mark.parametrize(
    ("url", "place"), [("/kien-nghi/", "/kien-nghi/"), ("", "/thong-bao/"), ("https://xau.vn/", "/thong-bao/")]
)
def test_opening_marks_as_read_and_leads_on(lan, cast, url, place):
    notice = NoticeFactory(recipient=cast.lan, url=url)
    answer = lan.get(notice.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, place)
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_anothers_notice_is_not_there(client, cast):
    notice = NoticeFactory(recipient=cast.lan)
    client.force_login(cast.tu)
    assert client.get(notice.get_absolute_url()).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_read_all_takes_ones_own(lan, cast):
    mine, other = NoticeFactory(recipient=cast.lan), NoticeFactory(recipient=cast.tu)
    assert lan.get(reverse("notices:read-all")).status_code == 405
    answer = lan.post(reverse("notices:read-all"), follow=True)
    assert "Đã đánh dấu 1 thông báo là đã đọc." in answer.content.decode()
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.read_at is None, other.read_at is None) == (False, True)
    assert "Không còn thông báo mới." in lan.post(reverse("notices:read-all"), follow=True).content.decode()


def test_a_reversed_period_is_answered_not_broken(lan):
    assert lan.get(reverse("notices:inbox"), {"tu": "31/06/2026"}).status_code == 400
