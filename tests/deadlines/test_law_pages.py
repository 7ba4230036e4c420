"""Thời hạn theo luật: finding and reading rules, comparing their versions, supposing other values."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.deadlines import rulebook
from coordination.deadlines.models import ClockEvent, Obligation, Rule, RuleTransition
from coordination.deadlines.what_if import supposed, what_if
from tests.deadlines.factories import RuleFactory, RuleVersionFactory
from tests.deadlines.law import a_version, resting, text, url

pytestmark = pytest.mark.django_db

LIST = "/viec/quy-dinh/"
QUERIES_OF_LIST = 15


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def as_(client, cast):
    """Sign in as one of the cast."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


def codes(response):
    return [row.record.code for row in response.context["page"].object_list]


# --- the list ---


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_queries(as_, django_assert_num_queries, rows):
    for _ in range(rows):
        version = a_version(title="Việc đếm truy vấn")
        RuleVersionFactory(rule=version.rule, variant="complex", variant_label="vụ việc phức tạp", value=20)
    browser = as_("lan")
    browser.get(LIST)

    with django_assert_num_queries(QUERIES_OF_LIST):
        response = browser.get(LIST, {"q": "dem truy van"})

    assert response.context["total"] == rows


@pytest.mark.parametrize(
    "words", ["bao tri keng", "TEST-ABC", "luat mau vat", "khoan 88", "ngay danh keng", "danh-keng khoan"]
)
def test_words_are_found_without_accents_in_code_title_law_article_and_anchor(as_, words):
    rule = RuleFactory(code="TEST-ABC", title="Bảo trì kẻng")
    a_version(rule=rule, law="Luật Mẫu vật số 1/2020", article="khoản 88 Điều 3", anchor="ngày đánh kẻng")
    a_version(title="Việc khác hẳn", law="Luật nọ", article="Điều 2", anchor="ngày ấy")

    found = codes(as_("lan").get(LIST, {"q": words}))

    assert found == ([] if words == "danh-keng khoan" else ["TEST-ABC"])


def test_a_row_says_what_holds_today_of_every_case(as_):
    rule = RuleFactory(code="TEST-ROW", title="Giải quyết việc mẫu")
    a_version(rule=rule, value=5, effective_to=date(2026, 6, 30), law="Luật cũ")
    a_version(rule=rule, value=7, effective_from=date(2026, 7, 1), law="Luật mới", verification="unverified")
    a_version(rule=rule, value=20, variant="complex", variant_label="vụ việc phức tạp", law="Luật mới")

    page = text(as_("lan").get(LIST, {"q": "TEST-ROW"}))

    assert "7 ngày làm việc sau ngày nhận" in page
    assert "vụ việc phức tạp:</span> 20 ngày làm việc sau ngày nhận" in page
    assert "5 ngày làm việc" not in page
    assert "st-unsure" in page
    assert "5 ngày làm việc sau ngày nhận" in text(as_("lan").get(LIST, {"q": "TEST-ROW", "hieu_luc": "30/06/2026"}))


def test_filters_ask_one_and_the_same_version(cast, as_):
    rule = RuleFactory(code="TEST-F1", title="Lọc thử")
    a_version(rule=rule, verification="unverified", effective_to=date(2025, 12, 31))
    a_version(rule=rule, effective_from=date(2026, 1, 1))
    a_version(rule=RuleFactory(code="TEST-F2", title="Lọc thử"), level="commune", verification="unverified")
    a_version(
        rule=RuleFactory(code="TEST-F3", title="Lọc thử", section="local", locality=cast.locality),
        locality=cast.locality,
    )
    browser = as_("lan")

    def ask(**query):
        return codes(browser.get(LIST, {"q": "loc thu"} | query))

    assert ask() == ["TEST-F3", "TEST-F1", "TEST-F2"]
    assert ask(kiem_chung="unverified") == ["TEST-F1", "TEST-F2"]
    assert ask(kiem_chung="unverified", hieu_luc="15/07/2026") == ["TEST-F2"]
    assert ask(kiem_chung="unverified", cap="province") == ["TEST-F1"]
    assert ask(cua_dia_phuong="true") == ["TEST-F3"]
    assert ask(section="local") == ["TEST-F3"]


def test_what_ends_without_a_successor_is_announced(as_):
    ended = RuleFactory(code="TEST-E1", title="Sắp hết thử")
    a_version(rule=ended, effective_to=date(2026, 8, 31))
    succeeded = RuleFactory(code="TEST-E2", title="Sắp hết thử")
    a_version(rule=succeeded, effective_to=date(2026, 8, 31))
    a_version(rule=succeeded, effective_from=date(2026, 9, 1))
    later = RuleFactory(code="TEST-E3", title="Sắp hết thử")
    a_version(rule=later, effective_to=date(2027, 12, 31))

    assert codes(as_("lan").get(LIST, {"q": "sap het thu", "het_hieu_luc": "true"})) == ["TEST-E1"]


