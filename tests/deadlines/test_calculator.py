"""Tính hạn: a rule on a day, the strip under it, faults at their field, nothing lost of what was typed."""

from datetime import date
from html import unescape

import pytest

from coordination.deadlines.forms.calculator import CalculatorForm
from tests.deadlines.days import YEARS, d
from tests.deadlines.factories import RuleFactory, RuleVersionFactory

pytestmark = pytest.mark.django_db

URL = "/viec/tinh-han/"
ASKED = {"quy-dinh": "AB-01", "moc": "12/02/2026"}


@pytest.fixture(autouse=True)
def rules(monkeypatch):
    """AB-01: ten working days, 15 in complex cases since 2026; AB-02 of communes; AB-03 with a version before 2020."""
    monkeypatch.setattr("coordination.deadlines.views.calculator.calendar_of", lambda *args: YEARS)
    fields = {"anchor": "ngày tiếp nhận", "law": "Luật Thử số 1/2020/QH14", "article": "Điều 9"}
    first = RuleFactory(code="AB-01", title="Báo tin thử cho cử tri")
    RuleVersionFactory(rule=first, extension_limit=1, extension_value=10, **fields)
    complex_cases = {"variant": "complex", "variant_label": "vụ việc phức tạp", "effective_from": date(2026, 1, 1)}
    RuleVersionFactory(rule=first, value=15, **complex_cases, **fields)
    RuleVersionFactory(rule__code="AB-02", rule__title="Báo tin thử cho xã", level="commune", **fields)
    return first


@pytest.fixture
def ask(client, cast):
    """The page as lan sees it, for these parameters."""
    client.force_login(cast.lan)

    def get(**asked):
        query = {name.replace("_", "-"): value for name, value in asked.items()}
        response = client.get(URL, query)
        return response, unescape(response.content.decode())

    return get


def test_the_empty_form_asks(ask):
    response, page = ask()
    assert response.status_code == 200
    assert '<option value="AB-01 Báo tin thử cho cử tri">' in page
    assert "Chưa tính được" not in page


def test_the_rule_page_brings_its_rule(ask):
    response, page = ask(quy_dinh="AB-01")
    assert response.status_code == 200
    assert 'value="AB-01"' in page
    assert ">vụ việc phức tạp</option>" in page
    assert "Chưa tính được" not in page


