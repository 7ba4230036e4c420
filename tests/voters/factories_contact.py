"""Contact plans, made up for tests: written as rows; tests of actions go through the actions."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.people.factories import LocalityFactory
from tests.voters.factories import LOADER, ContactMeetingFactory
from voters import actions
from voters.models import ContactMeeting, ContactPlan


class ContactPlanFactory(DjangoModelFactory):
    """A draft of a round in October 2026."""

    class Meta:
        model = ContactPlan

    locality = factory.SubFactory(LocalityFactory)
    name = factory.Sequence(lambda n: f"Tiếp xúc cử tri đợt {n}")
    kind = "before"
    starts_on = date(2026, 10, 5)
    ends_on = date(2026, 10, 16)

    class Params:
        issued = factory.Trait(status="issued", number="45/KH-HĐND", issued_on=date(2026, 9, 25))


def meeting_of(locality, /, **fields) -> ContactMeeting:
    """A meeting written down through its action, so that it has concerns and history."""
    related = fields.pop("related", None)
    return actions.plan_meeting(ContactMeetingFactory.build(locality=locality, **fields), by=LOADER, related=related)


def plan_of(locality, /, **fields) -> ContactPlan:
    """A draft plan through its action."""
    related = fields.pop("related", None)
    return actions.draw_up_plan(ContactPlanFactory.build(locality=locality, **fields), by=LOADER, related=related)
