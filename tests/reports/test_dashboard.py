"""Toàn cảnh: what is overdue and whose, how each party keeps its days, petitions by field, the next session."""

from datetime import date

import pytest
from django.urls import reverse

from reports.choices import Register
from tests.deadlines.factories import ObligationFactory
from tests.people.factories import BodyFactory
from tests.reports.factories import CoverageFactory
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory
from tests.voters.factories import PetitionFactory

D = date
DASHBOARD = reverse("reports:dashboard")


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-07-15 09:00+07:00")


@pytest.fixture
def leader(client, cast):
    client.force_login(cast.tu)
    return client


def owed(owner, due_on, **fields):
    return ObligationFactory(owner=owner, opened_on=D(2026, 1, 5), due_on=due_on, **fields)


def test_what_is_overdue_is_shown_by_owner_the_most_first(leader, cast):
    owed(cast.committee, D(2026, 7, 14))
    oldest = owed(cast.department, D(2026, 6, 1))
    owed(cast.department, D(2026, 7, 1))
    owed(cast.department, D(2026, 7, 15))
    owed(cast.other_council, D(2026, 7, 1))
    context = leader.get(DASHBOARD).context
    assert [(bar.label, bar.value) for bar in context["late_bars"]] == [("Sở Y tế", 2), ("UBND tỉnh", 1)]
    assert context["late_bars"][0].url.endswith(f"owner={cast.department.pk}")
    assert (context["late_total"], context["oldest"][0]) == (3, oldest)


def test_the_bars_lead_to_lists_of_that_length(leader, cast):
    owed(cast.department, D(2026, 6, 1))
    owed(cast.department, D(2026, 7, 1))
    owed(cast.department, D(2026, 8, 1))
    (bar,) = leader.get(DASHBOARD).context["late_bars"]
    assert leader.get(bar.url).context["total"] == bar.value == 2


def test_each_party_answers_for_the_bodies_below_it(leader, cast):
    below = BodyFactory(locality=cast.locality, parent=cast.department)
    owed(cast.committee, D(2026, 2, 1), done="2026-01-30")
    owed(below, D(2026, 2, 1), done="2026-02-15")
    owed(cast.department, D(2026, 7, 1))
    owed(cast.department, D(2026, 12, 1))
    owed(cast.board, D(2026, 7, 20))
    parties = leader.get(f"{DASHBOARD}?ky=nam-2026").context["parties"]
    assert {row["label"]: (row["met"], row["late"], row["total"]) for row in parties} == {
        "HĐND": (0, 0, 1),
        "UBND": (1, 2, 4),
        "MTTQ": (0, 0, 0),
    }
    assert [share.value for share in parties[1]["shares"]] == [1, 2, 1]


def test_petitions_by_field_stand_only_where_the_register_is_complete(leader, cast):
    PetitionFactory(locality=cast.locality, received_on=D(2026, 2, 1), due_on=D(2026, 3, 1), field="giao_thong")
    PetitionFactory(locality=cast.locality, received_on=D(2026, 2, 1), due_on=None, field="giao_thong")
    PetitionFactory(locality=cast.locality, received_on=D(2026, 2, 1), due_on=None, field="")
    assert leader.get(f"{DASHBOARD}?ky=nam-2026").context["fields"] == []
    CoverageFactory(locality=cast.locality, register=Register.PETITIONS)
    bars = leader.get(f"{DASHBOARD}?ky=nam-2026").context["fields"]
    assert [(bar.label, bar.value, bar.part, bar.note) for bar in bars] == [
        ("Giao thông", 2, 1, "1 quá hạn"),
        ("chưa rõ", 1, 0, "0 quá hạn"),
    ]


def test_the_next_session_and_how_ready_it_is(leader, cast):
    session = CouncilSessionFactory(locality=cast.locality, planned_opening="2026-07-28")
    late = AgendaItemFactory(
        session=session, locality=cast.locality, due_on=D(2026, 7, 10), preparing_body=cast.department
    )
    AgendaItemFactory(session=session, locality=cast.locality, due_on=D(2026, 7, 20))
    AgendaItemFactory(
        session=session, locality=cast.locality, status="withdrawn", stopped_on=D(2026, 7, 1), reason="Chờ ý kiến."
    )
    card = leader.get(DASHBOARD).context["session"]
    assert (card["session"], card["days"], card["ready"], card["total"]) == (session, 13, 0, 2)
    assert [share.value for share in card["shares"]] == [0, 0, 1, 1]
    assert card["latest"] == late


def test_no_session_is_said(leader):
    response = leader.get(DASHBOARD)
    assert response.context["session"] is None
    assert "Chưa có kỳ họp nào đang chuẩn bị." in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_asks_the_same_number_of_queries(leader, cast, count, django_assert_num_queries):
    CoverageFactory(locality=cast.locality)
    for _ in range(count):
        owed(cast.department, D(2026, 7, 1))
        PetitionFactory(locality=cast.locality, received_on=D(2026, 6, 1))
    leader.get(DASHBOARD)
    with django_assert_num_queries(44):
        leader.get(DASHBOARD)