def test_a_day_that_is_none_is_said(as_):
    response = as_("lan").get(LIST, {"hieu_luc": "31/06/2026"})

    assert response.status_code == 400
    assert "Tháng 6 chỉ có 30 ngày." in text(response)


@pytest.mark.parametrize("who", ["lan", "ubnd", "hoa", "minh", "dai_bieu", "xa", "admin"])
def test_everybody_signed_in_reads_the_law(as_, who):
    version = a_version(title="Ai cũng đọc")

    assert codes(as_(who).get(LIST, {"q": "ai cung doc"})) == [version.rule.code]
    assert as_(who).get(version.rule.get_absolute_url()).status_code == 200


def test_rules_of_another_locality_are_not_there(cast, as_):
    rule = RuleFactory(locality=cast.other, title="Của nơi khác", section="local")
    version = a_version(rule=rule, locality=cast.other)
    browser = as_("lan")

    assert codes(browser.get(LIST, {"q": "cua noi khac"})) == []
    assert browser.get(rule.get_absolute_url()).status_code == 404
    for name in ("version-edit", "version-end", "version-suppose", "version-override"):
        assert browser.get(url(name, version)).status_code == 404, name
    assert as_("stranger").get(rule.get_absolute_url()).status_code == 200


# --- one rule ---


def test_the_page_groups_versions_by_case_and_counts_what_rests_on_them(cast, as_):
    version = a_version(title="Đọc một quy định")
    complex_one = a_version(rule=version.rule, variant="complex", variant_label="vụ việc phức tạp", value=20)
    led = resting(cast, version)
    resting(cast, version, done="2026-07-10")
    ClockEvent.objects.create(
        obligation=led, kind="transition", on=date(2026, 7, 10), version=complex_one, by_name="Hệ thống"
    )
    RuleTransition.objects.create(
        code="CT-1", rule=version.rule, on=date(2026, 7, 1), law="Luật mới", verification="verified"
    )
    browser = as_("lan")

    response = browser.get(version.rule.get_absolute_url())

    cases = response.context["cases"]
    assert [case.words for case in cases] == ["", "vụ việc phức tạp"]
    assert [(one.used, one.used_open) for case in cases for one in case.versions] == [(2, 1), (1, 1)]
    assert "CT-1" in text(response)
    ledger = reverse("deadlines:obligation-list")
    for case in cases:
        for one in case.versions:
            assert browser.get(ledger, {"quy_dinh": one.pk}).context["total"] == one.used
            assert browser.get(ledger, {"quy_dinh": one.pk, "tinh_trang": "chua-lam"}).context["total"] == one.used_open


def test_duties_one_may_not_see_are_not_counted(cast, as_):
    version = a_version()
    resting(cast, version, owner=cast.committee)

    context = as_("minh").get(version.rule.get_absolute_url()).context

    assert [one.used for case in context["cases"] for one in case.versions] == [0]


def test_an_unknown_version_in_the_ledger_is_refused(as_):
    assert as_("lan").get(reverse("deadlines:obligation-list"), {"quy_dinh": "999999"}).status_code == 400


def test_two_versions_stand_side_by_side_with_their_differences(as_):
    old = a_version(value=10, unit="calendar_day", effective_to=date(2026, 6, 30))
    new = a_version(rule=old.rule, value=7, unit="working_day", effective_from=date(2026, 7, 1))

    response = as_("lan").get(old.rule.get_absolute_url(), {"so": f"{old.pk},{new.pk}"})

    rows = {label: (texts, differs) for label, texts, differs in response.context["rows"]}
    assert rows["Thời hạn"] == (["10 ngày sau ngày nhận", "7 ngày làm việc sau ngày nhận"], True)
    assert rows["Mốc"] == (["ngày nhận", "ngày nhận"], False)
    assert rows["Áp dụng từ ngày"] == (["01/01/2020", "01/07/2026"], True)
    assert "<mark>7 ngày làm việc sau ngày nhận</mark>" in text(response)
    ticked = as_("lan").get(f"{old.rule.get_absolute_url()}?so={old.pk}&so={new.pk}")
    assert ticked.context["chosen"] == [old, new]


@pytest.mark.parametrize("asked", ["{0}", "{0},{0}", "{0},999999", "x,y"])
def test_a_wrong_choice_to_compare_is_told(as_, asked):
    version = a_version()
    a_version(rule=version.rule, effective_from=date(2019, 1, 1), effective_to=date(2019, 12, 31))

    response = as_("lan").get(version.rule.get_absolute_url(), {"so": asked.format(version.pk)})

    assert "Chọn đúng hai phiên bản" in text(response)


