"""Which version holds for a case."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.clocks import Clock, due_of
from coordination.deadlines.law import NoRule, is_used, next_of, rule_of, version_on
from coordination.deadlines.models import RuleVersion
from coordination.deadlines.models.law import key_of
from tests.deadlines.factories import ObligationFactory, RuleFactory, RuleVersionFactory
from tests.people.factories import LocalityFactory

pytestmark = pytest.mark.django_db


def picked(code: str, on: str, **case) -> str:
    return version_on(rule_of(code), date.fromisoformat(on), **case).key


@pytest.mark.parametrize(
    ("code", "on", "key"),
    [
        ("KN-02", "2026-06-29", "KN-02/2012-07-01"),
        ("KN-02", "2026-06-30", "KN-02/2012-07-01"),
        ("KN-02", "2026-07-01", "KN-02/2026-07-01"),
        ("kn-02", "2026-07-01", "KN-02/2026-07-01"),
        ("SES-06", "2025-02-28", "SES-06/2016-01-01"),
        ("SES-06", "2026-07-28", "SES-06/2025-03-01"),
        ("OV-10", "2026-02-28", "OV-10/2016-07-01"),
        ("OV-10", "2026-03-01", "OV-10/2026-03-01"),
        ("RC-08", "2026-02-12", "RC-08/2014-07-01"),
        ("RC-03", "2026-06-30", "RC-03/commune/2014-07-01"),
        ("RC-03", "2026-07-01", "RC-03/commune/2026-07-01"),
        ("DR-22", "2020-05-05", "DR-22/2016-07-01"),
    ],
)
def test_the_anchor_picks_the_version(code, on, key):
    assert picked(code, on) == key


def test_the_words_of_a_variant_come_in_any_order():
    assert picked("KN-03", "2026-05-04", variants=["remote", " Complex"]) == "KN-03/complex,remote/2012-07-01"
    assert picked("KN-03", "2026-05-04", variants=["complex"]) == "KN-03/complex/2012-07-01"
    assert picked("KN-03", "2026-05-04") == "KN-03/2012-07-01"


def test_an_unknown_variant_is_told_those_there_are():
    with pytest.raises(NoRule) as refused:
        picked("KN-05", "2026-05-04", variants=["complex"])

    assert refused.value.message == (
        "KN-05 không có trường hợp “complex”; các trường hợp có: remote (vùng sâu, vùng xa, đi lại khó khăn); "
        "hoặc để trống."
    )


def test_a_rule_without_a_plain_case_asks_for_one():
    with pytest.raises(NoRule) as refused:
        picked("OV-18", "2026-01-05")

    assert refused.value.message == (
        "OV-18 chỉ áp dụng cho từng trường hợp, hãy chọn: to_board (báo cáo Ban của HĐND); "
        "to_standing (báo cáo Thường trực HĐND)."
    )


def test_a_rule_without_variants_says_so():
    with pytest.raises(NoRule) as refused:
        picked("KN-02", "2026-05-04", variants=["remote"])

    assert refused.value.message == "KN-02 không chia trường hợp: không có “remote”."


def test_before_the_first_version():
    with pytest.raises(NoRule) as refused:
        picked("TC-05", "2018-12-31")

    assert refused.value.message == "TC-05 áp dụng từ ngày 01/01/2019, sau ngày mốc 31/12/2018."


def test_after_the_last_version():
    with pytest.raises(NoRule) as refused:
        picked("RC-02", "2025-07-01")

    assert refused.value.message == "RC-02 không có phiên bản nào áp dụng vào ngày 01/07/2025."


def test_an_unknown_rule():
    with pytest.raises(NoRule) as refused:
        rule_of("XX-99")

    assert refused.value.message == "Không có quy định mang mã XX-99."


def test_a_rule_with_several_levels_asks_which():
    with pytest.raises(NoRule) as refused:
        picked("DR-13", "2020-05-04")

    assert refused.value.message == "DR-13 quy định riêng cho cấp tỉnh, cấp huyện, cấp xã: hãy chọn cấp."
    assert picked("DR-13", "2020-05-04", level="commune") == "DR-13/commune/2016-07-01"
    assert picked("DR-13", "2026-05-04", level="commune") == "DR-13/2025-04-01"


def test_a_rule_of_another_level_does_not_apply():
    with pytest.raises(NoRule) as refused:
        picked("RC-03", "2026-05-04", level="province")

    assert refused.value.message == "RC-03 không áp dụng cho cấp tỉnh; chỉ cho cấp xã."


def test_the_particular_level_beats_any_level():
    assert picked("SES-01", "2026-05-04", level="commune") == "SES-01/commune/2025-09-26"
    assert picked("SES-01", "2026-05-04", level="province") == "SES-01/2025-03-01"


def test_the_level_is_that_of_the_locality():
    commune = LocalityFactory(level="commune")

    assert picked("SES-01", "2026-05-04", locality=commune) == "SES-01/commune/2025-09-26"


def test_a_local_document_beats_the_law_while_it_is_in_force():
    commune, other = LocalityFactory(level="commune"), LocalityFactory(level="commune")
    own = RuleVersionFactory(
        rule=rule_of("VC-12"), locality=commune, value=15, effective_from="2026-01-01", effective_to="2026-12-31"
    )

    assert picked("VC-12", "2026-05-04", locality=commune) == own.key
    assert picked("VC-12", "2027-01-01", locality=commune) == "VC-12/2025-02-20"
    assert picked("VC-12", "2026-05-04", locality=other) == "VC-12/2025-02-20"
    assert picked("VC-12", "2026-05-04") == "VC-12/2025-02-20"


def test_a_rule_of_a_locality_is_unknown_elsewhere():
    commune = LocalityFactory()
    rule = RuleFactory(code="AN-BINH-01", locality=commune)

    assert rule_of("an-binh-01", commune) == rule
    with pytest.raises(NoRule):
        rule_of("AN-BINH-01", LocalityFactory())


def test_what_follows_is_of_the_same_case():
    before = RuleVersion.objects.get(key="KN-02/2012-07-01")

    assert next_of(before).key == "KN-02/2026-07-01"
    assert next_of(next_of(before)) is None
    assert next_of(RuleVersion.objects.get(key="KN-03/remote/2012-07-01")) is None


@pytest.mark.parametrize(
    ("first", "last", "clashes"),
    [
        ("2026-06-30", None, True),
        ("2026-07-01", None, False),
        ("2025-01-01", "2025-12-31", False),
        ("2025-01-01", "2026-01-01", True),
        ("2026-03-01", "2026-04-01", True),
    ],
)
def test_two_versions_of_a_case_never_hold_on_the_same_day(first, last, clashes):
    there = RuleVersionFactory(effective_from=date(2026, 1, 1), effective_to=date(2026, 6, 30))
    last = date.fromisoformat(last) if last else None
    version = RuleVersionFactory.build(rule=there.rule, effective_from=date.fromisoformat(first), effective_to=last)

    if clashes:
        sentence = (
            "Trùng ngày với phiên bản áp dụng 01/01/2026 – 30/06/2026 của cùng trường hợp: mỗi ngày chỉ một phiên bản."
        )
        with pytest.raises(ValidationError) as wrong:
            version.full_clean()
        assert wrong.value.message_dict == {"effective_from": [sentence]}
    else:
        version.full_clean()


def test_other_cases_do_not_clash():
    there = RuleVersionFactory()

    for case in ({"variant": "remote"}, {"level": "commune"}, {"locality": LocalityFactory()}):
        RuleVersionFactory.build(rule=there.rule, **case).full_clean()
    there.full_clean()


def test_a_version_is_used_by_a_duty_and_by_an_event_of_a_clock():
    duty, led, free = RuleVersionFactory(), RuleVersionFactory(), RuleVersionFactory()
    obligation = ObligationFactory(basis_kind="rule", version=duty, anchor_on=date(2026, 6, 15))
    obligation.clock_events.create(kind="transition", on=date(2026, 7, 1), version=led, by_name="hệ thống")

    ours = RuleVersion.objects.filter(pk__in=[duty.pk, led.pk, free.pk]).order_by("pk")
    assert list(ours.used()) == [duty, led]
    assert [is_used(version) for version in (duty, led, free)] == [True, True, False]
    assert list(ours.used_after(date(2026, 6, 14))) == [duty, led]
    assert list(ours.used_after(date(2026, 6, 15))) == [led]
    assert list(ours.used_after(date(2026, 7, 1))) == []


def test_keys_are_readable():
    day = date(2026, 7, 1)

    assert key_of("KN-02", day) == "KN-02/2026-07-01"
    assert key_of("KN-03", day, variant="complex,remote") == "KN-03/complex,remote/2026-07-01"
    assert key_of("DR-13", day, level="commune", locality="an-binh") == "DR-13/commune/an-binh/2026-07-01"


@pytest.mark.parametrize(
    ("fields", "anchor", "day"),
    [
        ({"day": 28, "month": 2, "year": 2027}, date(2025, 7, 1), date(2027, 2, 28)),
        ({"day": 1, "month": 3, "year_offset": -1}, date(2027, 1, 1), date(2026, 3, 1)),
        ({"day": 29, "month": 2}, date(2027, 5, 5), date(2027, 2, 28)),
        ({"day": 29, "month": 2}, date(2028, 5, 5), date(2028, 2, 29)),
    ],
)
def test_fixed_days(fields, anchor, day):
    assert RuleVersion(kind="fixed_date", **fields).fixed_day(anchor) == day


@pytest.mark.parametrize("case", ["", "remote/"])
def test_a_first_decision_takes_no_effect_before_its_appeal_ends(case):
    wait, appeal = (RuleVersion.objects.get(key=f"{code}/{case}2012-07-01") for code in ("KN-07", "KN-05"))
    calendar = calendar_of()
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(300)]

    assert [day for day in days if due_of(Clock(wait), day, calendar) < due_of(Clock(appeal), day, calendar)] == []
