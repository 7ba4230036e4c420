"""Counted, brought in, both, mixed or unknown: how a figure gets its value, and what lies behind it."""

from datetime import date

import pytest

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from reports.catalogue import BY_KEY
from reports.choices import Provenance, Qualifier, Register
from reports.queries import Ledger, as_of, of_part, part_counts, records
from tests.people.factories import BodyFactory, LocalityFactory
from tests.reports.factories import TODAY, CoverageFactory, ReportedFigureFactory, SourceFactory
from tests.voters.factories import ContactMeetingFactory, PetitionFactory
from voters.choices import JurisdictionLevel

D = date
TOTAL, LEVELS, OVERDUE = BY_KEY["petitions.total"], BY_KEY["petitions.by_level"], BY_KEY["petitions.overdue"]
YEAR = Period.from_year(2025)


@pytest.fixture
def place(db):
    return LocalityFactory(slug="noi-thu")


def petition(place, day, **fields):
    return PetitionFactory(locality=place, received_on=day, **fields)


def reported(place, start, end, value=10, **fields):
    return ReportedFigureFactory(locality=place, start=start, end=end, value=value, **fields)


def value_of(place, period=YEAR, figure=TOTAL, today=TODAY):
    return Ledger(place, today).value(figure, period)


def known(value) -> tuple:
    return value.number, value.provenance


# --- Counted -----------------------------------------------------------------------------------------------------


def test_inside_a_complete_register_records_are_counted(place):
    CoverageFactory(locality=place)
    petition(place, D(2025, 1, 1))
    petition(place, D(2025, 12, 31))
    petition(place, D(2026, 1, 1))
    petition(LocalityFactory(), D(2025, 6, 1))
    assert known(value_of(place)) == (2, Provenance.RECORDS)


def test_none_in_a_complete_register_is_a_true_nought(place):
    CoverageFactory(locality=place)
    assert known(value_of(place)) == (0, Provenance.RECORDS)


@pytest.mark.parametrize(
    ("coverage", "counted"),
    [
        ([(D(2025, 1, 1), D(2025, 12, 31))], True),
        ([(D(2025, 1, 1), None)], True),
        ([(D(2024, 5, 1), D(2025, 6, 30)), (D(2025, 7, 1), None)], True),
        ([(D(2025, 3, 1), D(2026, 3, 1)), (D(2024, 1, 1), D(2025, 6, 30))], True),
        ([(D(2025, 1, 2), None)], False),
        ([(D(2025, 1, 1), D(2025, 12, 30))], False),
        ([(D(2025, 1, 1), D(2025, 6, 30)), (D(2025, 7, 2), None)], False),
        ([], False),
    ],
)
def test_a_register_must_be_complete_on_every_day(place, coverage, counted):
    for first, last in coverage:
        CoverageFactory(locality=place, valid_from=first, valid_to=last)
    assert value_of(place).is_known is counted


def test_coverage_of_another_register_or_place_counts_nothing(place):
    CoverageFactory(locality=place, register=Register.SESSIONS)
    CoverageFactory()
    assert known(value_of(place)) == (None, Provenance.NONE)


def test_a_register_kept_to_this_day_counts_what_is_there_of_the_running_year_and_nothing_of_the_next(place):
    CoverageFactory(locality=place)
    petition(place, D(2026, 7, 1))
    assert known(value_of(place, Period.from_year(2026))) == (1, Provenance.RECORDS)
    assert known(value_of(place, Period.from_year(2027))) == (None, Provenance.NONE)


def test_a_period_with_an_unknown_end_is_not_counted(place):
    CoverageFactory(locality=place)
    assert known(value_of(place, Period(D(2025, 1, 1), None))) == (None, Provenance.NONE)
    assert known(value_of(place, Period(None, D(2025, 12, 31), "2021-2026"))) == (None, Provenance.NONE)


