"""From the data file into the database: idempotent; used versions frozen, hand-made ones left, wrong files told."""

from copy import deepcopy
from datetime import date

import pytest
import yaml
from django.core.management import call_command

from coordination.deadlines.lawfile import FILE, WrongFile, read
from coordination.deadlines.loading import Outcome, after_migrate, load
from coordination.deadlines.models import Rule, RuleTransition, RuleVersion
from tests.deadlines.factories import ObligationFactory, RuleFactory, RuleVersionFactory
from tests.people.factories import LocalityFactory

pytestmark = pytest.mark.django_db

SHIPPED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
QUICK = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@pytest.fixture
def edited(tmp_path):
    """A copy of the shipped file with some things otherwise: `edited(lambda book: …)` is its path."""

    def write(edit):
        book = deepcopy(SHIPPED)
        edit(book)
        path = tmp_path / "rules.yaml"
        path.write_text(yaml.dump(book, Dumper=QUICK, allow_unicode=True), encoding="utf-8")
        return path

    return write


def versions_of(book, code):
    """The versions of a rule, to be changed in place."""
    return next(rules[code]["versions"] for rules in book["rules"].values() if code in rules)


def used(key: str, anchor: str = "2026-07-15"):
    """A duty that rests on the version."""
    version = RuleVersion.objects.get(key=key)
    return ObligationFactory(basis_kind="rule", version=version, anchor_on=date.fromisoformat(anchor))


def test_every_database_holds_the_rules():
    assert RuleVersion.objects.filter(is_shipped=True).count() == len(read().versions)
    assert Rule.objects.filter(is_shipped=True).count() == len(read().rules)
    assert RuleTransition.objects.count() == len(read().transitions)


def test_loading_again_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(3):
        assert load() == Outcome()


def test_an_empty_database_is_filled():
    RuleTransition.objects.all().delete()
    RuleVersion.objects.all().delete()
    Rule.objects.all().delete()

    assert load() == Outcome(created=86 + 163 + 9)
    assert load() == Outcome()


@pytest.mark.django_db(transaction=True)
def test_the_rules_come_back_after_a_flush():
    call_command("flush", interactive=False, verbosity=0)

    assert RuleVersion.objects.filter(key="KN-02/2026-07-01").exists()


def test_an_unused_version_is_brought_up_to_date(edited):
    def correct(book):
        versions_of(book, "SES-06")[1] |= {"value": 15, "verification": "verified", "article": "Điều 35"}
        book["rules"]["sessions"]["SES-06"]["title"] = "Triệu tập kỳ họp thường lệ"

    path = edited(correct)

    assert load(path=path) == Outcome(updated=2)
    version = RuleVersion.objects.select_related("rule").get(key="SES-06/2025-03-01")
    assert (version.value, version.verification, version.article) == (15, "verified", "Điều 35")
    assert version.rule.title == "Triệu tập kỳ họp thường lệ"
    assert load(path=path) == Outcome()


def test_a_used_version_is_frozen(edited, caplog):
    used("SES-06/2025-03-01")
    path = edited(lambda book: versions_of(book, "SES-06")[1].update(value=15, article="Điều 35"))

    sentence = "SES-06/2025-03-01: đã có việc dùng nên không sửa (article, value)."
    assert load(path=path) == Outcome(left=[sentence])
    assert caplog.messages == [sentence]
    assert RuleVersion.objects.get(key="SES-06/2025-03-01").value == 20


def test_a_version_that_a_clock_went_over_to_is_frozen(edited):
    duty = used("KN-02/2012-07-01", "2026-06-25")
    version = RuleVersion.objects.get(key="KN-02/2026-07-01")
    duty.clock_events.create(kind="transition", on=date(2026, 7, 1), version=version, by_name="hệ thống")
    path = edited(lambda book: versions_of(book, "KN-02")[1].update(value=8))

    assert load(path=path).left == ["KN-02/2026-07-01: đã có việc dùng nên không sửa (value)."]


def succeed(book):
    """A new law from 1 January 2027 on: what a release of the program brings."""
    versions_of(book, "KN-04")[0]["to"] = date(2026, 12, 31)
    new = {"from": date(2027, 1, 1), "value": 5, "law": "02/2011", "article": "Điều 32", "verification": "verified"}
    versions_of(book, "KN-04").append(new)
    book["mapping"]["KN-04"].append("KN-04/2027-01-01")


def test_a_used_version_is_closed_when_its_successor_comes(edited):
    used("KN-04/2012-07-01", "2026-12-31")

    assert load(path=edited(succeed)) == Outcome(created=1, updated=1)
    assert RuleVersion.objects.get(key="KN-04/2012-07-01").effective_to == date(2026, 12, 31)
    assert RuleVersion.objects.get(key="KN-04/2027-01-01").value == 5


