"""Votes, groups of questions and minutes made up for tests, saved through their actions by a system job."""

from datetime import date

import factory

from sessions import actions
from sessions.choices import Activity, MajorityCase, TopicStatus
from sessions.models import ActivityTime, Ballot, QuestionTopic
from tests.people.factories import BodyFactory, LocalityFactory
from tests.sessions.factories import OPENED, CouncilSessionFactory, ThroughAction


class BallotFactory(ThroughAction):
    """A resolution passed by 26 of 50; give `case=` for another majority."""

    class Meta:
        model = Ballot

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"), status="open")
    title = factory.Sequence(lambda n: f"Thông qua nghị quyết số {n}")
    held_on = OPENED
    base_count = 50
    present = 45
    votes_for = 26

    @classmethod
    def _create(cls, model_class, *args, case=MajorityCase.RESOLUTION, announced=False, **kwargs):
        def save(ballot, *, by, related=None):
            return actions.create_ballot(ballot, by=by, case=case, announced=announced, related=related)

        cls.save_with = staticmethod(save)
        return super()._create(model_class, *args, **kwargs)


class QuestionTopicFactory(ThroughAction):
    """Proposed for a session; give another status and its day comes along."""

    save_with = staticmethod(actions.create_topic)

    class Meta:
        model = QuestionTopic

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"), status="open")
    title = factory.Sequence(lambda n: f"Tiến độ các công trình nhóm {n}")
    addressee = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    order = factory.Sequence(lambda n: n + 1)
    decided_on = factory.LazyAttribute(lambda row: None if row.status == TopicStatus.PROPOSED else OPENED)
    status = TopicStatus.PROPOSED


class ActivityTimeFactory(ThroughAction):
    class Meta:
        model = ActivityTime

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"), status="open")
    on = date(2026, 6, 23)
    activity = Activity.DISCUSSION
    minutes = 90