def test_it_answers_with_the_strip_and_keeps_what_was_asked(ask):
    response, page = ask(**ASKED, tam_dung="25/02/2026 – 06/07/2026")
    assert response.status_code == 200
    assert 'AB-01: <span class="nb">Thứ Tư 15/07/2026</span>' in page
    assert "Tuần 13/07 – 19/07/2026" in page
    assert "tạm dừng" in page
    assert 'value="12/02/2026"' in page
    assert "25/02/2026 – 06/07/2026</textarea>" in page


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ({}, "05/03/2026"),
        ({"quy-dinh": "ab-01 Báo tin thử cho cử tri"}, "05/03/2026"),
        ({"quy-dinh": "bao tin thu cu tri"}, "05/03/2026"),
        ({"truong-hop": "complex"}, "12/03/2026"),
        ({"gia-han": "1"}, "19/03/2026"),
        ({"tam-dung": "25/02/2026-27/02/2026\n\n 2/3/2026 đến 3/3/2026"}, "12/03/2026"),
        ({"tam-dung": "2026-02-25..2026-02-27"}, "10/03/2026"),
        ({"quy-dinh": "AB-02", "cap": "commune"}, "05/03/2026"),
    ],
)
def test_ways_of_asking(ask, asked, day):
    response, page = ask(**(ASKED | asked))
    assert response.status_code == 200
    assert response.context["due"] == d(day)


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"quy-dinh": ""}, "quy_dinh", "Ghi mã hoặc tên quy định."),
        ({"quy-dinh": "hoan toan khac la"}, "quy_dinh", "Không có quy định nào khớp."),
        ({"quy-dinh": "bao tin thu"}, "quy_dinh", "Có 2 quy định khớp, chọn một trong số đó."),
        ({"moc": ""}, "moc", "Ghi ngày mốc."),
        ({"moc": "30/02/2026"}, "moc", "Tháng 2 năm 2026 chỉ có 28 ngày."),
        ({"moc": "31/12/2019"}, "moc", "AB-01 áp dụng từ ngày 01/01/2020, sau ngày mốc 31/12/2019."),
        ({"quy-dinh": "AB-02"}, "cap", "AB-02 không áp dụng cho cấp tỉnh; chỉ cho cấp xã."),
        ({"truong-hop": "remote"}, "truong_hop", "Chọn một trường hợp của quy định này."),
        ({"gia-han": "2"}, "gia_han", "AB-01 chỉ được gia hạn nhiều nhất 1 lần; đang tính với 2 lần."),
        ({"gia-han": "-1"}, "gia_han", "Số lần gia hạn không được âm."),
        ({"gia-han": "100000"}, "gia_han", "Số lần gia hạn quá lớn."),
        ({"gia-han": "x"}, "gia_han", "Ghi một số nguyên."),
        ({"tam-dung": "25/02/2026"}, "tam_dung", "“25/02/2026”: ghi ngày đầu – ngày cuối."),
        ({"tam-dung": "30/2/2026 – 1/3/2026"}, "tam_dung", "“30/2/2026 – 1/3/2026”: Tháng 2 năm 2026 chỉ có 28 ngày."),
        (
            {"tam-dung": "27/02/2026 – 25/02/2026"},
            "tam_dung",
            "Đợt tạm dừng kết thúc (25/02/2026) trước khi bắt đầu (27/02/2026).",
        ),
        (
            {"tam-dung": "01/04/2026 – 02/04/2026"},
            "tam_dung",
            "Đợt tạm dừng từ 01/04/2026 bắt đầu sau khi đã hết hạn (05/03/2026).",
        ),
        ({"tam-dung": "25/02/2026 – 25/02/2026\n" * 21}, "tam_dung", "Nhiều nhất 20 đợt tạm dừng."),
    ],
)  # fmt: skip
def test_faults_stand_at_their_field(ask, asked, field, message):
    response, page = ask(**(ASKED | asked))
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}
    assert message in page
    assert "Chưa tính được: 1 ô cần sửa." in page
    for name, value in (ASKED | asked).items():
        if name in ("quy-dinh", "moc", "gia-han") and value:
            assert f'value="{value}"' in page


def test_words_that_match_several_rules_offer_them(ask):
    _, page = ask(**(ASKED | {"quy-dinh": "bao tin thu"}))
    assert '<a href="?quy-dinh=AB-01&moc=12%2F02%2F2026">AB-01 Báo tin thử cho cử tri</a>' in page
    assert '<a href="?quy-dinh=AB-02&moc=12%2F02%2F2026">AB-02 Báo tin thử cho xã</a>' in page


def test_the_end_of_time_is_said(ask, rules):
    rules.versions.update(value=32767, unit="year")
    response, page = ask(**ASKED)
    assert response.status_code == 422
    assert response.context["form"].errors == {"moc": ["Ngày tính ra nằm ngoài những năm mà lịch biết."]}


def test_rules_of_another_place_are_not_offered(cast):
    RuleFactory(code="SL-01", locality=cast.other)
    codes = {rule.code for rule in CalculatorForm(user=cast.lan).rules}
    assert {"AB-01", "AB-02"} <= codes
    assert "SL-01" not in codes


def test_signing_in_comes_first(client):
    assert client.get(URL).status_code == 302


def test_it_asks_the_same_number_of_queries(ask, django_assert_num_queries):
    ask(**ASKED)
    with django_assert_num_queries(14):
        ask(**ASKED)
