"""Who took over: the successors of ended bodies and localities as of a day."""

from collections import defaultdict
from datetime import date
from functools import cached_property

from coordination.people.models import Body, Lineage, Locality

FAR = 12
"""Successions followed at most: a loop in the data ends here."""


def end_of(body: Body) -> date | None:
    """The last day of a body: its own, or that of its locality."""
    return min((day for day in (body.valid_to, body.locality.valid_to) if day), default=None)


def has_ended(body: Body, on: date) -> bool:
    """Whether the body no longer exists on a day."""
    end = end_of(body)
    return end is not None and end < on


def counterpart(body: Body, place: Locality | None) -> Body | None:
    """The body of another locality that has the same task."""
    if place is None or place.pk == body.locality_id:
        return None
    return _same_task(body, list(Body.objects.filter(locality=place, kind=body.kind).select_related("locality")))


def _same_task(body: Body, candidates: list[Body]) -> Body | None:
    """Of the same kind; where there are more, the one of the same code."""
    same = [one for one in candidates if one.code == body.code] or candidates
    return same[0] if len(same) == 1 else None


class Heirs:
    """Successors as of a day. Asks at most three questions of the database, however many bodies it is asked about."""

    def __init__(self, on: date):
        self.on = on

    @cached_property
    def _lineage(self) -> dict[int, list[Lineage]]:
        rows = defaultdict(list)
        for row in Lineage.objects.select_related("successor").order_by("on", "pk"):
            rows[row.predecessor_id].append(row)
        return rows

    @cached_property
    def _named(self) -> dict[int, Body]:
        named = Body.objects.exclude(successor=None).values("successor")
        return {body.pk: body for body in Body.objects.filter(pk__in=named).select_related("locality")}

    @cached_property
    def _in_heirs(self) -> dict[tuple[int, str], list[Body]]:
        places = {row.successor_id for rows in self._lineage.values() for row in rows if row.successor_id}
        found = defaultdict(list)
        for body in Body.objects.filter(locality__in=places).select_related("locality"):
            found[body.locality_id, body.kind].append(body)
        return found

    def of(self, body: Body) -> Body | None:
        """Who does now what an ended body did: itself while it exists, else along the named successors and the lineage
        of its place (the body of the same code, or the only one of its kind, there). None when nobody is known."""
        for _ in range(FAR):
            if not has_ended(body, self.on):
                return body
            following = self._named.get(body.successor_id) if body.successor_id else self._in_place(body)
            if following is None or following.pk == body.pk:
                return None
            body = following
        return None

    def _in_place(self, body: Body) -> Body | None:
        place = self.of_place(body.locality)
        if place is None or place.pk == body.locality_id:
            return None
        return _same_task(body, self._in_heirs[place.pk, body.kind])

    def of_place(self, place: Locality) -> Locality | None:
        """What became of an ended locality: itself while it exists; None when split, or outside the program."""
        for _ in range(FAR):
            if not place.ended_on(self.on):
                return place
            rows = self._lineage.get(place.pk, [])
            if len(rows) != 1 or rows[0].successor is None:
                return None
            place = rows[0].successor
        return None

    def named_after(self, place: Locality) -> list[str]:
        """What the lineage says became of a locality, in words."""
        return [str(row.successor or row.successor_name) for row in self._lineage.get(place.pk, [])]
