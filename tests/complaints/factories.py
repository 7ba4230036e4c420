"""Receptions and letters made up for tests, saved through their actions by a system job.

A status other than the first is set on creation, as the loader of past records does it; days that a constraint pairs
with it come along.
"""

from datetime import date

import factory

from complaints import actions
from complaints.choices import LetterKind, LetterStatus, ReceptionStatus
from complaints.models import Letter, Reception
from tests.people.factories import BodyFactory, LocalityFactory, PersonFactory
from tests.sessions.factories import ThroughAction

HELD = date(2026, 6, 11)
RECEIVED = date(2026, 6, 3)


class ReceptionFactory(ThroughAction):
    """On the schedule for HELD; give `status="held"` for one that took place."""

    save_with = staticmethod(actions.create_reception)

    class Meta:
        model = Reception

    locality = factory.SubFactory(LocalityFactory)
    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"), kind="committee")
    planned_on = HELD
    status = ReceptionStatus.PLANNED
    held_on = factory.LazyAttribute(lambda row: row.planned_on if row.status == ReceptionStatus.HELD else None)


class LetterFactory(ThroughAction):
    """A complaint received on RECEIVED; nobody reads it but its handler and `related={"readers": …}`."""

    save_with = staticmethod(actions.receive)

    class Meta:
        model = Letter

    locality = factory.SubFactory(LocalityFactory)
    kind = LetterKind.COMPLAINT
    received_on = RECEIVED
    sender = "Ông N.V.A."
    summary = factory.Sequence(lambda n: f"Khiếu nại bồi thường thửa đất số {n}")
    handler = factory.SubFactory(PersonFactory, locality=factory.SelfAttribute("..locality"))
    status = LetterStatus.RECEIVED
    settled_on = factory.LazyAttribute(lambda row: date(2026, 7, 1) if row.status == LetterStatus.SETTLED else None)
