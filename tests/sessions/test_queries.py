"""What the figures of this room count, and by which day."""

from datetime import date

import pytest
import time_machine

from coordination.lib.period import Period
from sessions import queries
from sessions.choices import ItemStatus, Procedure, SessionKind, Stage
from sessions.models import AgendaItem, CouncilSession, Question, Resolution
from tests.sessions.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    QuestionFactory,
    ResolutionFactory,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
HALF_YEAR = Period(FIRST, LAST)
ON = date(2026, 6, 18)


def test_sessions_count_by_the_day_they_opened(db):
    on_the_ends = [CouncilSessionFactory(status="closed", opened_on=day) for day in (FIRST, LAST)]
    first = CouncilSessionFactory(status="open", kind=SessionKind.FIRST, number="1", opened_on=date(2026, 3, 31))
    for day in (date(2025, 12, 31), date(2026, 7, 1)):
        CouncilSessionFactory(status="closed", opened_on=day)
    CouncilSessionFactory(planned_opening="2026-06-01")
    everything = CouncilSession.objects.all()
    assert set(queries.held(everything, HALF_YEAR)) == {*on_the_ends, first}
    assert set(queries.regular(everything, HALF_YEAR)) == set(on_the_ends)


@pytest.mark.parametrize(
    ("period", "number"),
    [
        (Period(None, date(2026, 3, 1)), 2),
        (Period(date(2026, 3, 1), None), 1),
        (Period(None, date(2026, 3, 1), term="2021-2026"), 1),
        (Period(None, None), 3),
    ],
)
def test_an_unknown_end_reaches_as_far_as_the_term(db, period, number):
    for day in (date(2020, 12, 8), date(2022, 7, 1), date(2026, 6, 23)):
        CouncilSessionFactory(status="closed", opened_on=day)
    assert queries.held(CouncilSession.objects.all(), period).count() == number


def test_resolutions_count_by_the_day_of_adoption(db):
    plain = ResolutionFactory(adopted_on=FIRST)
    normative = ResolutionFactory(adopted_on=LAST, is_normative=True)
    quick = ResolutionFactory(adopted_on=LAST, number="", procedure=Procedure.SHORTENED)
    ResolutionFactory(adopted_on=date(2026, 7, 1), signed_on=date(2026, 7, 1), is_normative=True)
    ResolutionFactory(adopted_on=None, number="")
    everything = Resolution.objects.all()
    assert set(queries.adopted(everything, HALF_YEAR)) == {plain, normative, quick}
    assert list(queries.normative(everything, HALF_YEAR)) == [normative]
    assert list(queries.shortened(everything, HALF_YEAR)) == [quick]


def test_documents_count_by_their_due_day_withdrawn_ones_too(db):
    counted = [AgendaItemFactory(due_on=LAST), AgendaItemFactory(due_on=FIRST, status=ItemStatus.WITHDRAWN)]
    AgendaItemFactory(due_on=date(2026, 7, 1))
    AgendaItemFactory(due_on=None)
    assert set(queries.documents(AgendaItem.objects.all(), HALF_YEAR)) == set(counted)


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({"due_on": date(2026, 6, 17)}, True),
        ({"due_on": ON}, False),
        ({"due_on": date(2026, 6, 10), "status": "received", "received_on": date(2026, 6, 10)}, False),
        ({"due_on": date(2026, 6, 10), "status": "received", "received_on": date(2026, 6, 11)}, True),
        ({"due_on": date(2026, 6, 10), "status": "received", "received_on": date(2026, 6, 25)}, True),
        ({"due_on": date(2026, 6, 20), "status": "received", "received_on": date(2026, 6, 25)}, False),
        ({"due_on": date(2026, 6, 10), "status": "withdrawn", "stopped_on": date(2026, 6, 9)}, False),
        ({"due_on": date(2026, 6, 10), "status": "postponed", "stopped_on": date(2026, 6, 12)}, True),
        ({"due_on": date(2025, 12, 31)}, False),
    ],
)
def test_late_as_of_a_day(db, fields, late):
    AgendaItemFactory(**fields)
    assert queries.late(AgendaItem.objects.all(), HALF_YEAR, ON).exists() == late


def test_questions_count_by_the_day_they_were_put(db):
    counted = QuestionFactory(put_on=LAST)
    QuestionFactory(put_on=date(2026, 7, 1))
    assert list(queries.asked(Question.objects.all(), HALF_YEAR)) == [counted]


def test_stages_part_the_items_as_the_model_does(db):
    with time_machine.travel("2026-06-18 02:00", tick=False):
        for status in ItemStatus:
            AgendaItemFactory(status=status)
        AgendaItemFactory(due_on=None)
        AgendaItemFactory(due_on=ON)
        rows = AgendaItem.objects.all()
        by_query = {stage: set(queries.at_stage(rows, stage, ON)) for stage in Stage}
        by_model = {stage: {item for item in rows if item.stage == stage} for stage in Stage}
    assert by_query == by_model
    assert [len(by_query[stage]) for stage in Stage] == [1, 2, 2, 1, 2]


def test_readiness_counts_the_given_items(db):
    session = CouncilSessionFactory()
    for status in ("expected", "sent_to_delegates", "sent_to_delegates", "withdrawn"):
        AgendaItemFactory(locality=session.locality, session=session, status=status)
    CouncilSessionFactory()
    rows = queries.with_readiness(CouncilSession.objects.order_by("pk"), AgendaItem.objects.all())
    assert [(row.documents_total, row.documents_sent) for row in rows] == [(3, 2), (0, 0)]


def test_the_next_session_is_the_earliest_one_planned(db):
    rows = CouncilSession.objects.all()
    assert queries.next_session(rows) is None
    CouncilSessionFactory(status="closed", planned_opening="2026-01-01")
    CouncilSessionFactory(planned_opening=None)
    july = CouncilSessionFactory(planned_opening="2026-07", status="convened")
    CouncilSessionFactory(planned_opening="2026-12-08")
    assert queries.next_session(rows) == july


def test_coming_sessions_stand_before_those_held(db):
    held = [CouncilSessionFactory(status="closed", opened_on=date(2026, month, 1)) for month in (3, 6)]
    planned = CouncilSessionFactory(planned_opening="2026-12")
    unplanned = CouncilSessionFactory(planned_opening=None)
    assert list(CouncilSession.objects.all()) == [planned, unplanned, *reversed(held)]


def test_answers_are_owed_to_the_standing_committee_else_to_the_council(cast):
    assert queries.standing_of(cast.locality) == cast.standing
    assert queries.standing_of(cast.other) == cast.other_council
