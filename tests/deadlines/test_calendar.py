"""Vectors of the arithmetic of days, each with the article it follows. Weekdays of 2026: 1 January is a Thursday."""

from datetime import date

import pytest

from coordination.deadlines.calendar import (
    Calendar,
    DayKind,
    Direction,
    Doubt,
    Length,
    Mark,
    Pause,
    Sense,
    StepKind,
    Unit,
    add_months,
    due_day,
    end_of,
    reckon,
)
from tests.deadlines.days import YEARS, d

CALENDAR, WORKING, WEEK, MONTH = Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.WEEK, Unit.MONTH


def due(anchor, value, unit, **kwargs):
    return f"{due_day(d(anchor), Length(value, unit), YEARS, **kwargs):%d/%m/%Y}"


def kinds(reckoning):
    """The steps as one letter each: a(nchor), c(ounted), w(eekend), h(oliday), p(aused), r(olled), d(ue)."""
    return "".join(step.kind[0] for step in reckoning.steps)


@pytest.mark.parametrize(
    ("article", "anchor", "value", "unit", "day"),
    [
        ("BLDS 147: the anchor day is not counted", "01/07/2026", 1, CALENDAR, "02/07/2026"),
        ("BLDS 147: the anchor day is not counted", "01/07/2026", 1, WORKING, "02/07/2026"),
        ("BLDS 147: from the day after an anchor on a day off", "11/07/2026", 1, WORKING, "13/07/2026"),
        ("BLDS 146: a week has seven days", "01/07/2026", 2, WEEK, "15/07/2026"),
        ("BLDS 148(3): the same day of the month", "15/06/2026", 1, MONTH, "15/07/2026"),
        ("BLDS 148(3): a month without that day ends on its last", "31/01/2026", 1, MONTH, "02/03/2026"),
        ("BLDS 148(3): of a leap year", "31/01/2028", 1, MONTH, "29/02/2028"),
        ("BLDS 146: a quarter has three months", "15/04/2026", 1, Unit.QUARTER, "15/07/2026"),
        ("BLDS 146: half a year has six months", "15/01/2026", 1, Unit.HALF_YEAR, "15/07/2026"),
        ("BLDS 148(3): a year", "15/07/2025", 1, Unit.YEAR, "15/07/2026"),
        ("BLDS 148(5): Saturday → Monday", "18/06/2026", 30, CALENDAR, "20/07/2026"),
        ("BLDS 148(5): Sunday → Monday", "19/06/2026", 30, CALENDAR, "20/07/2026"),
        ("BLDS 148(5): over the whole Tết", "06/02/2026", 10, CALENDAR, "23/02/2026"),
        ("BLDS 148(5): a compensatory day off rolls on", "16/04/2026", 10, CALENDAR, "28/04/2026"),
        ("BLDS 148(5): a working day stays", "30/06/2026", 15, CALENDAR, "15/07/2026"),
        ("BLDS 148(5): a make-up Saturday is a working day and stays", "02/01/2026", 8, CALENDAR, "10/01/2026"),
        ("BLLĐ 111: Saturdays and Sundays are skipped", "10/07/2026", 5, WORKING, "17/07/2026"),
        ("BLLĐ 112: Tết is skipped", "12/02/2026", 10, WORKING, "05/03/2026"),
        ("BLLĐ 111(3): a compensatory day off is skipped", "24/04/2026", 1, WORKING, "28/04/2026"),
        ("a swapped day off is skipped", "28/08/2026", 1, WORKING, "03/09/2026"),
        ("a make-up Saturday counts as working", "08/01/2026", 2, WORKING, "10/01/2026"),
        ("a make-up Saturday counts as working", "21/08/2026", 1, WORKING, "22/08/2026"),
        ("42/2013 Art. 28: reply within 10 working days, across Tết", "12/02/2026", 10, WORKING, "05/03/2026"),
        ("02/2011 Art. 27: 10 days from receipt", "29/06/2026", 10, CALENDAR, "09/07/2026"),
        ("155/2026: 7 working days from receipt", "01/07/2026", 7, WORKING, "10/07/2026"),
    ],
)  # fmt: skip
def test_latest_day_after_an_anchor(article, anchor, value, unit, day):
    assert due(anchor, value, unit) == day


