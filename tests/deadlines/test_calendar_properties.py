"""What holds of the arithmetic whatever the days, the pauses and the table of days off."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from coordination.deadlines.calendar import (
    SATURDAY,
    Calendar,
    DayKind,
    Direction,
    Length,
    Mark,
    Pause,
    Sense,
    StepKind,
    Unit,
    due_day,
    reckon,
)

ONE = timedelta(days=1)
MONDAY = date(2026, 1, 5)
DAYS = st.integers(0, 500).map(lambda n: MONDAY + n * ONE)
VALUES = st.integers(1, 90)
DAY_UNITS = st.sampled_from([Unit.CALENDAR_DAY, Unit.WORKING_DAY])
LENGTHS = st.builds(Length, VALUES, DAY_UNITS)
MONTHS = st.builds(Length, st.integers(1, 6), st.sampled_from([Unit.WEEK, Unit.MONTH, Unit.QUARTER]))
MARKS = st.dictionaries(DAYS, st.sampled_from(DayKind).map(lambda kind: Mark(kind, "Ngày thử")), max_size=40)
CALENDARS = MARKS.map(Calendar)


@st.composite
def pauses(draw, most=3):
    """Up to three pauses that do not touch, in any order."""
    first, rows = MONDAY + draw(st.integers(0, 60)) * ONE, []
    for _ in range(draw(st.integers(0, most))):
        last = first + draw(st.integers(0, 30)) * ONE
        rows.append(Pause(first, last))
        first = last + draw(st.integers(2, 40)) * ONE
    return draw(st.permutations(rows))


@given(DAYS, DAYS, LENGTHS, CALENDARS, pauses())
def test_a_later_anchor_is_never_due_earlier(one, other, length, calendar, stopped):
    first, second = sorted((one, other))
    assert due_day(first, length, calendar, pauses=stopped) <= due_day(second, length, calendar, pauses=stopped)


@given(DAYS, DAYS, MONTHS, CALENDARS)
def test_a_later_anchor_is_never_due_earlier_in_months(one, other, length, calendar):
    first, second = sorted((one, other))
    assert due_day(first, length, calendar) <= due_day(second, length, calendar)


@given(DAYS, VALUES, VALUES, DAY_UNITS, CALENDARS, pauses())
def test_a_longer_period_is_never_due_earlier(anchor, one, other, unit, calendar, stopped):
    shorter, longer = sorted((one, other))
    days = [due_day(anchor, Length(value, unit), calendar, pauses=stopped) for value in (shorter, longer)]
    assert days == sorted(days)


@given(DAYS, VALUES, st.integers(0, 60), DAY_UNITS, CALENDARS, pauses())
def test_an_extension_is_the_longer_period_from_the_anchor(anchor, value, extra, unit, calendar, stopped):
    extended = due_day(anchor, Length(value, unit), calendar, pauses=stopped, extra=extra)
    assert extended == due_day(anchor, Length(value + extra, unit), calendar, pauses=stopped)


@given(DAYS, VALUES, CALENDARS)
def test_working_days_forward_and_back_are_inverse(day, value, calendar):
    assume(calendar.is_working(day))
    assert calendar.shift(calendar.shift(day, value), -value) == day
    back = due_day(day, Length(value, Unit.WORKING_DAY, Direction.BEFORE), calendar)
    assert due_day(back, Length(value, Unit.WORKING_DAY), calendar) == day


@given(DAYS, st.integers(-90, 90), CALENDARS)
def test_shift_and_working_days_are_inverse(day, value, calendar):
    assert calendar.working_days(day, calendar.shift(day, value)) == value or not calendar.is_working(day)
    assert calendar.working_days(day, calendar.shift(day, abs(value))) == abs(value)


@given(DAYS, LENGTHS | MONTHS, st.sampled_from(Direction), CALENDARS)
def test_a_latest_day_is_never_a_day_off(anchor, length, direction, calendar):
    length = Length(length.value, length.unit, direction)
    due = due_day(anchor, length, calendar)
    assert calendar.is_working(due)
    assert due > anchor if direction == Direction.AFTER else due < anchor


@given(DAYS, LENGTHS | MONTHS, CALENDARS, pauses())
def test_a_latest_day_is_never_a_day_off_nor_paused(anchor, length, calendar, stopped):
    due = due_day(anchor, length, calendar, pauses=stopped)
    assert calendar.is_working(due)
    assert not any(pause.covers(due) for pause in stopped)


@given(DAYS, VALUES, CALENDARS)
def test_a_minimum_wait_does_not_know_the_calendar(anchor, value, calendar):
    assert due_day(anchor, Length(value, Unit.CALENDAR_DAY, sense=Sense.AT_LEAST), calendar) == anchor + value * ONE


@given(DAYS, VALUES, st.integers(0, 89), st.integers(1, 200), CALENDARS)
def test_a_pause_of_n_days_moves_the_end_by_n_days(anchor, value, after, days, calendar):
    """Of a period in calendar days, before it is rolled; the pause begins on one of its counted days."""
    assume(after < value)
    first = anchor + (after + 1) * ONE
    reckoning = reckon(
        anchor, Length(value, Unit.CALENDAR_DAY), calendar, pauses=[Pause(first, first + (days - 1) * ONE)]
    )
    assert reckoning.last_counted == anchor + (value + days) * ONE


@given(DAYS, VALUES, st.integers(0, 40), st.integers(1, 60), CALENDARS)
def test_a_pause_moves_working_days_by_the_working_days_in_it(anchor, value, after, days, calendar):
    first = anchor + (after + 1) * ONE
    pause = Pause(first, first + (days - 1) * ONE)
    assume(first <= calendar.shift(anchor, value))
    lost = sum(calendar.is_working(first + n * ONE) for n in range(days))
    assert due_day(anchor, Length(value, Unit.WORKING_DAY), calendar, pauses=[pause]) == calendar.shift(
        anchor, value + lost
    )


@given(DAYS, LENGTHS | MONTHS, CALENDARS, pauses(), st.randoms())
def test_the_order_in_which_pauses_are_given_is_irrelevant(anchor, length, calendar, stopped, random):
    shuffled = list(stopped)
    random.shuffle(shuffled)
    assert due_day(anchor, length, calendar, pauses=stopped) == due_day(anchor, length, calendar, pauses=shuffled)


@given(DAYS, LENGTHS, CALENDARS, pauses(), st.integers(0, 30))
def test_every_day_is_explained_once(anchor, length, calendar, stopped, extra):
    reckoning = reckon(anchor, length, calendar, pauses=stopped, extra=extra)
    due = due_day(anchor, length, calendar, pauses=stopped, extra=extra)
    assert reckoning.due == due
    assert [step.day for step in reckoning.steps] == [anchor + n * ONE for n in range((due - anchor).days + 1)]
    assert [step.ordinal for step in reckoning.steps if step.ordinal] == list(range(1, length.value + extra + 1))
    _check_kinds(reckoning, calendar, stopped)


@given(DAYS, LENGTHS, CALENDARS)
def test_every_day_of_a_period_before_is_explained_once(anchor, length, calendar):
    length = Length(length.value, length.unit, Direction.BEFORE)
    reckoning = reckon(anchor, length, calendar)
    due = due_day(anchor, length, calendar)
    assert reckoning.due == due
    assert [step.day for step in reckoning.steps] == [due + n * ONE for n in range((anchor - due).days + 1)]
    assert [step.ordinal for step in reckoning.steps if step.ordinal] == list(range(length.value, 0, -1))
    _check_kinds(reckoning, calendar, [])


@given(DAYS, MONTHS, CALENDARS, pauses())
def test_a_period_in_months_counts_its_days(anchor, length, calendar, stopped):
    reckoning = reckon(anchor, length, calendar, pauses=stopped)
    ordinals = [step.ordinal for step in reckoning.steps if step.ordinal]
    assert ordinals == list(range(1, len(ordinals) + 1))
    assert reckoning.due == due_day(anchor, length, calendar, pauses=stopped)


@given(CALENDARS, DAYS, DAYS)
def test_a_doubt_lies_between_its_days(calendar, one, other):
    first, last = sorted((one, other))
    provisional = Calendar({day: Mark(mark.kind, "", True) for day, mark in calendar.marks.items()})
    doubt = provisional.doubt(first, last)
    holidays = {day.year for day, mark in provisional.marks.items() if mark.kind == DayKind.HOLIDAY}
    unknown = set(range(first.year, last.year + 1)) - {day.year for day in provisional.marks}
    years = {year for year in range(first.year, last.year + 1) if year in holidays | unknown}
    assert set(doubt.years) == years
    assert doubt.days == tuple(
        sorted(day for day in provisional.marks if first <= day <= last and day.year not in years)
    )
    assert provisional.doubt(last, first) == doubt


def _check_kinds(reckoning, calendar, stopped):
    """One anchor, one due day, and each other day is what the calendar and the pauses say."""
    assert [step.kind for step in reckoning.steps].count(StepKind.ANCHOR) == 1
    assert [step.day for step in reckoning.steps if step.kind == StepKind.DUE] == [reckoning.due]
    for step in reckoning.steps:
        if step.kind == StepKind.WEEKEND:
            assert step.day.weekday() >= SATURDAY
        if step.kind == StepKind.HOLIDAY:
            assert calendar.marks[step.day].kind.is_off
        if step.kind == StepKind.PAUSED:
            assert any(pause.covers(step.day) for pause in stopped)
        if step.kind == StepKind.ROLLED:
            assert not calendar.is_working(step.day)
