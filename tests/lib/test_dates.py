"""Dates typed, shown and written; dates known only in part."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.lib.dates import (
    DateError,
    PartialDate,
    Precision,
    official,
    official_long,
    parse,
    parse_partial,
    screen,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
PARTIAL = st.builds(
    lambda day, known: PartialDate(*(day.year, day.month, day.day)[:known]), DAYS, st.integers(min_value=1, max_value=3)
)


@pytest.mark.parametrize(
    ("value", "on_screen", "in_documents", "in_words"),
    [
        (date(2021, 7, 29), "29/07/2021", "29/7/2021", "ngày 29 tháng 7 năm 2021"),
        (date(2021, 2, 5), "05/02/2021", "05/02/2021", "ngày 05 tháng 02 năm 2021"),
        (date(2021, 12, 9), "09/12/2021", "09/12/2021", "ngày 09 tháng 12 năm 2021"),
        (PartialDate(2021, 7, 29), "29/07/2021", "29/7/2021", "ngày 29 tháng 7 năm 2021"),
        (PartialDate(2021, 7), "07/2021", "7/2021", "tháng 7 năm 2021"),
        (PartialDate(2021, 1), "01/2021", "01/2021", "tháng 01 năm 2021"),
        (PartialDate(2021), "2021", "2021", "năm 2021"),
        (None, "", "", ""),
    ],
)
def test_the_three_ways_of_writing(value, on_screen, in_documents, in_words):
    assert (screen(value), official(value), official_long(value)) == (on_screen, in_documents, in_words)


@pytest.mark.parametrize(
    "text",
    ["29/7/2021", " 29 / 07 / 2021 ", "29-7-2021", "29.7.2021", "2021-07-29", "ngày 29 tháng 7 năm 2021"],
)
def test_parse(text):
    assert parse(text) == date(2021, 7, 29)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Chưa nhập ngày."),
        ("   ", "Chưa nhập ngày."),
        ("31/6/2021", "Tháng 6 chỉ có 30 ngày."),
        ("29/2/2023", "Tháng 2 năm 2023 chỉ có 28 ngày."),
        ("32/1/2023", "Không có ngày 32."),
        ("0/1/2023", "Không có ngày 0."),
        ("7/29/2021", "Không có tháng 29."),
        ("1/1/21", "Năm phải ghi đủ 4 chữ số, ví dụ 2021."),
        ("1/1/1821", "Năm phải trong khoảng từ 1900 đến 2200."),
        ("7/2021", "Chưa đủ ngày, tháng, năm. Hãy ghi ngày/tháng/năm, ví dụ 29/7/2021."),
        ("hôm qua", "“hôm qua” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 29/7/2021."),
        ("29-7/2021", "“29-7/2021” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 29/7/2021."),
    ],
)
def test_parse_names_the_fault(text, fault):
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value) == fault


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021", PartialDate(2021)),
        ("năm 2021", PartialDate(2021)),
        ("7/2021", PartialDate(2021, 7)),
        ("2021-07", PartialDate(2021, 7)),
        ("Tháng 7 năm 2021", PartialDate(2021, 7)),
        ("29/7/2021", PartialDate(2021, 7, 29)),
    ],
)
def test_parse_partial(text, value):
    assert parse_partial(text) == value


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_date_error(text):
    with suppress(DateError):
        assert parse_partial(text).year


@given(PARTIAL)
def test_everything_written_can_be_read_back(value):
    for text in (value.iso, str(value), screen(value), official_long(value)):
        assert parse_partial(text) == value
    assert PartialDate.from_iso(value.iso) == value


@given(PARTIAL, PARTIAL)
def test_partial_dates_are_ordered_as_their_iso_strings(one, other):
    assert (one < other) is (one.iso < other.iso)
    assert (one <= other) is (one.iso <= other.iso)


@given(PARTIAL)
def test_a_partial_date_lies_between_its_first_and_last_day(value):
    assert value.first <= value.last
    assert (value.first == value.last) is (value.precision is Precision.DAY)


def test_what_is_known_of_a_partial_date():
    assert PartialDate.of(date(2024, 2, 29)) == PartialDate(2024, 2, 29)
    assert PartialDate(2024, 2).last == date(2024, 2, 29)
    assert PartialDate(2024).first == date(2024, 1, 1)
    assert PartialDate(2024, 2, 29).exact == date(2024, 2, 29)
    assert PartialDate(2024, 2).exact is None
    assert [PartialDate(2024).precision, PartialDate(2024, 2).precision] == [Precision.YEAR, Precision.MONTH]


@pytest.mark.parametrize("parts", [(2023, 2, 29), (2023, 13), (2023, None, 5), (0,), (2023, 6, 31)])
def test_a_partial_date_must_exist(parts):
    with pytest.raises(DateError):
        PartialDate(*parts)


@pytest.mark.parametrize("text", ["", "21", "2021-7", "29/7/2021", "2021-07-29T00"])
def test_from_iso_is_strict(text):
    with pytest.raises(DateError):
        PartialDate.from_iso(text)