@pytest.mark.parametrize(
    ("end", "day"),
    [(D(2025, 12, 31), D(2025, 12, 31)), (D(2026, 12, 31), TODAY), (None, TODAY)],
)
def test_states_are_as_of_the_earlier_of_the_last_day_and_today(end, day):
    assert as_of(Period(D(2025, 1, 1), end), TODAY) == day


def test_a_state_is_that_of_the_last_day(place):
    CoverageFactory(locality=place)
    petition(place, D(2025, 6, 1), due_on=D(2026, 1, 15))
    assert value_of(place, figure=OVERDUE).number == 0
    assert value_of(place, Period(D(2025, 1, 1), D(2026, 1, 16)), OVERDUE).number == 1


def test_parts_without_records_are_nought_and_what_fits_none_is_unknown_so_that_the_sum_closes(place):
    CoverageFactory(locality=place)
    petition(place, D(2025, 6, 1), level=JurisdictionLevel.PROVINCE)
    petition(place, D(2025, 6, 1), level=JurisdictionLevel.COMMUNE)
    unclassified = petition(place, D(2025, 6, 1), level="")
    value = value_of(place, figure=LEVELS)
    parts = {"central": 0, "province": 1, "district": 0, "commune": 1, "vertical": 0, "unknown": 1}
    assert (value.number, value.parts) == (3, parts)
    rows = records(LEVELS, place, YEAR, TODAY)
    assert list(of_part(LEVELS, rows, "unknown")) == [unclassified]
    assert of_part(LEVELS, rows, "province").count() == 1


def test_when_all_are_classified_there_is_no_unknown_part(place):
    CoverageFactory(locality=place)
    petition(place, D(2025, 6, 1))
    assert set(value_of(place, figure=LEVELS).parts) == {"central", "province", "district", "commune", "vertical"}


def test_a_sum_is_not_known_when_a_record_does_not_tell_and_then_the_reported_number_stands(place):
    CoverageFactory(locality=place, register=Register.CONTACTS)
    voters = BY_KEY["contact.voters"]
    ContactMeetingFactory(locality=place, held=True, held_on=D(2025, 5, 1), attending=120)
    assert known(value_of(place, figure=voters)) == (120, Provenance.RECORDS)
    ContactMeetingFactory(locality=place, held=True, held_on=D(2025, 5, 2), attending=None)
    assert known(value_of(place, figure=voters)) == (None, Provenance.NONE)
    reported(place, D(2025, 1, 1), D(2025, 12, 31), 300, key="contact.voters")
    assert known(value_of(place, figure=voters)) == (300, Provenance.REPORTED)


def test_what_a_figure_counts_can_be_asked_by_another_column(place):
    petition(place, D(2025, 6, 1), due_on=D(2025, 7, 1), field="giao_thong")
    petition(place, D(2025, 6, 1), due_on=D(2025, 7, 1), field="giao_thong")
    assert part_counts(OVERDUE, place, YEAR, "field", TODAY) == {"giao_thong": 2}


# --- Brought in --------------------------------------------------------------------------------------------------


def test_outside_the_register_a_number_stands_for_exactly_its_period(place):
    row = reported(place, D(2022, 1, 1), D(2022, 12, 31), 76, qualifier=Qualifier.OVER)
    value = value_of(place, Period.from_year(2022))
    assert known(value) == (76, Provenance.REPORTED)
    assert (value.qualifier, value.source) == (Qualifier.OVER, str(row.source))
    for period in (Period(D(2022, 1, 1), D(2022, 12, 30)), Period(D(2022, 1, 2), D(2022, 12, 31))):
        assert known(value_of(place, period)) == (None, Provenance.NONE)


def test_two_periods_are_the_same_when_term_and_known_ends_are(place):
    reported(place, None, D(2022, 11, 17), 144, term="2021-2026")
    same = [Period(None, D(2022, 11, 17), "2021-2026"), Period(D(2021, 6, 28), D(2022, 11, 17), "2021-2026")]
    other = [Period(D(2021, 6, 28), D(2022, 11, 17)), Period(None, D(2022, 11, 18), "2021-2026")]
    assert [value_of(place, period).number for period in same] == [144, 144]
    assert [value_of(place, period).number for period in other] == [None, None]


