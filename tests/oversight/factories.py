"""Oversight and the Front's work, made up for tests, saved through their actions by a system job.

A status other than the first is set on creation, as the loader of past records does it; days that a constraint pairs
with it come along.
"""

from datetime import date

import factory

from coordination.people.choices import BodyKind
from oversight import actions
from oversight.choices import ActivityKind, MissionKind, MissionStatus, RecommendationStatus, TargetGroup
from oversight.models import (
    Conclusion,
    FrontActivity,
    Mission,
    Programme,
    Recommendation,
    SocialCriticism,
    Target,
    Topic,
)
from tests.people.factories import BodyFactory, LocalityFactory
from tests.sessions.factories import ThroughAction

STARTED = date(2026, 3, 3)
ENDED = date(2026, 3, 20)
REPORTED = date(2026, 4, 1)
SENT = date(2026, 4, 10)


def body(kind):
    """A body of the record's own locality."""
    return factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"), kind=kind)


def of_mission(**fields):
    """A mission of the part's locality."""
    return factory.SubFactory(
        "tests.oversight.factories.MissionFactory", locality=factory.SelfAttribute("..locality"), **fields
    )


class RowFactory(ThroughAction):
    save_with = staticmethod(actions.create_row)
    locality = factory.SubFactory(LocalityFactory)

    class Meta:
        abstract = True


class ProgrammeFactory(RowFactory):
    class Meta:
        model = Programme

    body = body(BodyKind.COUNCIL_STANDING)
    year = factory.Sequence(lambda n: 2000 + n % 200)
    title = factory.Sequence(lambda n: f"Chương trình giám sát thứ {n}")


class TopicFactory(RowFactory):
    class Meta:
        model = Topic

    body = body(BodyKind.COUNCIL_STANDING)
    title = factory.Sequence(lambda n: f"Quản lý công trình nước sạch số {n}")
    year = 2026


class MissionFactory(RowFactory):
    """A thematic mission on the plan; `status` brings its days with it."""

    save_with = staticmethod(actions.create_mission)

    class Meta:
        model = Mission

    kind = MissionKind.THEMATIC
    title = factory.Sequence(lambda n: f"Giám sát việc sử dụng trụ sở số {n}")
    lead_body = body(BodyKind.COUNCIL_STANDING)
    status = MissionStatus.PLANNED
    started_on = factory.LazyAttribute(lambda row: STARTED if row.status in MissionStatus.BEGUN else None)
    ended_on = factory.LazyAttribute(
        lambda row: ENDED if row.status in (*MissionStatus.WITH_REPORT, MissionStatus.HELD) else None
    )
    report_on = factory.LazyAttribute(lambda row: REPORTED if row.status in MissionStatus.WITH_REPORT else None)


class TargetFactory(RowFactory):
    """A unit known by name; give `body` for one of the program."""

    save_with = staticmethod(actions.add_target)

    class Meta:
        model = Target

    mission = of_mission()
    name = factory.Sequence(lambda n: f"Trường Tiểu học số {n}")
    group = TargetGroup.SCHOOL


class ConclusionFactory(RowFactory):
    class Meta:
        model = Conclusion

    mission = of_mission(status=MissionStatus.CONCLUDED)
    text = factory.Sequence(lambda n: f"Còn {n + 2} trụ sở bỏ không.")
    issued_on = REPORTED


class RecommendationFactory(RowFactory):
    """Sent on SENT, without a due day unless one is given."""

    save_with = staticmethod(actions.recommend)

    class Meta:
        model = Recommendation

    mission = of_mission(status=MissionStatus.CONCLUDED)
    text = factory.Sequence(lambda n: f"Lập phương án sử dụng {n + 2} trụ sở dôi dư")
    addressee = body(BodyKind.DEPARTMENT)
    sent_on = SENT
    status = RecommendationStatus.SENT
    done_on = factory.LazyAttribute(lambda row: date(2026, 6, 1) if row.status == RecommendationStatus.DONE else None)


class SocialCriticismFactory(RowFactory):
    class Meta:
        model = SocialCriticism

    title = factory.Sequence(lambda n: f"Phản biện dự thảo mức thu số {n}")
    chair = body(BodyKind.FRONT)
    held_on = date(2026, 5, 8)


class FrontActivityFactory(RowFactory):
    class Meta:
        model = FrontActivity

    kind = ActivityKind.UNITY
    title = factory.Sequence(lambda n: f"Ngày hội đại đoàn kết thôn {n}")
    body = body(BodyKind.FRONT)
    held_on = date(2026, 6, 7)
