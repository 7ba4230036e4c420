"""The calendar that a new installation begins with: the exact days, how sure each is, nothing written over."""

from datetime import date, timedelta

import pytest

from coordination.deadlines import calendars, seeding
from coordination.deadlines.calendar import Calendar
from coordination.deadlines.models import CalendarDay
from tests.deadlines.calendars import table  # noqa: F401

pytestmark = pytest.mark.django_db

# Year -> days off from Monday to Friday, and weekend days that are worked.
YEARS = {
    2020: ("01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02", ""),
    2021: ("01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03", ""),
    2022: ("01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02", ""),
    2023: ("01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", ""),
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
    2026: ("01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24", "01-10 08-22"),
    2027: ("01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24", ""),
}


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]


@pytest.mark.parametrize("year", YEARS)
def test_the_days_of_a_year(year):
    calendar, plain = calendars.read()[None], Calendar()
    off = [day for day in days_of(year) if plain.is_working(day) and not calendar.is_working(day)]
    made_up = [day for day in days_of(year) if calendar.is_working(day) and not plain.is_working(day)]
    assert (" ".join(f"{day:%m-%d}" for day in off), " ".join(f"{day:%m-%d}" for day in made_up)) == YEARS[year]


@pytest.mark.parametrize(
    ("year", "provisional"), [(2019, True), (2024, False), (2026, False), (2027, True), (2028, True)]
)
def test_how_sure_a_year_is(year, provisional):
    assert calendars.read()[None].is_provisional_year(year) == provisional


def test_how_sure_single_days_of_2026_are():
    calendar = calendars.read()[None]
    assert calendar.doubt(date(2026, 1, 1), date(2026, 12, 31)).days == (date(2026, 8, 22), date(2026, 11, 23))
    assert calendar.is_working(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("day", "kind", "status", "name"),
    [
        ("2024-04-29", "swap_off", "official", "Nghỉ hoán đổi, làm bù ngày 04/05/2024"),
        ("2024-05-04", "makeup_working", "official", "Làm bù cho ngày 29/04/2024"),
        ("2025-01-27", "holiday", "official", "28 Tết Nguyên đán"),
        ("2026-01-02", "swap_off", "official", "Nghỉ hoán đổi, làm bù ngày 10/01/2026"),
        ("2026-01-10", "makeup_working", "official", "Làm bù cho ngày 02/01/2026"),
        ("2026-04-27", "compensatory_off", "official", "Nghỉ bù: Ngày Giỗ Tổ Hùng Vương"),
        ("2026-08-22", "makeup_working", "provisional", "Làm bù cho ngày 31/08/2026"),
        ("2026-08-31", "swap_off", "official", "Nghỉ hoán đổi, làm bù ngày 22/08/2026"),
        ("2026-11-23", "ordinary", "provisional", "Ngày thường; đang lấy ý kiến nghỉ hoán đổi"),
        ("2026-11-24", "holiday", "official", "Ngày Văn hóa Việt Nam"),
        ("2027-02-04", "holiday", "provisional", "Tết Nguyên đán (phương án 1)"),
        ("2027-02-08", "holiday", "provisional", "Tết Nguyên đán (phương án 1 và 2)"),
    ],
)
def test_single_days(day, kind, status, name):
    row = CalendarDay.objects.get(day=day)
    assert (row.kind, row.status, row.name, row.locality) == (kind, status, name, None)


def test_every_day_of_2027_is_provisional_and_tet_names_both_proposals():
    rows = CalendarDay.objects.filter(day__year=2027)
    assert set(rows.values_list("status", flat=True)) == {"provisional"}
    tet = rows.filter(day__month=2)
    assert {row.source for row in tet} == {
        "Chưa quyết định: phương án 1 nghỉ 04/02–10/02/2027, phương án 2 nghỉ 05/02–14/02/2027"
    }


def test_every_day_says_where_it_comes_from_without_an_address():
    sources = list(CalendarDay.objects.values_list("source", flat=True))
    assert [source for source in sources if not source or "http" in source or ".vn" in source] == []


def test_nothing_is_loaded_twice(django_assert_num_queries):
    before = list(CalendarDay.objects.values_list("pk", "day"))
    with django_assert_num_queries(1):
        assert seeding.load() == 0
    assert list(CalendarDay.objects.values_list("pk", "day")) == before


def test_what_the_office_has_edited_stays(table):  # noqa: F811
    CalendarDay.objects.filter(day="2026-11-24").delete()
    table("2026-11-23", "swap_off", "Nghỉ hoán đổi")
    assert seeding.load() == 0
    assert not CalendarDay.objects.filter(day="2026-11-24").exists()
    assert CalendarDay.objects.get(day="2026-11-23").kind == "swap_off"


def test_a_year_without_a_row_is_filled_again(table):  # noqa: F811
    CalendarDay.objects.filter(day__year=2027).delete()
    assert seeding.load() == 15
    assert CalendarDay.objects.filter(day__year=2027).count() == 15
