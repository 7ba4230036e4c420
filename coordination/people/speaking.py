"""In whose name somebody acts: one rule for every room."""

from django.db.models import Q

from coordination.people.choices import BodyKind, Level
from coordination.people.roles import Reach


def speaks_for(membership, body) -> bool:
    """Whether one may accept, refuse and reply for a body, and take over in its name.

    A department speaks for itself. The office of a principal body speaks for every body of its side, and the
    committee's office for bodies without a side in the same locality (power company, insurance, ministries). In a
    commune a few officials work for all sides.
    """
    if body is None:
        return False
    if membership.role_class.reach is not Reach.LOCALITY:
        return body.pk in membership.body_ids
    if body.locality_id != membership.body.locality_id:
        return False
    side = body.principal
    if side.pk in membership.principal_ids or body.locality.level == Level.COMMUNE:
        return True
    return side.kind not in BodyKind.PRINCIPAL and membership.body.principal.kind == BodyKind.COMMITTEE


def is_own_work(membership, body) -> bool:
    """Whether the body's work is one's own: of those one acts for; in a commune a few officials work for all. The same
    as `of_own_bodies` of one body."""
    if membership.body.locality.level == Level.COMMUNE:
        return body.locality_id == membership.body.locality_id
    return body.pk in membership.body_ids


def of_own_bodies(user, field: str) -> Q:
    """Rows of the bodies whose work is one's own: of those one acts for; in a commune a few officials work for all."""
    place = user.acting.body.locality
    if place.level == Level.COMMUNE:
        return Q(**{f"{field}__locality": place})
    return Q(**{f"{field}__in": user.acting.body_ids})
