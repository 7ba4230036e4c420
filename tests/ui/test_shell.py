"""The frame of every page: places, person menu, theme, error pages, safety of the head."""

import pytest
from django.test import Client
from django.views.defaults import server_error

from coordination.people.models import Membership
from coordination.ui import navigation, registry
from coordination.ui.views import components

pytestmark = pytest.mark.urls("tests.ui.urls")
LIST = "/kien-nghi/"


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


def page(client, address=LIST, **extra) -> str:
    return client.get(address, **extra).content.decode()


def test_only_places_that_exist_stand_in_the_bar(lan):
    html = page(lan)
    assert '<a href="/kien-nghi/" aria-current="page" data-go="n">Kiến nghị</a>' in " ".join(html.split()).replace(
        " >", ">"
    )
    assert "Giám sát" not in html


def test_the_place_of_a_page_is_marked():
    assert navigation.current("/kien-nghi/5/", navigation.ALL) == "petitions"
    assert navigation.current("/bao-cao/toan-canh/", navigation.ALL) == "overview"
    assert navigation.current("/bao-cao/toan-canh/", [navigation.REPORTS]) == "reports"
    assert navigation.current("/gi-do/", navigation.ALL) == ""


def test_a_place_asks_for_its_permission(client, cast):
    client.force_login(cast.admin)
    assert "Kiến nghị" not in page(client, "/thanh-phan/").split("<main")[0]


@pytest.mark.parametrize(
    ("body", "role", "first"),
    [
        ("standing", "council_leader", "overview"),
        ("department", "department_leader", "work"),
        ("department", "department_officer", "work"),
    ],
)
@pytest.mark.urls("coordination.urls")
def test_a_leader_of_a_side_begins_with_the_whole_picture(cast, body, role, first):
    user = cast.acting_as(getattr(cast, body), role)
    assert navigation.bar_of(user, user.acting.role_class.is_leader)[0].key == first


def test_numbers_in_the_bar(lan, monkeypatch):
    monkeypatch.setattr(registry.overdue_count, "answer", lambda user: 5)
    html = page(lan)
    assert '5<span class="visually-hidden"> việc quá hạn</span>' in html


def test_the_person_menu_switches_and_signs_out(client, cast):
    other = Membership.objects.create(user=cast.lan, body=cast.commune_council, role="commune_official", order=9)
    client.force_login(cast.lan)
    html = page(client)
    assert f'<form method="post" action="/vai/{other.pk}/">' in html
    assert "Văn phòng HĐND tỉnh" in html
    assert f'<form method="post" action="/tai-khoan/dang-xuat/" data-leaving="{cast.lan.pk}">' in html


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("x", "system"), ("", "system")])
def test_the_chosen_theme_is_written_by_the_server(lan, cookie, theme):
    lan.cookies["ph_theme"] = cookie
    assert f'data-theme="{theme}"' in page(lan)


def test_single_letter_keys_can_be_off(lan):
    lan.cookies["ph_keys"] = "off"
    assert 'data-keys="off"' in page(lan)


def test_htmx_is_told_to_be_strict(lan):
    html = page(lan)
    assert '"includeIndicatorStyles":false,"allowEval":false' in html
    assert "hx-headers" in html


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/khong-co/", 404, "Không tìm thấy trang này"),
        ("/kien-nghi/moi/", 403, "Việc này không thuộc quyền của bạn"),
    ],
)
def test_error_pages_keep_the_frame(client, cast, address, status, words):
    client.force_login(cast.hoa if status == 404 else cast.ubnd)
    response = client.get(address)
    html = response.content.decode()
    assert (response.status_code, words in html, "Đăng xuất" in html) == (status, True, True)


def test_a_broken_page_says_so(lan):
    lan.raise_request_exception = False
    response = lan.get("/hong/")
    assert (response.status_code, "Máy chủ gặp lỗi" in response.content.decode()) == (500, True)


def test_the_page_of_a_broken_server_needs_no_database(rf):
    # No `db` fixture: any query would fail here.
    assert "Máy chủ gặp lỗi" in server_error(rf.get("/")).content.decode()


def test_a_page_open_for_too_long_says_so(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.lan)
    response = strict.post("/kien-nghi/moi/", {"title": "x"})
    assert (response.status_code, "Trang đã mở quá lâu" in response.content.decode()) == (403, True)


@pytest.mark.parametrize("data", [{}, {"login": "lan"}, {"login": "lan", "password": "sai"}])
def test_a_failed_sign_in_is_told_in_vietnamese(client, db, data):
    html = client.post("/tai-khoan/dang-nhap/", data).content.decode()
    assert "<title>Lỗi: Đăng nhập · Phối hợp</title>" in html
    assert [word for word in ("Username", "Password", "This field", "Sign In", "correct") if word in html] == []
    assert ("Sai tên đăng nhập hoặc mật khẩu." in html) == ("password" in data)


def test_signing_in_and_out_is_quiet(client, cast):
    client.force_login(cast.lan)
    assert "Đăng xuất khỏi Phối hợp?" in page(client, "/tai-khoan/dang-xuat/")
    response = client.post("/tai-khoan/dang-xuat/", follow=True)
    assert 'class="note' not in response.content.decode()


def test_a_password_change_is_told_in_vietnamese(lan):
    data = {"oldpassword": "x", "password1": "mot-mat-khau-dai", "password2": "khac-han-mat-khau"}
    html = lan.post("/tai-khoan/doi-mat-khau/", data).content.decode()
    assert "Mật khẩu đang dùng chưa đúng." in html
    assert "Hai lần gõ mật khẩu mới chưa giống nhau." in html


def test_all_parts_stand_on_one_page(cast, rf):
    request = rf.get("/thanh-phan/")
    request.user = cast.lan
    html = components(request).content.decode()
    words = ["Chưa kiểm chứng", "Tháng 6 chỉ có 30 ngày.", "Làm tiếp", "chưa có số liệu", "Lịch sử", "1.234,5"]
    assert [word for word in words if word not in html] == []


def test_the_page_of_parts_is_not_for_offices(settings):
    from coordination.ui import urls

    assert (settings.DEBUG, urls.urlpatterns) == (False, [])
