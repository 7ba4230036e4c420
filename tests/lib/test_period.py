"""Periods: comparing them when an end is unknown, and naming them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.lib.period import Period, PeriodError

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda ends: Period(min(ends), max(ends)))

TERM = "2021-2026"
WHOLE_TERM = Period(None, None, TERM)
TO_MARCH = Period(None, date(2024, 3, 22), TERM)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (Period.from_year(2023), "năm 2023"),
        (Period(date(2021, 1, 1), date(2023, 12, 31)), "từ năm 2021 đến năm 2023"),
        (Period(date(2023, 1, 1), date(2023, 5, 31)), "5 tháng đầu năm 2023"),
        (Period(date(2023, 7, 1), date(2023, 12, 31)), "6 tháng cuối năm 2023"),
        (Period(date(2023, 4, 1), date(2023, 6, 30)), "quý II năm 2023"),
        (Period(date(2024, 2, 1), date(2024, 2, 29)), "tháng 2 năm 2024"),
        (Period(date(2023, 3, 1), date(2023, 8, 31)), "từ 01/3/2023 đến 31/8/2023"),
        (Period(date(2024, 1, 31), date(2024, 1, 31)), "ngày 31/01/2024"),
        (Period(date(2022, 5, 17), date(2023, 3, 22)), "từ 17/5/2022 đến 22/3/2023"),
        (TO_MARCH, "từ đầu nhiệm kỳ 2021-2026 đến 22/3/2024"),
        (WHOLE_TERM, "từ đầu nhiệm kỳ 2021-2026"),
        (Period(None, date(2024, 3, 22)), "đến 22/3/2024"),
        (Period(date(2024, 3, 22), None), "từ 22/3/2024"),
        (Period(None, None), "chưa rõ thời gian"),
    ],
)
def test_label(period, label):
    assert period.label == label
    assert str(period) == label


def test_ends_must_be_in_order():
    with pytest.raises(PeriodError, match=r"Ngày đầu kỳ \(01/02/2024\) sau ngày cuối kỳ \(31/01/2024\)\."):
        Period(date(2024, 2, 1), date(2024, 1, 31))


def test_same_as_with_known_ends():
    assert Period.from_year(2023).same_as(Period(date(2023, 1, 1), date(2023, 12, 31)))
    assert not Period.from_year(2023).same_as(Period.from_year(2022))


def test_within_a_term_an_unknown_start_is_the_start():
    assert TO_MARCH.same_as(Period(date(2021, 6, 20), date(2024, 3, 22), TERM))
    assert not TO_MARCH.same_as(Period(None, date(2024, 3, 22)))
    assert not TO_MARCH.same_as(Period(None, date(2024, 3, 22), "2016-2021"))


def test_an_unknown_end_equals_no_known_one():
    assert not WHOLE_TERM.same_as(TO_MARCH)
    assert WHOLE_TERM.same_as(Period(date(2021, 6, 20), None, TERM))


def test_an_unknown_end_reaches_as_far_as_the_term():
    assert WHOLE_TERM.contains(date(2021, 1, 1))
    assert WHOLE_TERM.contains(date(2026, 12, 31))
    assert not WHOLE_TERM.contains(date(2020, 12, 31))
    assert not TO_MARCH.contains(date(2024, 3, 23))
    assert Period(None, None).contains(date(1999, 1, 1))


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (Period.from_year(2022), WHOLE_TERM, True),
        (Period(date(2023, 1, 1), date(2023, 5, 31)), WHOLE_TERM, True),
        (Period.from_year(2018), WHOLE_TERM, False),
        (TO_MARCH, WHOLE_TERM, True),
        (WHOLE_TERM, TO_MARCH, False),
        (WHOLE_TERM, WHOLE_TERM, True),
        (Period.from_year(2022), TO_MARCH, True),
        (Period.from_year(2024), TO_MARCH, False),
        (TO_MARCH, Period.from_year(2022), False),
        (TO_MARCH, Period(date(2021, 6, 20), date(2024, 12, 31), TERM), True),
        (Period(None, date(2023, 1, 1)), Period.from_year(2023), False),
        (Period(None, date(2023, 1, 1)), Period(None, date(2023, 2, 1)), True),
        (Period(date(2023, 1, 1), None), Period.from_year(2023), False),
        (Period(date(2023, 1, 1), None), WHOLE_TERM, True),
        (Period(date(2027, 1, 1), None), WHOLE_TERM, False),
    ],
)
def test_within(inner, outer, expected):
    assert inner.within(outer) is expected


def test_is_complete():
    assert Period.from_year(2023).is_complete
    assert not TO_MARCH.is_complete


@given(PERIODS, PERIODS)
def test_known_periods_compare_as_sets_of_days(one, other):
    assert one.overlaps(other) is (max(one.start, other.start) <= min(one.end, other.end))
    assert one.within(other) is (other.contains(one.start) and other.contains(one.end))
    assert one.same_as(other) is (one.within(other) and other.within(one))


@given(PERIODS)
def test_a_period_and_its_neighbour(period):
    following = Period(period.end + timedelta(days=1), period.end + timedelta(days=9))
    assert not period.overlaps(following)
    assert period.label
