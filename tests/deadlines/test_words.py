"""What a version says in words; nothing of this touches the database."""

import pytest

from coordination.deadlines.words import case_words, citation, extension_words, in_words
from tests.deadlines.factories import RuleVersionFactory


def a(**fields):
    return RuleVersionFactory.build(rule=None, **fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "10 ngày làm việc sau ngày nhận"),
        ({"unit": "calendar_day"}, "10 ngày sau ngày nhận"),
        ({"unit": "month", "value": 6}, "6 tháng sau ngày nhận"),
        ({"direction": "before"}, "chậm nhất 10 ngày làm việc trước ngày nhận"),
        ({"sense": "at_least"}, "ít nhất 10 ngày làm việc sau ngày nhận"),
        ({"value": 0}, "ngay trong ngày nhận"),
        ({"value": 0, "sense": "at_least"}, "ngay từ ngày nhận"),
        ({"kind": "frequency", "sense": "at_least", "value": 2, "unit": "year"}, "mỗi năm ít nhất 2 lần"),
        ({"kind": "frequency", "value": 1, "unit": "week"}, "mỗi tuần 1 lần"),
    ],
)
def test_a_period_in_words(fields, words):
    assert in_words(a(**fields)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"anchor": "ngày thử"}, "chậm nhất ngày 31/12 hằng năm"),
        ({"anchor": "năm thứ ba của nhiệm kỳ"}, "chậm nhất ngày 31/12 năm thứ ba của nhiệm kỳ"),
        ({"anchor": "năm của kế hoạch", "year_offset": -1}, "chậm nhất ngày 31/12 của năm trước năm của kế hoạch"),
        ({"anchor": "ngày thử", "year_offset": 1}, "chậm nhất ngày 31/12 của năm sau"),
        ({"year": 2027}, "chậm nhất ngày 31/12/2027"),
        ({"sense": "at_least", "year": 2027}, "từ ngày 31/12/2027"),
    ],
)
def test_a_fixed_date_in_words(fields, words):
    assert in_words(a(kind="fixed_date", value=None, unit="", day=31, month=12, **fields)) == words


def test_case_extension_and_citation():
    version = a(
        variant="complex", variant_label="vụ việc phức tạp", level="province", extension_limit=2, extension_value=30
    )

    assert case_words(version) == "vụ việc phức tạp, cấp tỉnh"
    assert extension_words(version) == "gia hạn nhiều nhất 2 lần, mỗi lần 30 ngày làm việc"
    assert citation(version) == "Luật thử, Điều 1"
    once = a(extension_limit=1, extension_value=5, unit="calendar_day", extension_by="Chủ tịch UBND")
    assert extension_words(once) == "gia hạn một lần, 5 ngày (Chủ tịch UBND)"
    assert (case_words(a()), extension_words(a()), citation(a(article=""))) == ("", "", "Luật thử")
