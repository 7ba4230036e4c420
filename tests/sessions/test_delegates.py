"""Delegates and a delegate's year: roll calls, questions, votes by name, of one year and through the gate."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.lib.period import Period
from sessions import delegates
from sessions.choices import Presence
from sessions.models import Ballot, BallotChoice
from tests.people.factories import DelegateMandateFactory, PersonFactory
from tests.sessions.factories import (
    AttendanceFactory,
    CouncilSessionFactory,
    QuestionFactory,
    SittingFactory,
    ThroughAction,
)

pytestmark = pytest.mark.django_db
YEAR = Period.from_year(2026)


@pytest.fixture
def person(cast):
    return cast.dai_bieu.person


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, status="closed", opened_on=date(2026, 6, 23))


class BallotFactory(ThroughAction):
    class Meta:
        model = Ballot


@pytest.fixture
def ballot(cast, session):
    return BallotFactory(
        locality=cast.locality, session=session, title="Thông qua chương trình", held_on=date(2026, 6, 23),
        base_count=50, present=48, votes_for=47,
    )  # fmt: skip


def year_url(person, **query):
    """Address of a delegate's year."""
    url = reverse("council_sessions:delegate-year", args=[person.pk])
    return url + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def test_the_year_holds_what_happened_in_it(cast, person, session, ballot):
    here = AttendanceFactory(locality=cast.locality, session=session, person=person)
    sitting = SittingFactory(locality=cast.locality, held_on=date(2026, 3, 2))
    there = AttendanceFactory(
        locality=cast.locality, session=None, sitting=sitting, person=person, presence=Presence.EXCUSED, excuse="ốm"
    )
    old = CouncilSessionFactory(locality=cast.locality, status="closed", opened_on=date(2025, 12, 9))
    AttendanceFactory(locality=cast.locality, session=old, person=person)
    AttendanceFactory(locality=cast.locality, session=session)
    asked = QuestionFactory(locality=cast.locality, session=session, delegate=person, put_on=date(2026, 6, 24))
    QuestionFactory(locality=cast.locality, session=old, delegate=person, put_on=date(2025, 12, 9))
    choice = BallotChoice.objects.create(ballot=ballot, person=person, choice="for")
    BallotChoice.objects.create(ballot=ballot, person=PersonFactory(locality=cast.locality), choice="against")
    assert list(delegates.attended(person, cast.lan, YEAR).order_by("pk")) == [here, there]
    assert list(delegates.asked(person, cast.lan, YEAR)) == [asked]
    assert list(delegates.votes(person, cast.lan, YEAR)) == [choice]


def test_a_stranger_reads_nothing(client, cast, person, session, ballot):
    AttendanceFactory(locality=cast.locality, session=session, person=person)
    BallotChoice.objects.create(ballot=ballot, person=person, choice="for")
    assert list(delegates.attended(person, cast.stranger, YEAR)) == []
    assert list(delegates.votes(person, cast.stranger, YEAR)) == []
    client.force_login(cast.stranger)
    assert client.get(year_url(person)).status_code == 404


def test_the_page_says_how_often_present(client, cast, person, session):
    AttendanceFactory(locality=cast.locality, session=session, person=person)
    sitting = SittingFactory(locality=cast.locality, held_on=date(2026, 3, 2))
    AttendanceFactory(
        locality=cast.locality, session=None, sitting=sitting, person=person, presence=Presence.EXCUSED, excuse="ốm"
    )
    client.force_login(cast.lan)
    answer = client.get(year_url(person, nam=2026))
    assert dict(answer.context["facts"])["Có mặt"] == "1/2 lần điểm danh"
    assert [(panel.title, panel.count) for panel in answer.context["sections"]][:4] == [
        ("Điểm danh", 2),
        ("Chất vấn", 0),
        ("Biểu quyết có ghi tên", 0),
        ("Việc nhân sự", 0),
    ]


@pytest.mark.parametrize("year", ["abc", "20260", "-1"])
def test_a_year_that_is_none_is_refused(client, cast, person, year):
    client.force_login(cast.lan)
    assert client.get(year_url(person, nam=year)).status_code == 400


@pytest.mark.parametrize("more", [0, 2])
def test_list_of_delegates(client, cast, django_assert_num_queries, more):
    for _ in range(more):
        DelegateMandateFactory(
            person=PersonFactory(locality=cast.locality), term=cast.term, constituency=cast.constituency
        )
    DelegateMandateFactory(
        person=PersonFactory(locality=cast.locality),
        term=cast.term,
        constituency=cast.constituency,
        valid_to=date(2020, 1, 1),
    )
    client.force_login(cast.lan)
    with django_assert_num_queries(14):
        answer = client.get(reverse("council_sessions:delegatemandate-list"))
    assert len(answer.context["table"].rows) == 1 + more
