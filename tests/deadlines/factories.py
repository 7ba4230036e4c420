"""Obligations, made up for tests."""

from datetime import date

import factory

from coordination.deadlines.models import Absence, Obligation, Rule, RuleVersion
from tests.people.factories import BodyFactory
from tests.testapp.factories import ThroughDoor


class ObligationFactory(ThroughDoor):
    """Open, due on 31/7/2026, without a subject; `done="2026-07-20"` closes it on that day."""

    class Meta:
        model = Obligation

    class Params:
        done = None

    owner = factory.SubFactory(BodyFactory)
    locality = factory.SelfAttribute("owner.locality")
    title = factory.Sequence(lambda n: f"Gửi báo cáo {n}")
    opened_on = date(2026, 7, 1)
    due_on = date(2026, 7, 31)
    closed_on = factory.LazyAttribute(lambda o: date.fromisoformat(o.done) if o.done else None)
    status = factory.LazyAttribute(lambda o: "done" if o.done else "open")


class RuleFactory(factory.django.DjangoModelFactory):
    """A rule that no data file knows."""

    class Meta:
        model = Rule

    code = factory.Sequence(lambda n: f"TEST-{n:02}")
    title = factory.Sequence(lambda n: f"Việc thử {n}")
    section = "sessions"


class RuleVersionFactory(factory.django.DjangoModelFactory):
    """At most ten working days after the anchor, from 2020 on."""

    class Meta:
        model = RuleVersion

    rule = factory.SubFactory(RuleFactory)
    key = factory.Sequence(lambda n: f"TEST-V{n:03}")
    value = 10
    unit = "working_day"
    anchor = "ngày nhận"
    effective_from = date(2020, 1, 1)
    law = "Luật thử"
    article = "Điều 1"
    verification = "verified"


class AbsenceFactory(factory.django.DjangoModelFactory):
    """Away from 13 to 17 July 2026; give `user` and `substitute`."""

    class Meta:
        model = Absence

    first = date(2026, 7, 13)
    last = date(2026, 7, 17)
    created_by = factory.SelfAttribute("user")
