"""What the figures of this room count, and by which day."""

from datetime import date

import pytest

from coordination.lib.period import Period
from oversight import queries
from oversight.choices import MissionKind
from oversight.models import Mission, Recommendation, SocialCriticism, Target, Topic
from oversight.rules import keeps
from tests.oversight.factories import (
    MissionFactory,
    RecommendationFactory,
    SocialCriticismFactory,
    TargetFactory,
    TopicFactory,
)
from tests.people.factories import BodyFactory, LocalityFactory

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
HALF_YEAR = Period(FIRST, LAST)
BEFORE, AFTER = date(2025, 12, 31), date(2026, 7, 1)


def begun(on, **fields):
    """A mission that began on a day."""
    return MissionFactory(**{"status": "held", "started_on": on, "ended_on": on} | fields)


@pytest.fixture
def place(db):
    return LocalityFactory()


def test_missions_count_by_the_day_they_started_surveys_apart(db):
    counted = {begun(FIRST), begun(LAST, kind="front"), begun(date(2026, 3, 3), status="under_way", ended_on=None)}
    survey = begun(LAST, kind="survey")
    begun(BEFORE)
    begun(AFTER, kind="survey")
    begun(None, kind="survey")
    MissionFactory(planned_start=date(2026, 5, 1))
    MissionFactory(status="cancelled", planned_start=date(2026, 5, 1))
    assert set(queries.missions(Mission.objects.all(), HALF_YEAR)) == counted
    assert set(queries.surveys(Mission.objects.all(), HALF_YEAR)) == {survey}


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
        begun(day)
    assert queries.missions(Mission.objects.all(), period).count() == number


def test_topics_count_where_a_mission_began_also_beside_a_survey(place):
    both, only_survey, too_late, none = (TopicFactory(locality=place) for _ in range(4))
    here = {"locality": place}
    begun(LAST, topic=both, **here)
    begun(FIRST, topic=both, kind="survey", **here)
    begun(AFTER, topic=both, **here)
    begun(LAST, topic=only_survey, kind="survey", **here)
    begun(AFTER, topic=too_late, **here)
    MissionFactory(topic=none, status="cancelled", **here)
    assert list(queries.topics(Topic.objects.all(), HALF_YEAR)) == [both]


def test_a_body_visited_twice_counts_once(place):
    here = {"locality": place}
    department = BodyFactory(**here)
    first, second, survey, later = (
        begun(FIRST, **here),
        begun(LAST, **here),
        begun(LAST, kind="survey", **here),
        begun(AFTER, **here),
    )
    known = TargetFactory(mission=first, body=department, name="Sở Tư pháp", group="department", **here)
    named = TargetFactory(mission=first, name="Trường THPT số 1", **here)
    other = TargetFactory(mission=second, name="Hội Nông dân", group="association", **here)
    again = [
        TargetFactory(mission=second, body=department, name="Sở Tư pháp tỉnh", **here),
        TargetFactory(mission=second, name="Trường THPT số 1", **here),
    ]
    TargetFactory(mission=survey, name="Trường THPT số 2", **here)
    TargetFactory(mission=later, name="Trường THPT số 3", **here)
    everything = Target.objects.all()
    assert set(queries.targets(everything, HALF_YEAR)) == {known, named, other, *again}
    assert set(queries.distinct_targets(everything, HALF_YEAR)) == {known, named, other}


def test_recommendations_count_by_the_day_they_were_sent(db):
    on = date(2026, 6, 15)
    plain = RecommendationFactory(sent_on=FIRST)
    done = RecommendationFactory(sent_on=LAST, status="done", done_on=date(2026, 7, 1))
    early = RecommendationFactory(sent_on=FIRST, status="done", done_on=on, due_on=date(2026, 6, 1))
    late = RecommendationFactory(sent_on=FIRST, due_on=date(2026, 6, 14), status="in_progress")
    today = RecommendationFactory(sent_on=FIRST, due_on=on)
    came_later = RecommendationFactory(sent_on=FIRST, due_on=date(2026, 6, 1), status="done", done_on=date(2026, 6, 16))
    RecommendationFactory(sent_on=FIRST, status="withdrawn", due_on=date(2026, 6, 1))
    for day in (BEFORE, AFTER):
        RecommendationFactory(sent_on=day)
    rows = Recommendation.objects.all()
    assert set(queries.recommendations(rows, HALF_YEAR)) == {plain, done, early, late, today, came_later}
    assert set(queries.done(rows, HALF_YEAR, on)) == {early}
    assert set(queries.overdue(rows, HALF_YEAR, on)) == {late, came_later}


