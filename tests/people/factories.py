"""Who and where, made up for tests. A test that needs an order of names gives the names."""

import factory
from factory.django import DjangoModelFactory

from coordination.people.choices import BodyKind, ConcernKind, Level, LocalityKind
from coordination.people.models import (
    Appointment,
    Body,
    Concern,
    Constituency,
    DelegateMandate,
    Lineage,
    Locality,
    Membership,
    Person,
    Term,
    User,
)

PASSWORD = "trong-dong-1975"


class LocalityFactory(DjangoModelFactory):
    """A province in force, without known first day."""

    class Meta:
        model = Locality

    slug = factory.Sequence(lambda n: f"tinh-{n}")
    name = factory.Sequence(lambda n: f"Thử nghiệm {n}")
    full_name = factory.LazyAttribute(lambda place: f"{LocalityKind(place.kind).label.capitalize()} {place.name}")
    level = Level.PROVINCE
    kind = LocalityKind.PROVINCE

    class Params:
        commune = factory.Trait(
            level=Level.COMMUNE, kind=LocalityKind.COMMUNE, slug=factory.Sequence(lambda n: f"xa-{n}")
        )


class LineageFactory(DjangoModelFactory):
    """What the old districts and provinces became on 1/7/2025."""

    class Meta:
        model = Lineage

    predecessor = factory.SubFactory(LocalityFactory)
    successor = factory.SubFactory(LocalityFactory)
    on = "2025-07-01"


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    locality = factory.SubFactory(LocalityFactory)
    name = factory.Sequence(lambda n: f"{2021 + 5 * n}-{2026 + 5 * n}")


class BodyFactory(DjangoModelFactory):
    """A department unless told otherwise."""

    class Meta:
        model = Body
        skip_postgeneration_save = True

    locality = factory.SubFactory(LocalityFactory)
    kind = BodyKind.DEPARTMENT
    name = factory.Sequence(lambda n: f"Sở Thử nghiệm {n}")
    short_name = factory.SelfAttribute("name")
    code = factory.Sequence(lambda n: f"co-quan-{n}")

    @factory.post_generation
    def serves(self, create, bodies, **kwargs):
        """Bodies whose office this one is."""
        if create and bodies:
            self.serves.set(bodies)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    locality = factory.SubFactory(LocalityFactory)
    name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    person = factory.SubFactory(PersonFactory)
    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..person.locality"))
    post = "Giám đốc"


class ConstituencyFactory(DjangoModelFactory):
    class Meta:
        model = Constituency

    locality = factory.SubFactory(LocalityFactory)
    name = factory.Sequence(lambda n: f"Đơn vị bầu cử số {n}")


class DelegateMandateFactory(DjangoModelFactory):
    class Meta:
        model = DelegateMandate

    person = factory.SubFactory(PersonFactory)
    term = factory.SubFactory(TermFactory, locality=factory.SelfAttribute("..person.locality"))
    constituency = factory.SubFactory(ConstituencyFactory, locality=factory.SelfAttribute("..person.locality"))


class UserFactory(DjangoModelFactory):
    """An account with PASSWORD and no membership; `person=None` unless given."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"nguoi-dung-{n}")
    person = None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, password=kwargs.pop("password", PASSWORD), **kwargs)


class MembershipFactory(DjangoModelFactory):
    """A clerk of a new body; give `user`, `body`, `role`."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    body = factory.SubFactory(BodyFactory)
    role = "council_clerk"


class ConcernFactory(DjangoModelFactory):
    """Give `record` and one of `body`, `person`."""

    class Meta:
        model = Concern

    as_what = ConcernKind.ADDRESSEE


def member(body, role: str, name: str = "", username: str = "") -> User:
    """A person with an account and one membership; without a username the name gives one."""
    person = PersonFactory(locality=body.locality, **({"name": name} if name else {}))
    user = UserFactory(person=person, **({"username": username} if username else {}))
    MembershipFactory(user=user, body=body, role=role)
    return user
