"""What follows from the place a record is about: the bodies of its territory, the constituency it lies in."""

from coordination.lib.memory import remembered
from coordination.people.choices import BodyKind, ConcernKind
from coordination.people.models import Body, Constituency


@remembered
def territory_of(place, locality):
    """The council, committee and Front of the place, when it is not the registering locality itself."""
    if place is None or place == locality:
        return []
    bodies = Body.objects.filter(locality=place, kind__in=BodyKind.PRINCIPAL)
    return [(ConcernKind.TERRITORY, body) for body in bodies]


@remembered
def constituency_of(place, locality):
    """The constituency of the registering locality that covers the place, if one does."""
    if place is None:
        return None
    return Constituency.objects.filter(locality=locality, covers=place).order_by("pk").first()
