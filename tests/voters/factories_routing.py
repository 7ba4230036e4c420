"""Rules of competence, and petitions that bounced, made up for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.people.factories import BodyFactory, LocalityFactory
from tests.voters.factories import LOADER, petition_of
from voters import actions
from voters.choices import Field
from voters.models import CompetenceRule

SENT = date(2026, 5, 20)


class CompetenceRuleFactory(DjangoModelFactory):
    """Roads belong to a department."""

    class Meta:
        model = CompetenceRule

    locality = factory.SubFactory(LocalityFactory)
    field = Field.ROADS
    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    ground = "Quyết định phân công nhiệm vụ"


def rule_of(locality, /, **fields) -> CompetenceRule:
    """A rule entered through the door."""
    fields.setdefault("body", None if fields.get("local_committee") else BodyFactory(locality=locality))
    return actions.create_rule(CompetenceRuleFactory.build(locality=locality, **fields), by=LOADER)


def accepted_by(body, locality, /, **fields):
    """A petition that the body took on, two days after it was sent."""
    petition = petition_of(locality, **fields)
    actions.forward(petition, by=LOADER, to=body, on=SENT)
    actions.accept(petition, by=LOADER, on=date(2026, 5, 22))
    return petition


def refused_by(body, locality, /, reason="Không thuộc chức năng của Sở.", right_body=None, **fields):
    """A petition that the body refused, five days after it was sent."""
    petition = petition_of(locality, **fields)
    actions.forward(petition, by=LOADER, to=body, on=SENT)
    actions.refuse(petition, by=LOADER, reason=reason, on=date(2026, 5, 25), right_body=right_body)
    return petition
