"""What people type or choose as a period, and the address that chooses it again."""

from datetime import date

import pytest
from django.http import QueryDict

from coordination.lib.period import Period, PeriodError
from reports import periods
from tests.people.factories import LocalityFactory, TermFactory

D = date
TODAY = D(2026, 7, 15)
TERM = "2021-2026"


@pytest.fixture
def place(db):
    place = LocalityFactory(full_name="tỉnh Thử")
    TermFactory(locality=place, name=TERM, start="2021-06-28", end="2026-03-30")
    TermFactory(locality=place, name="2026-2031", start="2026-03-31")
    return place


@pytest.fixture
def old_place(db):
    """A district of whose term nobody wrote down the days."""
    place = LocalityFactory(valid_to=D(2025, 6, 30))
    TermFactory(locality=place, name=TERM)
    return place


def test_a_year():
    assert periods.of_year(2022) == Period(D(2022, 1, 1), D(2022, 12, 31))


@pytest.mark.parametrize("year", [1945, 2101, -1])
def test_a_year_that_nobody_can_mean(year):
    with pytest.raises(PeriodError, match=f"Năm {year} không hợp lệ."):
        periods.of_year(year)


def test_a_term_to_a_day_or_to_its_end(place, old_place):
    assert periods.of_term(place, TERM, D(2022, 11, 17)) == Period(D(2021, 6, 28), D(2022, 11, 17), TERM)
    assert periods.of_term(place, TERM) == Period(D(2021, 6, 28), D(2026, 3, 30), TERM)
    assert periods.of_term(old_place, TERM, D(2022, 11, 17)) == Period(None, D(2022, 11, 17), TERM)
    assert periods.of_term(old_place, TERM) == Period(None, None, TERM)


@pytest.mark.parametrize("day", [D(2021, 6, 27), D(2026, 3, 31)])
def test_a_day_outside_the_term_is_refused(place, day):
    with pytest.raises(PeriodError, match="không nằm trong nhiệm kỳ 2021-2026"):
        periods.of_term(place, TERM, day)


def test_an_unknown_term_is_refused_with_the_known_ones(place):
    with pytest.raises(PeriodError) as refusal:
        periods.of_term(place, "2016-2021")
    assert str(refusal.value) == "tỉnh Thử không có nhiệm kỳ 2016-2021 (đã ghi: 2021-2026, 2026-2031)."


def test_a_place_without_terms_says_so(db):
    with pytest.raises(PeriodError, match="đã ghi: chưa có"):
        periods.of_term(LocalityFactory(), TERM)


def test_the_current_period(place, old_place, db):
    assert periods.current(place, TODAY) == Period(D(2026, 3, 31), TODAY, "2026-2031")
    assert periods.current(place, D(2026, 3, 30)) == Period(D(2021, 6, 28), D(2026, 3, 30), TERM)
    assert periods.current(old_place, TODAY) == Period(None, D(2025, 6, 30), TERM)
    assert periods.current(LocalityFactory(), TODAY) == Period(D(2026, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("ky=nam-2022", Period.from_year(2022)),
        ("ky=nhiem-ky-2021-2026", Period(D(2021, 6, 28), D(2026, 3, 30), TERM)),
        ("ky=nhiem-ky-2021-2026&den=17/11/2022", Period(D(2021, 6, 28), D(2022, 11, 17), TERM)),
        ("tu=01/01/2023&den=31/5/2023", Period(D(2023, 1, 1), D(2023, 5, 31))),
        ("ky=khac&tu=2023-01-01&den=2023-05-31", Period(D(2023, 1, 1), D(2023, 5, 31))),
    ],
)
def test_a_chosen_period(place, query, period):
    assert periods.chosen(place, QueryDict(query)) == period


@pytest.mark.parametrize("query", ["", "ky=", "tu=&den=", "ky=khac"])
def test_nothing_chosen_is_the_current_period(place, query, time_machine):
    time_machine.move_to("2026-07-15 09:00+07:00")
    assert periods.chosen(place, QueryDict(query)) == periods.current(place, TODAY)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tu=31/12/2023&den=01/01/2023", "Ngày đầu kỳ (31/12/2023) sau ngày cuối kỳ (01/01/2023)."),
        ("tu=30/02/2023&den=01/03/2023", "Tháng 2 năm 2023 chỉ có 28 ngày."),
        ("tu=01/01/2023", "Ghi cả ngày đầu và ngày cuối của kỳ."),
        ("den=01/01/2023", "Ghi cả ngày đầu và ngày cuối của kỳ."),
        ("ky=nam-0", "Năm 0 không hợp lệ."),
        ("ky=nam-²", "Không hiểu kỳ đã chọn."),
        ("ky=hom-qua", "Không hiểu kỳ đã chọn."),
        ("ky=nhiem-ky-x", "tỉnh Thử không có nhiệm kỳ x (đã ghi: 2021-2026, 2026-2031)."),
    ],
)
def test_a_faulty_choice_says_what_is_wrong(place, query, words):
    with pytest.raises(PeriodError) as refusal:
        periods.chosen(place, QueryDict(query))
    assert str(refusal.value) == words


@pytest.mark.parametrize(
    "period",
    [
        Period.from_year(2022),
        Period(D(2021, 6, 28), D(2022, 11, 17), TERM),
        Period(D(2021, 6, 28), D(2026, 3, 30), TERM),
    ],
)
def test_an_address_chooses_the_same_period_again(place, period):
    assert periods.chosen(place, QueryDict(periods.query(period))) == period


def test_what_the_menu_of_an_ended_place_offers(old_place):
    assert periods.choices(old_place, TODAY) == [
        ("", "Nhiệm kỳ cuối"),
        ("nam-2025", "Năm 2025"),
        ("nam-2024", "Năm 2024"),
        ("nhiem-ky-2021-2026", "Nhiệm kỳ 2021-2026"),
    ]


def test_what_the_menu_offers(place):
    assert periods.choices(place, TODAY) == [
        ("", "Nhiệm kỳ này đến nay"),
        ("nam-2026", "Năm 2026"),
        ("nam-2025", "Năm 2025"),
        ("nhiem-ky-2026-2031", "Nhiệm kỳ 2026-2031"),
        ("nhiem-ky-2021-2026", "Nhiệm kỳ 2021-2026"),
    ]


@pytest.mark.parametrize(("today", "year"), [(D(2026, 2, 28), 2025), (D(2026, 3, 1), 2026), (D(2026, 12, 31), 2026)])
def test_the_year_that_a_review_written_now_is_about(today, year):
    assert periods.last_year_to_review(today) == Period.from_year(year)