def test_a_number_whose_last_day_nobody_knows_stands_in_no_figure(place):
    reported(place, None, None, 8, term="2021-2026")
    reported(place, D(2023, 1, 1), None, 9)
    for period in (Period(None, None, "2021-2026"), Period(D(2023, 1, 1), None)):
        value = value_of(place, period)
        assert (*known(value), value.nearest) == (None, Provenance.NONE, "")


def test_a_broken_down_number_is_the_sum_of_its_parts(place):
    for part, number in (("province", 30), ("commune", 22)):
        reported(place, D(2022, 1, 1), D(2022, 12, 31), number, key=LEVELS.key, part=part)
    value = value_of(place, Period.from_year(2022), LEVELS)
    assert (value.number, value.parts) == (52, {"province": 30, "commune": 22})


def test_a_stated_total_is_taken_as_stated(place):
    reported(place, D(2022, 1, 1), D(2022, 12, 31), 60, key=LEVELS.key)
    reported(place, D(2022, 1, 1), D(2022, 12, 31), 30, key=LEVELS.key, part="province")
    value = value_of(place, Period.from_year(2022), LEVELS)
    assert (value.number, value.parts) == (60, {"province": 30})


def test_some_bodies_numbers_are_a_row_of_their_own_and_leave_the_whole_unknown(place):
    boards = BodyFactory(locality=place, kind=BodyKind.COUNCIL_BOARD, name="Các Ban")
    standing = BodyFactory(locality=place, kind=BodyKind.COUNCIL_STANDING, name="Thường trực")
    reported(place, D(2022, 1, 1), D(2022, 12, 31), 12, key="oversight.topics", bodies=[boards, standing])
    reported(place, D(2022, 1, 1), D(2022, 12, 31), 5, key="oversight.topics", bodies=[boards])
    values = Ledger(place, TODAY).values(BY_KEY["oversight.topics"], Period.from_year(2022))
    assert [(value.number, value.bodies) for value in values] == [
        (None, None),
        (12, ("Thường trực", "Các Ban")),
        (5, ("Các Ban",)),
    ]
    assert values[0].nearest == ""


# --- Both --------------------------------------------------------------------------------------------------------


def test_records_win_and_the_difference_is_shown(place):
    CoverageFactory(locality=place)
    petition(place, D(2025, 6, 1))
    reported(place, D(2025, 1, 1), D(2025, 12, 31), 3)
    value = value_of(place)
    assert (*known(value), value.reported, value.difference) == (1, Provenance.RECORDS, 3, -2)
    assert value.ground == "đếm từ hồ sơ; nguồn nêu 3, lệch -2"


def test_no_difference_where_nothing_was_reported(place):
    CoverageFactory(locality=place)
    assert value_of(place).difference is None


# --- Mixed -------------------------------------------------------------------------------------------------------


def test_adjoining_stretches_add_up(place):
    reported(place, D(2024, 1, 1), D(2024, 6, 30), 20)
    reported(place, D(2024, 7, 1), D(2024, 12, 31), 5)
    CoverageFactory(locality=place)
    petition(place, D(2025, 3, 1))
    value = value_of(place, Period(D(2024, 1, 1), D(2025, 6, 30)))
    assert known(value) == (26, Provenance.MIXED)
    assert known(value_of(place, Period.from_year(2024))) == (25, Provenance.MIXED)


def test_a_gap_leaves_the_whole_unknown(place):
    reported(place, D(2024, 1, 1), D(2024, 6, 30), 20)
    reported(place, D(2024, 7, 2), D(2024, 12, 31), 5)
    assert known(value_of(place, Period.from_year(2024))) == (None, Provenance.NONE)


