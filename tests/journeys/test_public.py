"""A voter without any account: reads the public room on a phone, types the code of the slip, sees how far it is."""

import re

import pytest
from django.urls import reverse

from tests.cast import build
from tests.journeys.browser import PHONE, follow, press
from tests.voters.factories import brought_to, petition_of
from tests.voters.factories_publishing import open_room, published, put_up
from voters import codes, public_access

pytestmark = pytest.mark.journey


@pytest.fixture
def given_a_public_room(transactional_db):
    """Two published petitions, one of them answered; the petition whose voter comes."""
    public_access.store().clear()
    cast = build()
    open_room(cast.locality, contact="Văn phòng HĐND tỉnh")
    published(cast.locality, title="Cầu Nhà Thuốc xuống cấp", content="Đề nghị sửa cầu.", place=cast.commune)
    petition = petition_of(cast.locality, title="Trạm y tế thiếu thuốc", place=cast.commune)
    brought_to(petition, "reopened", cast.department)
    put_up(petition)
    return cast, petition


def test_a_voter_reads_the_room_and_follows_the_code_on_a_phone(journey, given_a_public_room):
    cast, petition = given_a_public_room
    journey.page.set_viewport_size(PHONE)
    page = journey.open(reverse("public:room", args=[cast.locality.slug]))
    assert page.locator("article").count() == 2
    journey.look()

    journey.page.set_viewport_size(PHONE)
    page.locator("[name=q]").fill("cau nha thuoc")
    press(page.get_by_role("button", name="Tìm"))
    assert page.locator("article h2").all_inner_texts() == ["Cầu Nhà Thuốc xuống cấp"]
    journey.look()
    follow(page.locator("article h2 a"))
    assert page.locator("h1").inner_text() == "Cầu Nhà Thuốc xuống cấp"
    journey.look()

    follow(page.get_by_role("link", name=re.compile("Dữ liệu mở")))
    journey.look()

    journey.page.set_viewport_size(PHONE)
    follow(page.get_by_role("link", name="Theo dõi bằng mã").first)
    page.get_by_label("Mã theo dõi").fill("AAAA-AAAA-AAAA")
    follow(page.get_by_role("button", name="Xem tiến độ"))
    assert "Không có kiến nghị nào theo dõi được" in page.get_by_role("alert").inner_text()
    journey.look()

    page.get_by_label("Mã theo dõi").fill(codes.grouped(petition.follow_code).lower())
    follow(page.get_by_role("button", name="Xem tiến độ"))
    assert "Mở lại để giải quyết tiếp" in page.locator(".open-steps").inner_text()
    assert petition.follow_code not in page.url
    journey.look()
    follow(page.get_by_role("link", name=re.compile("Đọc nội dung")))
    assert page.locator("h1").inner_text() == "Trạm y tế thiếu thuốc"
