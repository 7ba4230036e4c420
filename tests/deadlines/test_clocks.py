"""Clock events replayed: pauses, extensions, a change of law; the order in which they were entered does not matter."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coordination.deadlines.calendar import Pause, StepKind
from coordination.deadlines.clocks import due_of, reckoning_of, replay
from coordination.deadlines.models import ClockEvent, RuleVersion
from tests.deadlines.days import YEARS, d

TEN = RuleVersion(value=10, unit="working_day", extension_limit=2, extension_value=10)
THIRTY = RuleVersion(value=30, unit="calendar_day")


def pause(on, reason="", pk=None):
    return ClockEvent(pk=pk, kind="pause", on=d(on), reason=reason)


def resume(on, pk=None):
    return ClockEvent(pk=pk, kind="resume", on=d(on))


def extension(on, amount, pk=None):
    return ClockEvent(pk=pk, kind="extension", on=d(on), amount=amount)


def transition(on, version, pk=None):
    return ClockEvent(pk=pk, kind="transition", on=d(on), version=version)


def due(version, events, anchor="12/02/2026"):
    return f"{due_of(replay(version, events), d(anchor), YEARS):%d/%m/%Y}"


def test_without_events_the_version_alone_decides():
    clock = replay(TEN, [])
    assert (clock.version, clock.pauses, clock.open_pause, clock.extra, clock.extensions) == (TEN, (), None, 0, 0)
    assert due(TEN, []) == "05/03/2026"


def test_the_first_paused_day_and_the_day_before_the_first_counted_one_are_the_pause():
    clock = replay(TEN, [pause("25/02/2026", "chờ kiểm kê"), resume("07/07/2026")])
    assert clock.pauses == (Pause(d("25/02/2026"), d("06/07/2026"), "chờ kiểm kê"),)
    assert clock.paused_on is None
    assert due(TEN, [pause("25/02/2026"), resume("07/07/2026")]) == "15/07/2026"


def test_a_pause_that_lasts_is_left_out_of_the_due_day():
    clock = replay(TEN, [pause("25/02/2026")])
    assert (clock.pauses, clock.paused_on) == ((), d("25/02/2026"))
    assert due(TEN, [pause("25/02/2026")]) == due(TEN, [])


def test_annulled_events_do_not_count():
    taken_back = pause("25/02/2026")
    taken_back.annulled_at = timezone.now()
    assert replay(TEN, [taken_back, extension("03/03/2026", 10)]).extensions == 1
    assert replay(TEN, [taken_back]) == replay(TEN, [])


def test_extensions_add_up_and_are_rolled_once():
    clock = replay(THIRTY, [extension("10/03/2026", 30), extension("12/04/2026", 30)])
    assert (clock.extra, clock.extensions) == (60, 2)
    assert due(THIRTY, [extension("10/03/2026", 30), extension("12/04/2026", 30)]) == "13/05/2026"


def test_a_transition_switches_the_version_and_keeps_the_anchor():
    events = [transition("01/07/2026", TEN)]
    assert replay(THIRTY, events).version == TEN
    assert due(THIRTY, [], "25/06/2026") == "27/07/2026"
    assert due(THIRTY, events, "25/06/2026") == "09/07/2026"


def test_the_later_of_two_transitions_holds():
    assert replay(TEN, [transition("01/07/2026", TEN), transition("01/01/2026", THIRTY)]).version == TEN


@pytest.mark.parametrize(
    ("events", "pauses", "paused_on"),
    [
        ([resume("07/07/2026")], [], None),
        ([pause("01/07/2026"), resume("01/07/2026")], [], None),
        ([pause("01/07/2026"), pause("03/07/2026"), resume("06/07/2026")], [("01/07/2026", "05/07/2026")], None),
        (
            [pause("01/07/2026"), resume("06/07/2026"), pause("06/07/2026")],
            [("01/07/2026", "05/07/2026")],
            "06/07/2026",
        ),
    ],
)
def test_odd_pairs(events, pauses, paused_on):
    clock = replay(TEN, events)
    assert [(pause.first, pause.last) for pause in clock.pauses] == [(d(first), d(last)) for first, last in pauses]
    assert clock.paused_on == (paused_on and d(paused_on))


HISTORY = [
    pause("20/02/2026", pk=1),
    resume("25/02/2026", pk=2),
    extension("26/02/2026", 10, pk=3),
    pause("02/03/2026", pk=4),
    resume("05/03/2026", pk=5),
    pause("05/03/2026", pk=6),
    resume("09/03/2026", pk=7),
    extension("10/03/2026", 10, pk=8),
    transition("01/07/2026", THIRTY, pk=9),
]


@given(st.permutations(HISTORY), st.permutations(range(1, 10)))
def test_the_order_of_events_is_irrelevant(events, keys):
    """Neither how they come from the database nor in which order they were entered."""
    entered = [
        ClockEvent(pk=key, kind=event.kind, on=event.on, amount=event.amount, version=event.version)
        for event, key in zip(events, keys, strict=True)
    ]
    assert replay(TEN, entered) == replay(TEN, HISTORY)
    assert due(TEN, entered) == due(TEN, HISTORY)


@pytest.mark.parametrize(
    ("day", "month", "offset", "anchor", "due_on"),
    [
        (1, 3, -1, "01/01/2026", "01/03/2025"),
        (31, 12, -1, "15/07/2026", "31/12/2025"),
        (15, 2, 1, "31/12/2026", "15/02/2027"),
        (29, 2, 0, "01/01/2028", "29/02/2028"),
        (29, 2, 0, "01/01/2026", "28/02/2026"),
    ],
)
def test_a_fixed_date_stands_in_the_year_of_the_anchor(day, month, offset, anchor, due_on):
    version = RuleVersion(kind="fixed_date", day=day, month=month, year_offset=offset)
    assert due(version, [], anchor) == due_on


@pytest.mark.parametrize(
    ("unit", "due_on"),
    [("week", "15/02/2026"), ("month", "28/02/2026"), ("quarter", "31/03/2026"), ("year", "31/12/2026")]
)  # fmt: skip
def test_a_frequency_ends_with_its_period(unit, due_on):
    assert due(RuleVersion(kind="frequency", value=1, unit=unit, sense="at_least"), []) == due_on


def test_a_fixed_date_and_a_frequency_have_only_two_steps():
    version = RuleVersion(kind="frequency", value=1, unit="month")
    reckoning = reckoning_of(replay(version, []), d("12/02/2026"), YEARS)
    assert [(step.day, step.kind) for step in reckoning.steps] == [
        (date(2026, 2, 12), StepKind.ANCHOR),
        (date(2026, 2, 28), StepKind.DUE),
    ]


@pytest.mark.parametrize("events", [[], HISTORY[:7], HISTORY])
def test_the_reckoning_ends_on_the_due_day(events):
    clock = replay(TEN, events)
    assert reckoning_of(clock, d("12/02/2026"), YEARS).due == due_of(clock, d("12/02/2026"), YEARS)