@pytest.mark.parametrize(
    ("article", "anchor", "value", "unit", "day"),
    [
        ("the anchor day is not counted", "28/07/2026", 20, CALENDAR, "08/07/2026"),
        ("Sunday rolls to the Friday before", "25/07/2026", 20, CALENDAR, "03/07/2026"),
        ("Tết rolls to the Friday before it", "27/02/2026", 10, CALENDAR, "13/02/2026"),
        ("working days skip Tết", "24/02/2026", 2, WORKING, "13/02/2026"),
        ("working days skip the weekend", "13/07/2026", 5, WORKING, "06/07/2026"),
        ("a month before, without that day", "31/07/2026", 1, MONTH, "30/06/2026"),
        ("a make-up Saturday is a working day and stays", "15/01/2026", 5, CALENDAR, "10/01/2026"),
    ],
)
def test_latest_day_before_an_anchor_rolls_earlier(article, anchor, value, unit, day):
    length = Length(value, unit, Direction.BEFORE)
    assert f"{due_day(d(anchor), length, YEARS):%d/%m/%Y}" == day


@pytest.mark.parametrize(("value", "day"), [(20, "05/07/2026"), (10, "25/06/2026")])
def test_a_minimum_wait_ends_on_its_day_even_if_that_is_a_day_off(value, day):
    length = Length(value, CALENDAR, sense=Sense.AT_LEAST)
    assert due_day(d("15/06/2026"), length, YEARS) == d(day)


def test_the_example_of_the_screen():
    """12/02/2026 + 10 working days + 5 days of Tết + 6 days of weekends + 132 paused days = 15/07/2026."""
    length, pauses = Length(10, WORKING), [Pause(d("25/02/2026"), d("06/07/2026"))]
    reckoning = reckon(d("12/02/2026"), length, YEARS, pauses=pauses)
    assert reckoning.due == due_day(d("12/02/2026"), length, YEARS, pauses=pauses) == d("15/07/2026")
    assert kinds(reckoning) == "acwwhhhhhwwcc" + "p" * 132 + "ccccwwccd"
    assert [step.ordinal for step in reckoning.steps if step.ordinal] == list(range(1, 11))


@pytest.mark.parametrize(
    ("pause", "day"),
    [
        (("01/07/2026", "05/07/2026"), "20/07/2026"),
        (("15/07/2026", "15/07/2026"), "16/07/2026"),
        (("16/07/2026", "31/07/2026"), "15/07/2026"),
        (("14/07/2026", "17/07/2026"), "20/07/2026"),
    ],
)
def test_a_pause_shifts_the_end_unless_it_comes_later(pause, day):
    """30/06/2026 + 15 days = 15/07/2026."""
    assert due("30/06/2026", 15, CALENDAR, pauses=[Pause(*map(d, pause))]) == day


def test_a_paused_month_keeps_its_days():
    """31/01/2026 + 1 month are 28 days; five paused ones come on top."""
    pauses = [Pause(d("05/02/2026"), d("09/02/2026"))]
    assert due("31/01/2026", 1, MONTH, pauses=pauses) == "05/03/2026"


def test_the_end_is_never_a_day_on_which_the_clock_stands():
    """16/07/2026 + 2 days is a Saturday; the Monday it rolls to is paused."""
    assert due("16/07/2026", 2, CALENDAR, pauses=[Pause(d("20/07/2026"), d("22/07/2026"))]) == "23/07/2026"


def test_an_extension_is_counted_from_the_anchor_and_rolled_once():
    """30 days end on Saturday 18/07; 60 days end on Monday 17/08 and not two days later."""
    assert due("18/06/2026", 30, CALENDAR) == "20/07/2026"
    assert due("18/06/2026", 30, CALENDAR, extra=30) == "17/08/2026"


def test_every_step_of_a_rolled_period():
    reckoning = reckon(d("15/07/2026"), Length(3, CALENDAR), YEARS)
    assert [(f"{step.day:%d/%m}", step.kind, step.ordinal) for step in reckoning.steps] == [
        ("15/07", StepKind.ANCHOR, None),
        ("16/07", StepKind.COUNTED, 1),
        ("17/07", StepKind.COUNTED, 2),
        ("18/07", StepKind.COUNTED, 3),
        ("19/07", StepKind.ROLLED, None),
        ("20/07", StepKind.DUE, None),
    ]
    assert reckoning.last_counted == d("18/07/2026")


def test_every_step_of_a_period_before_stands_in_the_order_of_the_calendar():
    reckoning = reckon(d("21/07/2026"), Length(3, CALENDAR, Direction.BEFORE), YEARS)
    assert [(f"{step.day:%d/%m}", step.kind, step.ordinal) for step in reckoning.steps] == [
        ("17/07", StepKind.DUE, None),
        ("18/07", StepKind.COUNTED, 3),
        ("19/07", StepKind.COUNTED, 2),
        ("20/07", StepKind.COUNTED, 1),
        ("21/07", StepKind.ANCHOR, None),
    ]


def test_steps_carry_the_names_of_days():
    reckoning = reckon(d("28/08/2026"), Length(1, WORKING), YEARS)
    assert [step.name for step in reckoning.steps] == ["", "", "", "Nghỉ hoán đổi", "Quốc khánh", "Quốc khánh", ""]