def test_it_stays_open_when_a_case_lies_after_its_end_but_the_successor_comes(edited):
    used("KN-04/2012-07-01", "2027-01-01")

    outcome = load(path=edited(succeed))

    assert outcome == Outcome(created=1, left=["KN-04/2012-07-01: đã có việc dùng nên không sửa (effective_to)."])
    assert RuleVersion.objects.get(key="KN-04/2012-07-01").effective_to is None


def test_closing_takes_nothing_else_along(edited):
    used("KN-04/2012-07-01", "2026-12-31")

    def both(book):
        succeed(book)
        versions_of(book, "KN-04")[0]["article"] = "Điều 33"

    outcome = load(path=edited(both))

    assert outcome.left == ["KN-04/2012-07-01: đã có việc dùng nên không sửa (article)."]
    version = RuleVersion.objects.get(key="KN-04/2012-07-01")
    assert (version.article, version.effective_to) == ("Điều 32", date(2026, 12, 31))


def test_a_used_version_is_not_opened_again(edited):
    used("KN-02/2012-07-01", "2026-06-01")

    def reopen(book):
        del versions_of(book, "KN-02")[0]["to"]
        del versions_of(book, "KN-02")[1]
        book["mapping"]["KN-02b"] = {"none": "gone"}

    outcome = load(path=edited(reopen))

    assert outcome.left == ["KN-02/2012-07-01: đã có việc dùng nên không sửa (effective_to)."]
    assert outcome.removed == 1


def test_what_the_file_no_longer_knows_goes_unless_used(edited):
    used("KN-05/2012-07-01")

    def without(book):
        versions_of(book, "KN-05")[0]["from"] = date(2012, 7, 2)
        book["mapping"]["KN-05"][0] = "KN-05/2012-07-02"
        versions_of(book, "KN-07")[1]["from"] = date(2012, 7, 2)
        book["mapping"]["KN-07"][1] = "KN-07/remote/2012-07-02"

    outcome = load(path=edited(without))

    assert outcome == Outcome(
        created=2, removed=1, left=["KN-05/2012-07-01: không còn trong tệp nhưng đã có việc dùng."]
    )
    assert RuleVersion.objects.filter(key="KN-05/2012-07-01").exists()
    assert not RuleVersion.objects.filter(key="KN-07/remote/2012-07-01").exists()


def test_a_version_taken_over_by_hand_is_left_alone():
    RuleVersion.objects.filter(key="SES-06/2025-03-01").update(effective_to=date(2026, 12, 31), is_shipped=False)

    assert load().left == ["SES-06/2025-03-01: do cơ quan tự quản lý, không lấy theo tệp (effective_to)."]
    assert RuleVersion.objects.get(key="SES-06/2025-03-01").effective_to == date(2026, 12, 31)


def test_a_version_made_by_hand_is_not_talked_over(edited):
    rule = Rule.objects.get(code="KN-04")
    RuleVersionFactory(rule=rule, key="KN-04/chung/1", effective_from=date(2027, 1, 1))

    outcome = load(path=edited(succeed))

    assert outcome.created == 0
    assert outcome.left == ["KN-04/2027-01-01: trùng thời gian với KN-04/chung/1 do cơ quan tự nhập."]


def test_a_localitys_own_version_is_no_hindrance(edited):
    rule = Rule.objects.get(code="KN-04")
    RuleVersionFactory(rule=rule, locality=LocalityFactory(), effective_from=date(2027, 1, 1))

    assert load(path=edited(succeed)) == Outcome(created=1, updated=1)


def test_words_rewritten_by_hand_stay():
    Rule.objects.filter(code="KN-02").update(title="Thụ lý đơn", is_shipped=False)

    assert load() == Outcome()
    assert Rule.objects.get(code="KN-02").title == "Thụ lý đơn"


def test_a_code_that_a_locality_took_is_told_and_skipped(edited):
    RuleFactory(code="KN-20", locality=LocalityFactory())

    def add(book):
        rule = {"title": "Quy định mới", "unit": "calendar_day", "value": 3, "anchor": "ngày nhận"}
        version = {"from": date(2027, 1, 1), "law": "02/2011", "verification": "verified"}
        book["rules"]["complaints"]["KN-20"] = rule | {"versions": [version]}
        book["mapping"]["KN-20"] = ["KN-20/2027-01-01"]

    outcome = load(path=edited(add))

    assert outcome == Outcome(left=["KN-20: mã này đang là của một quy định riêng của địa phương."])
    assert RuleVersion.objects.filter(rule__code="KN-20").count() == 0


def test_a_transition_follows_the_file(edited):
    def other(book):
        book["transitions"]["TC-13"] |= {"rules": ["TC-05"], "article": "khoản 1 Điều 10"}

    outcome = load(path=edited(other))

    assert outcome == Outcome(updated=1, removed=6)
    row = RuleTransition.objects.get(code="TC-13")
    assert (row.rule.code, row.article) == ("TC-05", "khoản 1 Điều 10")


