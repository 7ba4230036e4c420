from datetime import date

import pytest
import time_machine

from coordination.deadlines import queries
from coordination.deadlines.choices import Scope
from coordination.deadlines.models import Obligation
from coordination.lib.period import Period
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory
from tests.testapp.factories import SheetFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 7, 15)
YEAR = Period.from_year(2026)


def test_due_is_met_and_late_and_still_open():
    met = ObligationFactory(due_on=date(2026, 7, 5), done="2026-07-05")
    done_late = ObligationFactory(due_on=date(2026, 7, 6), done="2026-07-07")
    overdue = ObligationFactory(due_on=date(2026, 7, 14))
    today = ObligationFactory(due_on=ON)
    ObligationFactory(status="waived", closed_on=date(2026, 7, 8), outcome="Đã gộp.")
    ObligationFactory(due_on=date(2027, 1, 1))
    rows = Obligation.objects.all()

    assert list(queries.due(rows, YEAR)) == [met, done_late, overdue, today]
    assert list(queries.met(rows, YEAR, ON)) == [met]
    assert list(queries.late(rows, YEAR, ON)) == [done_late, overdue]
    assert list(queries.still_open(rows, YEAR, ON)) == [today]


@pytest.mark.parametrize("on", [date(2026, 7, day) for day in (1, 5, 6, 7, 14, 15, 16, 31)])
def test_the_three_parts_make_the_whole_on_every_day(on):
    ObligationFactory(due_on=date(2026, 7, 5), done="2026-07-05")
    ObligationFactory(due_on=date(2026, 7, 6), done="2026-07-15")
    ObligationFactory(due_on=date(2026, 7, 14))
    clock = {"basis_kind": "rule", "version": RuleVersionFactory(), "anchor_on": date(2026, 7, 1)}
    ObligationFactory(due_on=date(2026, 7, 10), paused_on=date(2026, 7, 7), **clock)
    rows = Obligation.objects.all()

    parts = [queries.met(rows, YEAR, on), queries.late(rows, YEAR, on), queries.still_open(rows, YEAR, on)]

    assert sum(part.count() for part in parts) == queries.due(rows, YEAR).count() == 4


@pytest.mark.parametrize(
    ("period", "count"),
    [
        (Period(date(2026, 7, 31), date(2026, 7, 31)), 1),
        (Period(date(2026, 8, 1), None), 0),
        (Period(None, date(2026, 7, 30)), 0),
        (Period(None, None), 1),
    ],
)
def test_due_counts_both_ends_of_the_period(period, count):
    ObligationFactory(due_on=date(2026, 7, 31))

    assert queries.due(Obligation.objects.all(), period).count() == count


def test_what_stands_still_is_open_not_late():
    clock = {"basis_kind": "rule", "version": RuleVersionFactory(), "anchor_on": date(2026, 7, 1)}
    obligation = ObligationFactory(due_on=date(2026, 7, 10), paused_on=date(2026, 7, 7), **clock)
    rows = Obligation.objects.all()

    assert list(queries.still_open(rows, YEAR, ON)) == [obligation]
    assert list(queries.late(rows, YEAR, ON)) == []


def test_about_a_record():
    sheet, other = SheetFactory(), SheetFactory()
    later = ObligationFactory(subject=sheet, due_on=date(2026, 8, 2))
    closed = ObligationFactory(subject=sheet, due_on=date(2026, 7, 2), done="2026-07-02")
    ObligationFactory(subject=other)

    assert list(queries.about(sheet)) == [closed, later]
    assert list(queries.open_about(sheet)) == [later]


@pytest.fixture
def ledger(cast):
    """Who owes whom, around the council's office."""
    return {
        "office, nobody": ObligationFactory(owner=cast.office),
        "standing, me": ObligationFactory(owner=cast.standing, assignee=cast.lan.person),
        "standing, other": ObligationFactory(owner=cast.standing, assignee=cast.tu.person),
        "board": ObligationFactory(owner=cast.board),
        "committee to us": ObligationFactory(owner=cast.committee, beneficiary=cast.standing),
        "department to committee": ObligationFactory(owner=cast.department, beneficiary=cast.committee),
        "we to us": ObligationFactory(owner=cast.office, beneficiary=cast.standing),
        "front, opened by me": ObligationFactory(owner=cast.front, by=cast.lan, locality=cast.locality),
    }


@pytest.mark.parametrize(
    ("who", "scope", "names"),
    [
        ("lan", Scope.MINE, ["office, nobody", "standing, me", "we to us"]),
        ("lan", Scope.UNIT, ["office, nobody", "standing, me", "standing, other", "we to us"]),
        ("lan", Scope.AWAITED_BY_ME, ["committee to us", "front, opened by me"]),
        ("lan", Scope.AWAITED_BY_UNIT, ["committee to us"]),
        ("tu", Scope.UNIT, ["office, nobody", "standing, me", "standing, other", "board", "we to us"]),
        ("minh", Scope.MINE, ["department to committee"]),
        ("ubnd", Scope.MINE, ["committee to us"]),
        ("ubnd", Scope.AWAITED_BY_ME, ["department to committee"]),
    ],
)
def test_whose_work_it_is(cast, ledger, who, scope, names):
    found = queries.in_scope(Obligation.objects.order_by("id"), getattr(cast, who), scope)

    assert list(found) == [ledger[name] for name in names]


@pytest.mark.parametrize(("who", "scope"), [("lan", Scope.MINE), ("tu", Scope.UNIT), ("admin", Scope.MINE)])
def test_leaders_begin_with_the_work_of_their_side(cast, who, scope):
    assert queries.default_scope(getattr(cast, who)) == scope


@time_machine.travel("2026-08-01T00:01+07:00", tick=False)
@pytest.mark.parametrize(("who", "count"), [("lan", 3), ("tu", 5), ("minh", 1), ("stranger", 0), ("admin", 0)])
def test_the_red_number_counts_own_overdue_duties(cast, ledger, who, count):
    assert queries.overdue_count(getattr(cast, who)) == count


def test_subjects_are_shown_to_those_who_may_see_them(cast, django_assert_num_queries):
    sheet = SheetFactory(locality=cast.locality)
    rows = [ObligationFactory(owner=cast.department, subject=sheet) for _ in range(3)]
    rows.append(ObligationFactory(owner=cast.department))

    queries.label_subjects(rows[:1], cast.lan)
    with django_assert_num_queries(1):  # one kind of record, however many rows; the membership is known by now
        queries.label_subjects(rows, cast.lan)
    assert [row.shown_subject for row in rows] == [sheet, sheet, sheet, None]

    queries.label_subjects(rows, cast.minh)
    assert [row.shown_subject for row in rows] == [None, None, None, None]