@pytest.mark.parametrize("ends", [{"pauses": [Pause(d("01/07/2026"), d("02/07/2026"))]}, {"extra": 5}])
def test_a_period_before_its_anchor_has_no_clock(ends):
    with pytest.raises(ValueError, match="has no clock"):
        due_day(d("28/07/2026"), Length(20, CALENDAR, Direction.BEFORE), YEARS, **ends)


def test_a_clock_that_stands_has_no_due_day():
    with pytest.raises(ValueError, match="close the pause first"):
        due_day(d("28/07/2026"), Length(20, CALENDAR), YEARS, pauses=[Pause(d("29/07/2026"))])


def test_a_pause_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Pause(d("02/07/2026"), d("01/07/2026"))


@pytest.mark.parametrize(("last", "days"), [("06/07/2026", 132), ("25/02/2026", 1), (None, None)])
def test_length_of_a_pause(last, days):
    assert Pause(d("25/02/2026"), last and d(last)).days == days


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        ("31/01/2026", 1, "28/02/2026"),
        ("31/12/2026", 2, "28/02/2027"),
        ("31/03/2026", -1, "28/02/2026"),
        ("15/01/2026", -1, "15/12/2025"),
        ("29/02/2028", 12, "28/02/2029"),
    ],
)
def test_add_months(day, months, result):
    assert add_months(d(day), months) == d(result)


@pytest.mark.parametrize(
    ("unit", "day", "last"),
    [
        (CALENDAR, "15/07/2026", "15/07/2026"),
        (WEEK, "15/07/2026", "19/07/2026"),
        (WEEK, "19/07/2026", "19/07/2026"),
        (MONTH, "15/02/2026", "28/02/2026"),
        (Unit.QUARTER, "15/07/2026", "30/09/2026"),
        (Unit.HALF_YEAR, "30/06/2026", "30/06/2026"),
        (Unit.HALF_YEAR, "01/07/2026", "31/12/2026"),
        (Unit.YEAR, "15/07/2026", "31/12/2026"),
    ],
)
def test_end_of_the_period_that_holds_a_day(unit, day, last):
    assert end_of(unit, d(day)) == d(last)


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        ("17/07/2026", True, None),
        ("18/07/2026", False, StepKind.WEEKEND),
        ("16/02/2026", False, StepKind.HOLIDAY),
        ("26/04/2026", False, StepKind.HOLIDAY),
        ("27/04/2026", False, StepKind.HOLIDAY),
        ("10/01/2026", True, None),
        ("23/11/2026", True, None),
    ],
)
def test_which_days_are_worked(day, working, why):
    assert (YEARS.is_working(d(day)), YEARS.why_off(d(day))) == (working, why)


def test_an_ordinary_day_takes_back_a_day_off():
    """A locality's own row stands over the common one."""
    own = Calendar(YEARS.marks | {d("24/11/2026"): Mark(DayKind.ORDINARY)})
    assert (YEARS.is_working(d("24/11/2026")), own.is_working(d("24/11/2026"))) == (False, True)


@pytest.mark.parametrize(("days", "day"), [(0, 15), (1, 16), (3, 20), (7, 24), (-1, 14), (-3, 10)])
def test_working_days_from_a_wednesday(days, day):
    assert Calendar().shift(date(2026, 7, 15), days) == date(2026, 7, day)


@pytest.mark.parametrize(("end", "days"), [(15, 0), (16, 1), (20, 3), (14, -1), (10, -3)])
def test_working_days_between(end, days):
    assert Calendar().working_days(date(2026, 7, 15), date(2026, 7, end)) == days


@pytest.mark.parametrize(
    ("first", "last", "doubt"),
    [
        ("01/03/2026", "30/06/2026", Doubt()),
        ("20/12/2026", "05/01/2027", Doubt((2027,), ())),
        ("05/01/2027", "20/12/2026", Doubt((2027,), ())),
        ("01/08/2026", "30/11/2026", Doubt((), (d("22/08/2026"), d("23/11/2026")))),
        ("01/11/2026", "05/02/2027", Doubt((2027,), (d("23/11/2026"),))),
        ("01/12/2027", "01/02/2028", Doubt((2027, 2028), ())),
    ],
)
def test_what_the_calendar_is_not_sure_of(first, last, doubt):
    assert YEARS.doubt(d(first), d(last)) == doubt
    assert bool(doubt) == bool(doubt.years or doubt.days)


def test_a_year_without_a_row_is_unknown():
    assert (YEARS.knows(2026), YEARS.knows(2028), YEARS.is_provisional_year(2028)) == (True, False, True)