def test_overlapping_numbers_are_never_added(place):
    reported(place, D(2024, 1, 1), D(2024, 12, 31), 20)
    reported(place, D(2024, 12, 1), D(2025, 12, 31), 30)
    assert known(value_of(place, Period(D(2024, 1, 1), D(2025, 12, 31)))) == (None, Provenance.NONE)


def test_of_numbers_that_begin_on_the_same_day_the_longest_is_taken(place):
    reported(place, D(2024, 1, 1), D(2024, 3, 31), 4)
    reported(place, D(2024, 1, 1), D(2024, 12, 31), 20)
    reported(place, D(2025, 1, 1), D(2025, 12, 31), 30)
    assert known(value_of(place, Period(D(2024, 1, 1), D(2025, 12, 31)))) == (50, Provenance.MIXED)


def test_records_win_over_a_reported_stretch_inside_a_mixture(place):
    reported(place, D(2024, 1, 1), D(2024, 12, 31), 20)
    reported(place, D(2025, 1, 1), D(2025, 3, 31), 90)
    CoverageFactory(locality=place)
    petition(place, D(2025, 2, 1))
    assert value_of(place, Period(D(2024, 1, 1), D(2025, 12, 31))).number == 21


@pytest.mark.parametrize("key", ["petitions.overdue", "oversight.targets", "petitions.by_level"])
def test_states_and_different_bodies_do_not_add_up(place, key):
    reported(place, D(2024, 1, 1), D(2024, 6, 30), 2, key=key)
    reported(place, D(2024, 7, 1), D(2024, 12, 31), 3, key=key)
    assert known(value_of(place, Period.from_year(2024), BY_KEY[key])) == (None, Provenance.NONE)


@pytest.mark.parametrize(
    ("first", "second", "mixed"),
    [
        (Qualifier.EXACT, Qualifier.EXACT, Qualifier.EXACT),
        (Qualifier.EXACT, Qualifier.OVER, Qualifier.OVER),
        (Qualifier.OVER, Qualifier.NEARLY, Qualifier.ABOUT),
    ],
)
def test_a_sum_is_as_exact_as_its_parts(place, first, second, mixed):
    source = SourceFactory(locality=place, title="Báo cáo quý")
    reported(place, D(2024, 1, 1), D(2024, 6, 30), qualifier=first, source=source)
    reported(place, D(2024, 7, 1), D(2024, 12, 31), qualifier=second, source=source)
    value = value_of(place, Period.from_year(2024))
    assert (value.qualifier, value.source) == (mixed, "Báo cáo quý")


# --- Unknown -----------------------------------------------------------------------------------------------------


def test_nobody_knows_but_examples_and_the_nearest_number_are_shown(place):
    petition(place, D(2024, 5, 1))
    reported(place, D(2022, 1, 1), D(2022, 12, 31), 76)
    reported(place, D(2023, 1, 1), D(2023, 5, 31), 17, unit="ý kiến")
    value = value_of(place, Period.from_year(2024))
    assert (*known(value), value.examples) == (None, Provenance.NONE, 1)
    assert value.nearest == "17 ý kiến, 5 tháng đầu năm 2023"
    assert value.ground == "số gần nhất: 17 ý kiến, 5 tháng đầu năm 2023; 1 hồ sơ dẫn chứng"


def test_the_parts_of_an_unknown_figure_are_unknown(place):
    value = value_of(place, figure=LEVELS)
    assert value.parts == dict.fromkeys(["central", "province", "district", "commune", "vertical"])


def test_unsent_drafts_are_never_counted(place):
    CoverageFactory(locality=place)
    petition(place, D(2025, 6, 1), draft_of=BodyFactory(locality=place))
    assert value_of(place).number == 0


def test_confidential_records_count(place):
    CoverageFactory(locality=place)
    petition(place, D(2025, 6, 1), confidential=True)
    assert value_of(place).number == 1
