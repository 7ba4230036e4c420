"""The page on which everybody chooses how to be reminded."""

import pytest
from django.urls import reverse

from coordination.notices import actions, delivery
from coordination.notices.models import Letter, Preference
from coordination.records.errors import Forbidden

PAGE = "/thong-bao/cach-nhan/"


@pytest.fixture
def lan(client, cast):
    cast.lan.email = "lan@anbinh.gov.vn"
    cast.lan.save()
    client.force_login(cast.lan)
    return client


def test_the_inbox_leads_here(lan):
    assert f'href="{PAGE}"' in lan.get(reverse("notices:inbox")).content.decode()


def test_the_page_says_what_holds(lan):
    page = lan.get(PAGE).content.decode()
    assert "Mức tối thiểu do cơ quan đặt vẫn giữ" in page
    assert "lan@anbinh.gov.vn" in page
    assert "Đang gửi qua: thư điện tử." in page
    assert "cổng của cơ quan" not in page


def test_the_gateway_is_offered_where_there_is_one(lan, settings):
    settings.WEBHOOK_URL = "https://gateway.vn/"
    assert "Gửi tin nhắn qua cổng của cơ quan" in lan.get(PAGE).content.decode()


def test_a_choice_is_kept_and_changed(lan, cast):
    answer = lan.post(PAGE, {"frequency": "weekly", "assigned_at_once": "on"}, follow=True)
    assert "Đã lưu cách nhận nhắc." in answer.content.decode()
    row = Preference.objects.get()
    assert (row.user, row.frequency, row.email, row.assigned_at_once) == (cast.lan, "weekly", False, True)
    lan.post(PAGE, {"frequency": "daily", "email": "on"})
    row.refresh_from_db()
    assert (Preference.objects.count(), row.frequency, row.email, row.assigned_at_once) == (1, "daily", True, False)


def test_an_unknown_frequency_changes_nothing(lan):
    answer = lan.post(PAGE, {"frequency": "hourly"})
    assert answer.status_code == 422
    assert "Không có lựa chọn này trong danh sách." in answer.content.decode()
    assert Preference.objects.count() == 0


def test_nobody_chooses_for_another(cast):
    with pytest.raises(Forbidden):
        actions.save_preference(Preference(user=cast.lan), by=cast.admin)
    assert Preference.objects.count() == 0


def test_a_letter_to_try(lan, cast, mailoutbox):
    answer = lan.post(reverse("notices:send-test"), follow=True)
    assert "Đã xếp thư thử qua thư điện tử." in answer.content.decode()
    lan.post(reverse("notices:send-test"))  # a second press within the minute
    assert delivery.deliver().counts == {"sent": 1}
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["lan@anbinh.gov.vn"], "Thư thử từ chương trình Phối hợp")
    ]


def test_without_an_address_there_is_nothing_to_try(client, cast):
    client.force_login(cast.tu)
    page = client.get(PAGE).content.decode()
    assert "Tài khoản chưa có địa chỉ thư điện tử" in page
    answer = client.post(reverse("notices:send-test"), follow=True)
    assert "Chưa có kênh nào để gửi" in answer.content.decode()
    assert Letter.objects.count() == 0


def test_trying_is_a_deed(lan):
    assert lan.get(reverse("notices:send-test")).status_code == 405
