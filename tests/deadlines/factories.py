"""Obligations, made up for tests."""

from datetime import date

import factory

from coordination.deadlines.models import Obligation
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
