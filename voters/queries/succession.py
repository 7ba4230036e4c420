"""Who took over: successors of ended bodies and places, and what that means for open petitions."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coordination.people.choices import BodyKind
from coordination.people.models import Body, Lineage, Locality
from voters.models import Petition

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


def committee_of(place: Locality, on: date) -> Body | None:
    """The people's committee of a locality in force on a day."""
    rows = Body.objects.filter(locality=place, kind=BodyKind.COMMITTEE).select_related("locality")
    return next((body for body in rows if not has_ended(body, on)), None)


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


@dataclass(frozen=True)
class Succession:
    """What becomes of an open petition whose body or place ended; an end that did not happen is None."""

    old_body: Body | None = None
    body: Body | None = None
    old_place: Locality | None = None
    place: Locality | None = None
    why_not: str = ""

    @property
    def words(self) -> str:
        """ "UBND huyện A → UBND xã B; xã C → xã D"."""
        steps = ((self.old_body, self.body), (self.old_place, self.place))
        return "; ".join(f"{old} → {new}" for old, new in steps if old and new)


def succession(petition: Petition, heirs: Heirs) -> Succession:
    """Who takes over the petition, or why nobody can be proposed."""
    body = petition.competent_body
    old_body = body if body and has_ended(body, heirs.on) else None
    old_place = petition.place if petition.place and petition.place.ended_on(heirs.on) else None
    if petition.locality.ended_on(heirs.on):
        return Succession(old_body, None, old_place, None, f"Sổ của {petition.locality} đã khép: chỉ xem được.")
    heir = heirs.of(old_body) if old_body else None
    place = heirs.of_place(old_place) if old_place else None
    missing = [_nobody_after(old_body)] if old_body and heir is None else []
    missing += [_nowhere_after(old_place, heirs)] if old_place and place is None else []
    # What can be taken over is taken over; what cannot stays for people to decide.
    return Succession(old_body, heir, old_place, place, "" if heir or place else " ".join(missing))


def _nobody_after(body: Body) -> str:
    return f"Chưa biết cơ quan nào kế thừa {body}: ghi ở trang cơ quan, hoặc chuyển tay."


def _nowhere_after(place: Locality, heirs: Heirs) -> str:
    named = heirs.named_after(place)
    if len(named) > 1:
        return f"{place} chia về {', '.join(named)}: sửa địa bàn của kiến nghị."
    return f"Chưa có trong hệ thống đơn vị kế thừa {place}."
