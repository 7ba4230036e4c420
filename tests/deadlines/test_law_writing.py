"""Thời hạn theo luật: correcting, ending, succeeding and overriding versions, and writing new rules."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.audit.models import Event
from coordination.deadlines.actions import law as actions
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.models import Rule, RuleVersion
from coordination.deadlines.rulebook import is_laxer
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from tests.deadlines.factories import RuleFactory, RuleVersionFactory
from tests.deadlines.law import a_version, resting, text, url

pytestmark = pytest.mark.django_db

LIST = "/viec/quy-dinh/"
COMMON = ("version-edit", "version-end")


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


@pytest.mark.parametrize("who", ["lan", "ubnd", "hoa", "minh", "thu_ky", "dai_bieu", "xa", "stranger", "admin"])
def test_the_common_law_is_written_by_who_operates_the_installation_alone(as_, who):
    version = a_version()
    browser = as_(who)

    for name in COMMON:
        assert browser.get(url(name, version)).status_code == 403, name
        assert browser.post(url(name, version), {}).status_code == 403, name
    assert browser.get(url("rule-edit", version.rule)).status_code == 403
    assert "Kết thúc, thay bằng" not in text(browser.get(version.rule.get_absolute_url()))


@pytest.mark.parametrize(
    ("who", "status"),
    [(who, 200) for who in ("lan", "tu", "stranger")]
    + [(who, 403) for who in ("operator", "admin", "ubnd", "hoa", "minh")],
)
def test_a_locality_s_own_is_written_by_its_council_s_office(as_, who, status):
    assert as_(who).get(url("version-override", a_version())).status_code == status


def test_actions_ask_for_the_right_themselves(cast):
    version = a_version()

    with pytest.raises(Forbidden):
        actions.end_version(version, by=cast.lan, last_day=date(2026, 12, 31))
    with pytest.raises(Forbidden):
        actions.add_override(actions.copy_of(version, locality=cast.other), by=cast.lan)
    with pytest.raises(Forbidden):
        actions.create_rule(Rule(code="", title="x", section="local"), RuleVersionFactory.build(rule=None), by=cast.lan)


def form_of(version, **typed):
    """What the form of a version sends."""
    names = ("kind", "sense", "value", "unit", "direction", "anchor", "law", "article", "verification")
    sent = {name: getattr(version, name) for name in names} | {"extension_limit": "0", "year_offset": "0"}
    return sent | {"effective_from": "01/01/2020", "seen": actions.seen_of(version)} | typed


def test_an_unused_version_is_corrected(as_):
    version = a_version(is_shipped=True)

    response = as_("operator").post(url("version-edit", version), form_of(version, value="12", article="Điều 9"))

    assert response.status_code == 302
    version.refresh_from_db()
    assert (version.value, version.article, version.is_shipped) == (12, "Điều 9", False)
    event = Event.objects.get(content_type__model="ruleversion", object_id=version.pk)
    assert (event.kind, event.data["value"]) == ("changed", ["10", "12"])
    assert "Sửa: số, điều, khoản" in text(as_("operator").get(version.rule.get_absolute_url()))


def test_a_used_version_is_not_corrected(cast, as_):
    version = a_version()
    resting(cast, version)
    browser = as_("operator")

    shown = browser.get(url("version-edit", version), follow=True)
    sent = browser.post(url("version-edit", version), form_of(version, value="12"))

    assert "kết thúc nó và thêm phiên bản mới" in text(shown)
    assert sent.status_code == 422
    assert "kết thúc nó và thêm phiên bản mới" in text(sent)
    version.refresh_from_db()
    assert version.value == 10
    with pytest.raises(NotNow):
        actions.edit_version(version, by=cast.operator, seen=actions.seen_of(version))


def test_one_whom_somebody_overtook_is_told(cast, as_):
    version = a_version()
    sent = form_of(version, value="12")
    other = RuleVersion.objects.get(pk=version.pk)
    other.value = 15
    actions.edit_version(other, by=cast.operator, seen=actions.seen_of(version))

    response = as_("operator").post(url("version-edit", version), sent)

    assert response.status_code == 409
    assert "Tạ Vận Hành đã lưu hồ sơ này lúc 09:00" in text(response)
    assert ("Thời hạn", "15 ngày làm việc sau ngày nhận") in response.context["differing"]
    again = as_("operator").post(url("version-edit", version), sent | {"seen": response.context["form"].data["seen"]})
    assert again.status_code == 302
    with pytest.raises(Conflict):
        actions.edit_version(other, by=cast.operator, seen="cũ")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value": ""}, "value"),
        ({"unit": ""}, "unit"),
        ({"value": "1000"}, "value"),
        ({"kind": "frequency", "value": "0"}, "value"),
        ({"kind": "fixed_date", "month": "4"}, "day"),
        ({"kind": "fixed_date", "day": "31", "month": "4"}, "day"),
        ({"effective_from": "31/04/2026"}, "effective_from"),
        ({"effective_to": "31/12/2019"}, "effective_to"),
        ({"anchor": ""}, "anchor"),
        ({"extension_limit": "2"}, "extension_value"),
    ],
)
def test_what_makes_no_sense_stands_at_its_field(as_, typed, field):
    version = a_version()

    response = as_("operator").post(url("version-edit", version), form_of(version) | typed)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    version.refresh_from_db()
    assert version.value == 10


def test_overlaps_are_refused_with_a_sentence(as_):
    old = a_version(effective_to=date(2026, 6, 30))
    new = a_version(rule=old.rule, effective_from=date(2026, 7, 1))

    response = as_("operator").post(url("version-edit", new), form_of(new, effective_from="30/06/2026"))

    assert response.status_code == 422
    assert "Trùng ngày với phiên bản áp dụng 01/01/2020 – 30/06/2026" in text(response)


def test_a_used_version_is_ended_and_succeeded_without_gap_or_overlap(cast, as_):
    version = a_version(extension_limit=1, extension_value=5, is_shipped=True)
    obligation = resting(cast, version)
    sent = {
        "last_day": "31/12/2026",
        "value": "7",
        "unit": "working_day",
        "law": "Luật mới",
        "verification": "secondary",
    }

    response = as_("operator").post(url("version-end", version), sent, follow=True)

    assert "Việc đã mở theo phiên bản cũ giữ nguyên hạn." in text(response)
    version.refresh_from_db()
    new = version.rule.versions.get(effective_from=date(2027, 1, 1))
    assert (version.effective_to, version.is_shipped) == (date(2026, 12, 31), False)
    assert (new.value, new.law, new.anchor, new.extension_limit, new.verification) == (
        7,
        "Luật mới",
        "ngày nhận",
        1,
        "secondary",
    )
    assert new.key == f"{version.rule.code}/2027-01-01"
    obligation.refresh_from_db()
    assert obligation.version == version
    kinds = Event.objects.filter(content_type__model="ruleversion").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["changed", "created"]


def test_a_version_may_just_end(as_):
    version = a_version()

    as_("operator").post(url("version-end", version), {"last_day": "31/12/2026", "only_end": "on"})

    version.refresh_from_db()
    assert (version.effective_to, version.rule.versions.count()) == (date(2026, 12, 31), 1)


def test_one_whose_end_is_known_gets_its_successor(as_):
    version = a_version(effective_to=date(2026, 12, 31))
    sent = {
        "last_day": "31/12/2026",
        "value": "7",
        "unit": "working_day",
        "law": "Luật mới",
        "verification": "verified",
    }

    assert as_("operator").post(url("version-end", version), sent).status_code == 302

    assert version.rule.versions.get(value=7).effective_from == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"last_day": "31/12/2019"}, "last_day"),
        ({"last_day": ""}, "last_day"),
        ({"law": ""}, "law"),
        ({"value": ""}, "value"),
    ],
)
def test_an_end_that_makes_no_sense_is_refused(as_, typed, field):
    version = a_version()
    sent = {"last_day": "31/12/2026", "value": "7", "unit": "working_day", "law": "Luật", "verification": "verified"}

    response = as_("operator").post(url("version-end", version), sent | typed)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    version.refresh_from_db()
    assert version.effective_to is None


def test_two_who_end_a_version_at_once_both_learn_what_holds(cast, as_):
    version = a_version()
    mine, theirs = (RuleVersion.objects.get(pk=version.pk) for _ in range(2))
    actions.end_version(theirs, by=cast.operator, last_day=date(2026, 12, 31))

    with pytest.raises(AlreadyDone, match="đã được Tạ Vận Hành kết thúc lúc 09:00 ngày 15/07/2026"):
        actions.end_version(mine, by=cast.operator, last_day=date(2026, 9, 30))
    sent = {"last_day": "30/09/2026", "only_end": "on"}
    response = as_("operator").post(url("version-end", version), sent)

    assert response.status_code == 422
    version.refresh_from_db()
    assert version.effective_to == date(2026, 12, 31)


def test_a_version_with_a_successor_is_not_ended_again(cast, as_):
    old = a_version(effective_to=date(2026, 6, 30))
    a_version(rule=old.rule, effective_from=date(2026, 7, 1))

    response = as_("operator").get(url("version-end", old), follow=True)

    assert "Sau phiên bản này đã có phiên bản khác." in text(response)
    with pytest.raises(AlreadyDone):
        actions.end_version(old, by=cast.operator, last_day=date(2026, 6, 30), successor=actions.copy_of(old))


OWN = {
    "number": "Nghị quyết 5/2026/NQ-HĐND",
    "issued_on": "02/07/2026",
    "unit": "working_day",
    "effective_from": "01/08/2026",
}


def test_a_locality_overrides_the_law_with_its_own_document(cast, as_):
    version = a_version(variant="complex", variant_label="vụ việc phức tạp")

    response = as_("lan").post(url("version-override", version), OWN | {"value": "8"}, follow=True)

    own = version.rule.versions.get(locality=cast.locality)
    assert (own.value, own.variant, own.law, own.verification) == (
        8,
        "complex",
        "Nghị quyết 5/2026/NQ-HĐND ngày 02/7/2026",
        "secondary",
    )
    assert own.key == f"{version.rule.code}/complex/an-binh-thu/2026-08-01"
    assert "rộng hơn luật" not in text(response)
    assert own.law in text(as_("minh").get(version.rule.get_absolute_url()))
    assert own.law not in text(as_("stranger").get(version.rule.get_absolute_url()))


def test_who_has_compared_it_says_so(cast, as_):
    version = a_version()

    typed = OWN | {"value": "8", "is_checked": "on", "number": "5/2026/NQ-HĐND"}
    as_("lan").post(url("version-override", version), typed)

    own = version.rule.versions.get(locality=cast.locality)
    assert (own.verification, own.law) == ("verified", "Nghị quyết số 5/2026/NQ-HĐND ngày 02/7/2026")


@pytest.mark.parametrize("value", ["0", "-1"])
def test_a_period_of_no_days_is_none(as_, value):
    version = a_version()
    browser = as_("lan")

    written = browser.post(url("version-override", version), OWN | {"value": value})
    tried = browser.get(
        url("version-suppose", version), {"value": value, "unit": "working_day", "effective_from": "01/07/2026"}
    )

    for response in (written, tried):
        assert dict(response.context["form"].errors) == {"value": ["Ghi số từ 1 trở lên."]}
    assert "Chưa tính được: 1 ô cần sửa." in text(tried)


def test_an_override_laxer_than_the_law_is_kept_and_warned_about(cast, as_):
    version = a_version()

    response = as_("lan").post(url("version-override", version), OWN | {"value": "15"}, follow=True)

    assert version.rule.versions.get(locality=cast.locality).value == 15
    assert "Quy định riêng rộng hơn luật: 15 ngày làm việc sau ngày nhận, luật là 10 ngày làm việc" in text(response)
    assert text(as_("lan").get(version.rule.get_absolute_url())).count("rộng hơn luật") == 1


@pytest.mark.parametrize(
    ("direction", "sense", "value", "unit", "laxer"),
    [
        ("after", "at_most", 12, "working_day", True),
        ("after", "at_most", 9, "calendar_day", False),
        ("before", "at_most", 8, "working_day", True),
        ("before", "at_most", 12, "working_day", False),
        ("after", "at_least", 8, "working_day", True),
    ],
)
def test_laxer_means_more_time_on_some_day(cast, direction, sense, value, unit, laxer):
    law = a_version(direction=direction, sense=sense)
    own = actions.copy_of(law, value=value, unit=unit, effective_from=date(2026, 8, 1))

    assert is_laxer(own, law, calendar_of()) == laxer


@pytest.mark.parametrize("missing", ["number", "issued_on", "value", "effective_from"])
def test_an_override_needs_its_document_and_its_days(as_, missing):
    version = a_version()

    response = as_("lan").post(url("version-override", version), OWN | {"value": "8", missing: ""})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]


def test_a_second_override_of_the_same_days_is_refused(as_):
    version = a_version()
    as_("lan").post(url("version-override", version), OWN | {"value": "8"})

    response = as_("lan").post(url("version-override", version), OWN | {"value": "6", "effective_from": "01/09/2026"})

    assert response.status_code == 422
    assert "Trùng ngày với phiên bản áp dụng từ 01/08/2026" in text(response)


def test_only_the_common_law_is_overridden(cast, as_):
    own = a_version(rule=RuleFactory(locality=cast.locality, section="local"), locality=cast.locality)

    assert as_("lan").get(url("version-override", own)).status_code == 404


NEW = {
    "title": "Gửi giấy mời giao ban",
    "section": "local",
    "kind": "duration",
    "sense": "at_most",
    "value": "3",
    "unit": "working_day",
    "direction": "before",
    "anchor": "ngày họp giao ban",
    "year_offset": "0",
    "effective_from": "15/07/2025",
    "law": "Quy chế phối hợp số 12",
    "verification": "verified",
}


def test_an_office_writes_a_rule_of_its_own_locality(cast, as_):
    response = as_("lan").post(f"{LIST}moi/", NEW, follow=True)

    rule = Rule.objects.get(title="Gửi giấy mời giao ban")
    version = rule.versions.get()
    assert (rule.code, rule.locality, version.locality) == ("AN-BINH-THU-01", cast.locality, cast.locality)
    assert "chậm nhất 3 ngày làm việc trước ngày họp giao ban" in text(response).lower()
    assert actions.new_code(cast.locality) == "AN-BINH-THU-02"
    edited = as_("lan").post(url("version-edit", version), form_of(version, value="4", effective_from="15/07/2025"))
    assert edited.status_code == 302
    assert as_("hoa").get(url("version-edit", version)).status_code == 403


def test_how_sure_a_rule_is_nobody_answers_for_the_office(as_):
    response = as_("lan").post(f"{LIST}moi/", {**NEW, "verification": ""})

    assert as_("lan").get(f"{LIST}moi/").context["form"].initial["verification"] == ""
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["verification"])
    assert not Rule.objects.filter(title="Gửi giấy mời giao ban").exists()


def test_no_version_of_a_locality_gives_no_days(cast, as_):
    own = a_version(rule=RuleFactory(locality=cast.locality, section="local"), locality=cast.locality)
    succeeded = {
        "last_day": "31/12/2026",
        "value": "0",
        "unit": "working_day",
        "law": "Luật",
        "verification": "verified",
    }
    browser = as_("lan")

    answers = [
        browser.post(f"{LIST}moi/", NEW | {"value": "0"}),
        browser.post(url("version-edit", own), form_of(own, value="0")),
        browser.post(url("version-end", own), succeeded),
    ]

    assert [dict(one.context["form"].errors) for one in answers] == [{"value": ["Ghi số từ 1 trở lên."]}] * 3


def test_who_operates_writes_a_common_rule(as_):
    as_("operator").post(f"{LIST}moi/", NEW | {"code": "thu-99", "section": "sessions"})

    rule = Rule.objects.get(code="THU-99")
    assert (rule.locality, rule.versions.get().locality) == (None, None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"code": "KN-02"}, "Đã có quy định mang mã KN-02."), ({"code": "mã lạ"}, "Mã chỉ có chữ không dấu")],
)
def test_a_code_is_new_and_plain(as_, typed, words):
    RuleFactory(code="TEST-C")
    Rule.objects.filter(code="KN-02").exists() or RuleFactory(code="KN-02")

    response = as_("lan").post(f"{LIST}moi/", NEW | typed)

    assert response.status_code == 422
    assert words in text(response)


@pytest.mark.parametrize("who", ["ubnd", "hoa", "minh", "dai_bieu", "xa"])
def test_nobody_else_writes_rules(as_, who):
    browser = as_(who)

    assert browser.get(f"{LIST}moi/").status_code == 403
    assert browser.post(f"{LIST}moi/", NEW).status_code == 403
    assert "Ghi quy định" not in text(browser.get(LIST))


def test_title_and_section_are_corrected_the_code_stays(as_):
    version = a_version()
    seen = actions.seen_of(version.rule)
    typed = {"title": "Tên mới", "section": "front", "note": "Xem lại.", "seen": seen}

    as_("operator").post(url("rule-edit", version.rule), typed)

    rule = Rule.objects.get(pk=version.rule_id)
    assert (rule.title, rule.section, rule.code) == ("Tên mới", "front", version.rule.code)


def test_an_ended_locality_writes_no_rules(cast, client):
    client.force_login(cast.acting_as(cast.ended_council, "council_clerk"))

    assert client.get(f"{LIST}moi/").status_code == 403
    assert client.get(url("version-override", a_version())).status_code == 403


@pytest.mark.parametrize("name", [*COMMON, "version-override", "version-suppose", "rule-edit", "rule-detail"])
def test_what_is_not_there_is_not_found(as_, name):
    assert as_("operator").get(reverse(f"deadlines:{name}", args=[999999])).status_code == 404


def test_an_end_strands_no_running_case(cast, as_):
    version = a_version()
    resting(cast, version)  # of an anchor in July 2026
    sent = {"last_day": "30/06/2026", "only_end": "on"}

    response = as_("operator").post(url("version-end", version), sent)

    assert response.status_code == 422
    words = "Đã có việc có mốc sau ngày 30/06/2026 theo phiên bản này; chọn ngày muộn hơn."
    assert response.context["form"].errors == {"last_day": [words]}
    version.refresh_from_db()
    assert version.effective_to is None


def test_a_version_that_somebody_else_s_duty_rests_on_offers_no_correction(cast, as_):
    version = a_version()
    page = version.rule.get_absolute_url()
    assert url("version-edit", version) in as_("operator").get(page).text
    resting(cast, version)

    assert url("version-edit", version) not in as_("operator").get(page).text


def test_of_two_who_rewrite_a_rule_the_second_is_told(cast, as_):
    rule = a_version().rule
    typed = {"title": "Tên của tôi", "section": rule.section, "note": ""}
    browser = as_("operator")
    seen = browser.get(url("rule-edit", rule)).context["form"].fields["seen"].initial
    other = Rule.objects.get(pk=rule.pk)
    other.note = "Đã đối chiếu."
    actions.edit_rule(other, by=cast.operator, seen=actions.seen_of(rule))

    response = browser.post(url("rule-edit", rule), typed | {"seen": seen})

    assert response.status_code == 409
    assert "Tạ Vận Hành đã lưu hồ sơ này lúc 09:00" in text(response)
    assert ("Ghi chú", "Đã đối chiếu.") in response.context["differing"]
    rule.refresh_from_db()
    assert (rule.title == "Tên của tôi", rule.note) == (False, "Đã đối chiếu.")
    again = browser.post(url("rule-edit", rule), typed | {"seen": response.context["form"].data["seen"]})
    assert again.status_code == 302
    rule.refresh_from_db()
    assert (rule.title, rule.note) == ("Tên của tôi", "")


def test_a_code_taken_at_the_same_moment_is_a_sentence(cast, as_, monkeypatch):
    RuleFactory(code="AN-BINH-THU-01", locality=cast.locality)
    monkeypatch.setattr(actions, "new_code", lambda locality: "AN-BINH-THU-01")
    monkeypatch.setattr(Rule, "full_clean", lambda self: None)  # the other one is written right after the check

    response = as_("lan").post(f"{LIST}moi/", NEW)

    assert response.status_code == 409
    assert "Mã AN-BINH-THU-01 vừa có người dùng cho quy định khác; bấm lưu lần nữa." in text(response)
    assert Rule.objects.filter(title=NEW["title"]).count() == 0