def without_field(code, number, name):
    return lambda book: versions_of(book, code)[number].pop(name)


def with_fields(code, number, **fields):
    return lambda book: versions_of(book, code)[number].update(fields)


def changed(part, name, value):
    return lambda book: book[part].update({name: value})


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (with_fields("KN-02", 0, valeu=3), "KN-02, phiên bản thứ 1, “valeu”: không có trường này."),
        (with_fields("KN-02", 0, value="7"), "KN-02, phiên bản thứ 1, “value”: “7” không phải là số nguyên."),
        (with_fields("KN-02", 1, value=True), "KN-02, phiên bản thứ 2, “value”: “True” không phải là số nguyên."),
        (with_fields("KN-02", 1, value=-7), "KN-02, phiên bản thứ 2, “value”: "),
        (without_field("KN-02", 1, "value"), "KN-02, phiên bản thứ 2, “value”: còn thiếu."),
        (without_field("KN-02", 1, "law"), "KN-02, phiên bản thứ 2, “law”: còn thiếu."),
        (with_fields("KN-02", 1, law="99/2099"), "KN-02, phiên bản thứ 2, “law”: không có văn bản 99/2099."),
        (with_fields("KN-02", 1, unit="fortnight"), "KN-02, phiên bản thứ 2, “unit”: "),
        (with_fields("KN-02", 1, verification="sure"), "KN-02, phiên bản thứ 2, “verification”: "),
        (without_field("KN-02", 1, "from"), "KN-02, phiên bản thứ 2, “from”: còn thiếu."),
        (
            with_fields("KN-02", 1, **{"from": "1/7/2026"}),
            "KN-02, phiên bản thứ 2, “from”: “1/7/2026” không phải là ngày.",
        ),
        (with_fields("KN-02", 1, to=date(2026, 6, 1)), "KN-02, phiên bản thứ 2, “to”: trước ngày bắt đầu."),
        (
            with_fields("KN-02", 0, to=date(2026, 7, 1)),
            "KN-02/2012-07-01, “to”: trùng thời gian với KN-02/2026-07-01; muộn nhất là 2026-06-30.",
        ),
        (with_fields("KN-02", 0, variant="odd"), "KN-02, phiên bản thứ 1, “variant”: chưa đặt tên cho trường hợp odd."),
        (with_fields("KN-02", 0, extension={"limit": 1}), "KN-02, phiên bản thứ 1, “extension”: được gia hạn thì"),
        (with_fields("OV-01", 0, value=3), "OV-01, phiên bản thứ 1, “value”: không dùng với loại fixed_date."),
        (with_fields("OV-01", 0, day=None), "OV-01, phiên bản thứ 1, “day”: còn thiếu."),
        (lambda book: book.pop("mapping"), "đầu tệp, “mapping”: còn thiếu."),
        (changed("rules", "weather", {}), "rules, “weather”: không có phần việc này."),
        (changed("mapping", "KN-01", ["KN-01/1999-01-01"]), "mapping, “KN-01”: không có phiên bản KN-01/1999-01-01."),
        (changed("mapping", "KN-01", {"none": "forgotten"}), "mapping, “KN-01/2012-07-01”: phiên bản này không đến từ"),
        (changed("mapping", "KN-08", {"perhaps": "x"}), "mapping, “KN-08”: không hiểu “perhaps: x”."),
        (
            lambda book: book["transitions"]["KN-14"].update(rules=["KN-99"]),
            "KN-14, “rules”: không có quy định KN-99.",
        ),
        (
            lambda book: book["local_examples"]["VC-10"]["periods"][0].update(value="15"),
            "VC-10, mục thứ 1, “value”: “15” không phải là số nguyên.",
        ),
    ],
)
def test_a_wrong_file_names_rule_and_field_and_writes_nothing(edited, edit, sentence, django_assert_num_queries):
    path = edited(edit)

    with django_assert_num_queries(0), pytest.raises(WrongFile) as wrong:
        load(path=path)

    assert str(wrong.value).startswith(f"Tệp quy định, {sentence}")


def test_a_file_that_is_no_yaml(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text("rules: [", encoding="utf-8")

    with pytest.raises(WrongFile, match="YAML"):
        read(path)


class Past:
    """The apps as an older migration knows them: the tables are not there yet."""

    @staticmethod
    def get_model(label, name):
        raise LookupError


class Halfway:
    """The apps in the middle of the migrations: a table without some of its columns."""

    @staticmethod
    def get_model(label, name):
        return RuleTransition


@pytest.mark.parametrize("apps", [Past, Halfway])
def test_nothing_is_loaded_into_tables_of_an_older_time(apps, django_assert_num_queries):
    with django_assert_num_queries(0):
        after_migrate(apps=apps)


def test_nothing_is_loaded_into_another_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        after_migrate(using="other")
