"""Personnel matters made up for tests."""

import factory

from sessions import actions
from sessions.choices import PersonnelKind
from sessions.models import PersonnelMatter
from tests.people.factories import BodyFactory, LocalityFactory, PersonFactory
from tests.sessions.factories import CouncilSessionFactory, ThroughAction


class PersonnelMatterFactory(ThroughAction):
    """An election laid before a session in preparation."""

    save_with = staticmethod(actions.create_personnel)

    class Meta:
        model = PersonnelMatter

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"))
    kind = PersonnelKind.ELECT
    person = factory.SubFactory(PersonFactory, locality=factory.SelfAttribute("..locality"))
    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    post = "Ủy viên Thử nghiệm"
