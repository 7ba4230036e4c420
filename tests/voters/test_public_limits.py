"""Who counts as one visitor of the public room, and how a hit in a long text is found."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from coordination.operations import health
from tests.voters.factories import petition_of
from tests.voters.factories_publishing import open_room, put_up
from voters import codes, public_access
from voters.public_access import household
from voters.views import public as views

FOLLOW = reverse("public:follow")


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_a_household_is_one_visitor(address, who):
    assert household(address) == who


@pytest.mark.django_db
def test_a_household_gets_no_more_tries_by_changing_its_address(client):
    public_access.store().clear()
    tries = [
        client.post(FOLLOW, {"code": codes.follow_code()}, REMOTE_ADDR=f"2001:db8::{last:x}").status_code
        for last in range(1, 12)
    ]
    assert tries == [200] * 10 + [429]
    assert client.post(FOLLOW, {"code": "x"}, REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_last_word_of_a_long_text_is_shown_with_its_neighbours(cast, django_assert_num_queries, count):
    open_room(cast.locality)
    long = "đường liên xã hỏng nặng " * 10_000
    rows = [put_up(petition_of(cast.locality), content=f"{long}đã sửa Cuối cùng nhé") for _ in range(count)]
    with django_assert_num_queries(0):
        found = [views._marked(row, '"cuoi cung"')[1] for row in rows]
    around = "… đường liên xã hỏng nặng đường liên xã hỏng nặng đã sửa <mark>Cuối cùng</mark> nhé"
    assert found == [around] * count


@pytest.mark.django_db
def test_words_that_stand_in_no_shown_text_cost_no_reading(cast, monkeypatch):
    row = put_up(petition_of(cast.locality), content="đường hỏng " * 1_000)
    monkeypatch.setattr(views, "_first", lambda text, beginnings: pytest.fail("read") if text else None)
    assert views._marked(row, "khongco")[1] == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "header", "answer"),
    [
        (0, {}, ("tốt", "không có máy chủ nào đứng trước (TRUSTED_PROXIES=0)")),
        (0, {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}, ("cần xem", health.UNCOUNTED)),
        (
            0,
            {"HTTP_X_FORWARDED_FOR": "203.0.113.7", "REMOTE_ADDR": "8.8.8.8"},
            ("tốt", "không có máy chủ nào đứng trước (TRUSTED_PROXIES=0)"),
        ),
        (1, {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}, ("tốt", "tin 1 máy chủ đứng trước (TRUSTED_PROXIES)")),
    ],
)
def test_the_doctor_tells_of_a_proxy_that_is_not_counted(client, settings, proxies, header, answer):
    cache.delete(public_access.UNCOUNTED_PROXY)
    public_access.store().clear()
    settings.TRUSTED_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert client.get(reverse("public:rooms"), **header).status_code == 200
    row = next(row for row in health.checks() if row.name == "Máy chủ đứng trước")
    cache.delete(public_access.UNCOUNTED_PROXY)
    assert (row.label, row.words) == answer
