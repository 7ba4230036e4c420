"""The page of the one search box."""

import pytest
from django.urls import reverse

from coordination import urls as site
from coordination.administration.views.search import FIRST, openable
from tests.testapp.factories import SheetFactory
from tests.testapp.models import Sheet
from tests.testapp.urls import urlpatterns as testapp_patterns

app_name = "search_tests"
urlpatterns = [*site.urlpatterns, *testapp_patterns]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


def page(client, **query):
    return client.get(reverse("search:results"), query).content.decode()


def test_found_without_accents_shown_with_them(lan, cast):
    sheet = SheetFactory(locality=cast.locality, title="Sửa đường liên xã", content="Cử tri xã Phú Hòa đề nghị")
    shown = page(lan, q="duong xa")
    assert "Sửa <mark>đường</mark> liên <mark>xã</mark>" in shown
    assert f"/to-giay/{sheet.pk}/" in shown
    assert "Tờ giấy" in shown
    assert "Tỉnh An Bình" in shown


def test_words_that_the_title_does_not_show_are_shown_around(lan, cast):
    SheetFactory(locality=cast.locality, title="Kiến nghị 7", content="Trạm y tế Phú Hòa xuống cấp " + "chữ " * 40)
    shown = page(lan, q="phu hoa")
    assert "trạm y tế <mark>phú</mark> <mark>hòa</mark> xuống cấp" in shown
    assert " …" in shown


def test_a_phrase(lan, cast):
    SheetFactory(locality=cast.locality, title="Đường liên xã")
    SheetFactory(locality=cast.locality, title="Xã làm đường")
    shown = page(lan, q='"lien xa"')
    assert ("Đường <mark>liên xã</mark>" in shown, "làm đường" in shown) == (True, False)


def test_a_null_byte_is_no_letter(lan, cast):
    SheetFactory(locality=cast.locality, title="Đường liên xã")
    assert "Đường <mark>liên</mark>" in page(lan, q="li\x00en")


def test_only_what_the_user_may_see(lan, cast):
    SheetFactory(locality=cast.other, title="Đường nơi khác")
    SheetFactory(locality=cast.locality, title="Đường mật", confidential=True)
    SheetFactory(locality=cast.locality, title="Đường nháp", draft_of=cast.front)
    assert "Không tìm thấy hồ sơ nào có “duong”" in page(lan, q="duong")


def test_the_first_of_each_kind_then_all_of_one_page_by_page(lan, cast):
    for number in range(30):
        SheetFactory(locality=cast.locality, title=f"Đường số {number:02}")
    shown = page(lan, q="duong")
    assert shown.count('class="title"') == FIRST
    assert "Xem cả 30 kết quả" in shown
    assert page(lan, q="duong", loai="testapp.sheet").count('class="title"') == 25
    last = page(lan, q="duong", loai="testapp.sheet", page=2)
    assert (last.count('class="title"'), "Trang trước" in last) == (5, True)
    assert page(lan, q="duong", loai="testapp.sheet", page="xyz").count('class="title"') == 25
    assert page(lan, q="duong", loai="khong.co").count('class="title"') == FIRST


@pytest.mark.parametrize("q", ["", "   ", '"', "*"])
def test_nothing_asked_nothing_shown(lan, cast, q):
    SheetFactory(locality=cast.locality, title="Đường")
    shown = page(lan, q=q)
    assert 'class="title"' not in shown


def test_markup_in_titles_and_queries_stays_text(lan, cast):
    SheetFactory(locality=cast.locality, title="<script>alert(1)</script> đường", content="<b>cầu</b>")
    shown = page(lan, q="<script> duong")
    assert "<script>alert(1)</script>" not in shown
    assert "<b>cầu" not in page(lan, q="cau")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_fixed_number_of_questions(lan, cast, rows, django_assert_num_queries):
    for _ in range(rows):
        SheetFactory(locality=cast.locality, title="Đường")
    page(lan, q="duong")
    with django_assert_num_queries(13):
        page(lan, q="duong")
    with django_assert_num_queries(14):
        page(lan, q="duong", loai="testapp.sheet")


def test_kinds_whose_page_the_role_may_not_open_are_left_out(cast, monkeypatch):
    from coordination.administration.views import search

    assert Sheet in {index.model for _type, index in openable(cast.lan)}
    monkeypatch.setattr(search, "_permission_of_page", lambda model: "people.manage" if model is Sheet else None)
    assert [index.model for _type, index in openable(cast.lan)] == []
    assert [index.model for _type, index in openable(cast.admin)] == [Sheet]