def test_overdue_agrees_with_the_model(db):
    on = date(2026, 6, 15)
    for status in ("sent", "in_progress", "done", "withdrawn"):
        for due_on in (None, date(2026, 5, 1), on, date(2026, 7, 1)):
            RecommendationFactory(status=status, due_on=due_on)
    rows = Recommendation.objects.all()
    assert set(queries.late(rows, on)) == {row for row in rows if row.is_overdue(on)}
    assert queries.late(rows, on).count() == 2


def test_conferences_count_by_the_day_they_were_held(db):
    counted = SocialCriticismFactory(held_on=LAST)
    for day in (BEFORE, AFTER, None):
        SocialCriticismFactory(held_on=day)
    assert list(queries.conferences(SocialCriticism.objects.all(), HALF_YEAR)) == [counted]


def test_behind_their_plan_agrees_with_the_model(db):
    on = date(2026, 7, 15)
    for status in ("planned", "under_way", "held", "reported", "concluded", "cancelled"):
        for days in ({}, {"planned_start": date(2026, 3, 1), "planned_end": date(2026, 3, 10)}):
            MissionFactory(status=status, **days)
    rows = Mission.objects.all()
    assert set(queries.behind(rows, on)) == {row for row in rows if row.days_behind(on)}
    assert queries.behind(rows, on).count() == 5


def test_the_most_urgent_recommendation_stands_first(db):
    withdrawn = RecommendationFactory(status="withdrawn")
    done = [RecommendationFactory(status="done", done_on=date(2026, month, 1)) for month in (5, 6)]
    no_day = RecommendationFactory()
    open_ones = [RecommendationFactory(due_on=date(2026, month, 1)) for month in (9, 8)]
    rows = list(queries.by_urgency(Recommendation.objects.all()))
    assert rows == [open_ones[1], open_ones[0], no_day, done[1], done[0], withdrawn]


def test_missions_to_come_stand_before_those_that_were(db):
    past = begun(FIRST)
    unknown = begun(None)
    coming = MissionFactory(planned_start=date(2026, 9, 1))
    running = MissionFactory(status="under_way", planned_start=date(2026, 1, 1))
    assert list(Mission.objects.all()) == [coming, running, past, unknown]


class TestSides:
    def test_each_side_keeps_what_its_bodies_lead(self, cast):
        bodies = (cast.standing, cast.board, cast.front)
        people = (cast.lan, cast.thu_ky, cast.hoa, cast.ubnd)
        ours = {person: [keeps(person.acting, body) for body in bodies] for person in people}
        assert ours == {
            cast.lan: [True, True, False],
            cast.thu_ky: [True, True, False],
            cast.hoa: [False, False, True],
            cast.ubnd: [False, False, False],
        }
        assert not keeps(cast.lan.acting, None)

    def test_the_query_agrees_with_the_rule(self, cast):
        place = {"locality": cast.locality}
        missions = {body: MissionFactory(lead_body=body, **place) for body in (cast.standing, cast.board, cast.front)}
        for person in (cast.lan, cast.hoa, cast.ubnd):
            own = Mission.objects.filter(queries.of_side(person.acting, "lead_body"))
            assert set(own) == {mission for body, mission in missions.items() if keeps(person.acting, body)}

    def test_what_a_side_may_lead_and_how(self, cast):
        assert list(queries.own_bodies(cast.lan.acting)) == [cast.board, cast.council, cast.standing]
        assert list(queries.own_bodies(cast.hoa.acting)) == [cast.front]
        assert queries.kinds_of_side(cast.lan.acting) == MissionKind.OF_COUNCIL
        assert set(queries.kinds_of_side(cast.hoa.acting)) == set(MissionKind.OF_FRONT)
        assert queries.kinds_of_side(cast.ubnd.acting) == ()

    def test_the_front_of_the_communes_is_near(self, cast):
        commune_front = BodyFactory(locality=cast.commune, kind="front", name="MTTQ xã Phú Hòa")
        BodyFactory(locality=cast.other, kind="front")
        assert set(queries.of_front(cast.locality.pk)) == {cast.front, commune_front}