def test_an_unverified_version_warns(as_):
    version = a_version(verification="unverified")

    assert "Chưa kiểm chứng." in text(as_("lan").get(version.rule.get_absolute_url()))


@pytest.mark.parametrize("typed", ["kn02", "KN-2", "kn 02", "Kn-02", "KN02 "])
def test_a_code_is_found_however_it_is_typed(cast, typed):
    code = Rule.objects.get(code="KN-02")

    assert code.pk in rulebook.found(cast.lan, typed)
    assert len(rulebook.found(cast.lan, typed)) < 10


# --- what would change if ---


def test_suppose_lists_the_days_that_would_move_and_writes_nothing(cast, as_):
    version = a_version()
    moved = resting(cast, version)
    later = resting(cast, version, anchor="2026-07-06", due="2026-07-20")
    resting(cast, version, done="2026-07-10")
    query = {"value": "5", "unit": "working_day", "effective_from": "02/07/2026"}
    browser = as_("lan")

    outcome = browser.get(url("version-suppose", version), query).context["outcome"]
    everything = browser.get(url("version-suppose", version), query | {"effective_from": "01/01/2020"})

    assert [(one.obligation, one.due_if) for one in outcome.moved] == [(later, date(2026, 7, 13))]
    assert [(one.obligation, one.due_if) for one in everything.context["outcome"].moved] == [
        (moved, date(2026, 7, 8)),
        (later, date(2026, 7, 13)),
    ]
    assert everything.context["outcome"].by_body == [(cast.department, 2)]
    assert "sớm hơn 7 ngày" in text(everything)
    moved.refresh_from_db()
    version.refresh_from_db()
    assert (moved.due_on, version.value) == (date(2026, 7, 15), 10)


def test_a_law_that_began_earlier_takes_cases_from_the_version_before(cast, as_):
    old = a_version(value=10, effective_to=date(2026, 6, 30))
    new = a_version(rule=old.rule, value=7, effective_from=date(2026, 7, 1))
    before = resting(cast, old, anchor="2026-06-25", due="2026-07-09", opened_on=date(2026, 6, 25))
    query = {"value": "7", "unit": "working_day"}
    browser = as_("lan")

    same = browser.get(url("version-suppose", new), query | {"effective_from": "01/07/2026"}).context["outcome"]
    sooner = browser.get(url("version-suppose", new), query | {"effective_from": "20/06/2026"}).context["outcome"]

    assert same.moved == []
    assert [(one.obligation, one.due_if) for one in sooner.moved] == [(before, date(2026, 7, 6))]


def test_extensions_are_not_carried_over_into_another_unit(cast, as_):
    version = a_version()
    obligation = resting(cast, version)
    ClockEvent.objects.create(
        obligation=obligation, kind="extension", on=date(2026, 7, 10), amount=5, document="QĐ 1", by_name="Lan"
    )
    query = {"value": "10", "unit": "calendar_day", "effective_from": "01/01/2020"}

    outcome = as_("lan").get(url("version-suppose", version), query).context["outcome"]

    assert (outcome.looked_at, outcome.unknown, outcome.moved) == (1, 1, [])


def test_suppose_fetches_the_rows_it_shows_and_counts_all(cast):
    version = a_version()
    for owner in (cast.department, cast.committee, cast.department):
        resting(cast, version, owner=owner)

    outcome = what_if(supposed(version, value=5), Obligation.objects.all(), shown=1)

    assert (len(outcome.moved), outcome.count, outcome.looked_at) == (1, 3, 3)
    assert outcome.by_body == [(cast.department, 2), (cast.committee, 1)]


def test_suppose_shows_only_what_one_may_see_and_the_operator_a_number(cast, as_):
    version = a_version()
    resting(cast, version, owner=cast.committee)
    query = {"value": "5", "unit": "working_day", "effective_from": "01/01/2020"}

    of_minh = as_("minh").get(url("version-suppose", version), query)
    of_operator = as_("operator").get(url("version-suppose", version), query)

    assert (of_minh.context["outcome"].moved, of_minh.context["everywhere"]) == ([], None)
    assert (of_operator.context["outcome"].moved, of_operator.context["everywhere"]) == ([], 1)


@pytest.mark.parametrize(
    ("field", "value"), [("value", "x"), ("value", "100000"), ("unit", "fortnight"), ("effective_from", "31/02/2026")]
)
def test_a_supposition_that_makes_no_sense_is_refused(as_, field, value):
    query = {"value": "5", "unit": "working_day", "effective_from": "01/01/2020"} | {field: value}

    response = as_("lan").get(url("version-suppose", a_version()), query)

    assert response.status_code == 422
    assert response.context["outcome"] is None
