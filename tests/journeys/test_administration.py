"""A new colleague: registered, given an account and a role by the administrator; she signs in and switches."""

import pytest
from django.urls import reverse

from coordination.people.models import User
from tests.journeys.browser import follow, press
from tests.people.factories import PASSWORD, MembershipFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NEW = "hoa-sen-trang-2026"


def test_a_new_colleague(journey, cast):
    page = journey.sign_in("admin", PASSWORD)
    journey.look()
    follow(page.get_by_role("link", name="Người", exact=True))
    follow(page.get_by_role("link", name="Ghi người"))
    page.get_by_label("Họ tên").fill("Cao Thị Mới")
    press(page.get_by_role("button", name="Lưu người"))
    journey.look()

    follow(page.get_by_role("link", name="Mở tài khoản"))
    page.get_by_label("Tên đăng nhập").fill("Cao Mới")
    follow(page.get_by_role("button", name="Lưu người dùng"))
    assert page.get_by_text("Chỉ dùng chữ thường không dấu").count()
    journey.look()
    page.get_by_label("Tên đăng nhập").fill("cao.moi")
    press(page.get_by_role("button", name="Lưu người dùng"))
    page.get_by_label("Mật khẩu mới").fill(NEW)
    page.get_by_label("Gõ lại mật khẩu").fill(NEW)
    journey.look()
    press(page.get_by_role("button", name="Đặt mật khẩu"))

    follow(page.get_by_role("link", name="Giao vai"))
    page.locator("#id_body").select_option(label="Văn phòng HĐND tỉnh")
    page.locator("#id_role").select_option(label="Chuyên viên Văn phòng HĐND")
    journey.look()
    press(page.get_by_role("button", name="Lưu vai trong cơ quan"))
    journey.look()

    user = User.objects.get(username="cao.moi")
    MembershipFactory(user=user, body=cast.front, role="front_clerk", order=1)
    journey.sign_out()
    journey.sign_in("cao.moi", NEW)
    journey.open(reverse("account-memberships"))
    journey.look()
    press(page.locator("main").get_by_role("button", name="Chuyên viên Mặt trận"))
    page.get_by_text("Bạn đang làm việc với vai: Chuyên viên Mặt trận, MTTQ tỉnh.").wait_for()
