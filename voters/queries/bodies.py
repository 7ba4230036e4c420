"""What is asked of bodies."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from coordination.people.choices import BodyKind, Level
from coordination.people.models import Body, DelegateMandate, Membership, Person
from coordination.people.models.querysets import in_force
from coordination.people.permissions import Permission
from coordination.people.roles import ROLES
from voters.models import Petition
from voters.rules import judges_for


def answering_bodies() -> QuerySet:
    """Bodies that some petition is, or is to be, forwarded to."""
    return Body.objects.filter(Exists(Petition.objects.filter(competent_body=OuterRef("pk")))).by_name()


ANSWERING_ROLES = [code for code, role in ROLES.items() if Permission.PETITION_ANSWER in role.permissions]


def answers_here(body) -> bool:
    """Whether somebody works for the body in the system and takes on and answers petitions there; in a commune a few
    officials work for all. Of a body outside it the council's office notes what came on paper."""
    if body.locality.level == Level.COMMUNE:
        own = Q(body__locality=body.locality_id)
    else:
        own = Q(body=body.pk) | Q(body__serves=body.pk)
    there = Membership.objects.filter(own, in_force(timezone.localdate()))
    return there.filter(role__in=ANSWERING_ROLES, user__is_active=True).exists()


def bodies_in_force(*also: int | None) -> QuerySet:
    """Bodies that exist today in a locality that exists today, and those already chosen."""
    today = timezone.localdate()
    return Body.objects.filter((in_force(today) & in_force(today, "locality__")) | Q(pk__in=also)).by_name()


def judging_bodies(membership) -> QuerySet:
    """Bodies in force in whose name somebody may judge a reply."""
    near = Q(locality=membership.body.locality_id) | Q(pk__in=membership.body_ids)
    bodies = bodies_in_force().filter(near).select_related("locality", "parent__parent")
    return bodies_in_force().filter(pk__in=[body.pk for body in bodies if judges_for(membership, body)])


def watching_bodies() -> QuerySet:
    """Bodies that watch over petitions: boards, delegate groups, the Front."""
    kinds = (BodyKind.COUNCIL_BOARD, BodyKind.DELEGATE_GROUP, BodyKind.FRONT, BodyKind.FRONT_STANDING)
    return Body.objects.filter(kind__in=kinds).by_name()


def front_of(locality) -> Body | None:
    """The Front of a locality, to which answers are copied: its Standing Board in force, else the Front itself."""
    kinds = (BodyKind.FRONT_STANDING, BodyKind.FRONT)
    found = bodies_in_force().filter(locality=locality, kind__in=kinds)
    return min(found, key=lambda body: (kinds.index(body.kind), body.pk), default=None)


def chair_at(place, chosen: Body | None) -> Body | None:
    """Who takes the chair of a meeting there: of a commune's body that was chosen the like of that place, else the one
    chosen; where nobody was chosen the Front of the place, if it has one.
    """
    if place is None:
        return chosen
    if chosen is None:
        return bodies_in_force().filter(locality=place, kind=BodyKind.FRONT).order_by("pk").first()
    if chosen.locality_id == place.pk or chosen.locality.level != place.level:
        return chosen
    return bodies_in_force().filter(locality=place, kind=chosen.kind).order_by("pk").first()


def delegates(also: int | None = None) -> QuerySet:
    """Persons who hold, or held, a seat in a council, and the one already chosen."""
    seated = Exists(DelegateMandate.objects.filter(person=OuterRef("pk")))
    return Person.objects.filter(seated | Q(pk=also)).by_name()
