"""Reference rows (who and where) have no gate columns: they are seen by the places they belong to."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate

from coordination.lib.text import fold

VIETNAMESE = "vi-VN-x-icu"


def in_force(on: date, prefix: str = "") -> Q:
    """Rows valid on a day; an unknown first or last day counts as open, both ends are inclusive."""
    start, end = f"{prefix}valid_from", f"{prefix}valid_to"
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": on})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})
    )


def near(membership, path: str = "locality") -> Q:
    """Rows of the places a membership works with: own, parent, children, ended predecessors."""
    path = f"{path}__" if path else ""
    own = membership.locality_ids
    places = Q(**{f"{path}pk__in": own}) | Q(**{f"{path}parent_id__in": own})
    if membership.body.locality.parent_id:
        places |= Q(**{f"{path}pk": membership.body.locality.parent_id})
    return places


class PlaceQuerySet(models.QuerySet):
    """Rows that belong to a locality: `place_path` leads from the row to it, `name_path` to what the row is called."""

    place_path = "locality"
    name_path = "name"

    def visible_to(self, user) -> Self:
        """Own locality, its parent, its children, and ended predecessors: the places one works with."""
        if not getattr(user, "is_authenticated", False) or user.acting is None:
            return self.none()
        return self.filter(near(user.acting, self.place_path))

    def in_force(self, on: date) -> Self:
        """Rows valid on a day."""
        return self.filter(in_force(on))

    def by_name(self) -> Self:
        """Sorted the Vietnamese way on both databases."""
        return self.order_by(Collate(self.name_path, VIETNAMESE), "pk")

    def named(self, words: str) -> Self:
        """Rows whose name holds all the words, accents and case ignored; such lists are short enough to fold here."""
        wanted = fold(words).split()
        names = self.values_list("pk", self.name_path)
        return self.filter(pk__in=[pk for pk, name in names if all(word in fold(name or "") for word in wanted)])


class LocalityQuerySet(PlaceQuerySet):
    """Localities are their own place."""

    place_path = ""


class LineageQuerySet(PlaceQuerySet):
    """Successions are seen from the locality that ended."""

    place_path = "predecessor"
    name_path = "predecessor__name"


class OfPersonQuerySet(PlaceQuerySet):
    """Posts and mandates are seen where their person is."""

    place_path = "person__locality"
    name_path = "person__name"


class MembershipQuerySet(PlaceQuerySet):
    """Memberships are seen where their body is."""

    place_path = "body__locality"
    name_path = "user__person__name"
