"""Who is told of a duty: people by audience, through a membership that may see it, and who stands in for them.

Everything about people is read once for a whole sweep, so that a duty costs no query of its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.db.models import Q

from coordination.deadlines.models import Obligation
from coordination.deadlines.reminders import ladder
from coordination.deadlines.standins import substitutes_on
from coordination.people.choices import BodyKind
from coordination.people.models import Body, Membership
from coordination.people.models.querysets import in_force
from coordination.people.permissions import Permission
from coordination.people.roles import Reach


class People:
    """The people of a day, by body and by account. `look_at` names the duties that are asked about next."""

    def __init__(self, day: date):
        self.day = day
        self._seen: dict[int, frozenset[int]] = {}
        self._asked_about: tuple[int, ...] = ()

    def look_at(self, obligation_ids: Iterable[int]) -> None:
        """Forget what was seen of other duties; what each membership sees of these is asked in one query."""
        self._asked_about = tuple(obligation_ids)
        self._seen = {}

    def told_of(self, obligation: Obligation, audiences: Iterable[str]) -> dict[int, Membership]:
        """Account → the membership through which it sees the duty; substitutes stand in for who is absent."""
        told: dict[int, Membership] = {}
        for membership in self._members_of(obligation, frozenset(audiences)):
            told_as = self._standing_in(membership, obligation) or self._seeing(membership, obligation)
            if told_as is not None:
                told.setdefault(told_as.user_id, told_as)
        return told

    def seeing(self, user_id: int, obligation: Obligation) -> Membership | None:
        """A membership of the account that sees the duty, if it has one."""
        return next((row for row in self.memberships_of(user_id) if self._sees(row, obligation)), None)

    def memberships_of(self, user_id: int) -> list[Membership]:
        """The account's memberships in force, in its own order."""
        return self._by_user.get(user_id, [])

    def leaders(self, locality_ids: Iterable[int]) -> list[Membership]:
        """Everybody who leads one of the three sides in one of the places, each account once."""
        wanted: set[int] = set(locality_ids)
        found: dict[int, Membership] = {}
        for rows in self._by_body.values():
            for row in rows:
                leads = row.role_class.is_leader and row.role_class.reach is Reach.LOCALITY
                if leads and row.body.locality_id in wanted:
                    found.setdefault(row.user_id, row)
        return sorted(found.values(), key=lambda row: row.pk)

    def doing(self, obligation: Obligation) -> list[Membership]:
        """Those whose work it is: the assignee, or the workers of the body while nobody (with an account) is."""
        if obligation.assignee_id and (rows := self._by_person.get(obligation.assignee_id)):
            return rows
        bodies = [obligation.owner_id, *self._servers.get(obligation.owner_id, ())]
        return [row for body in bodies for row in self._by_body.get(body, ()) if _works(row)]

    def _members_of(self, obligation: Obligation, audiences: frozenset[str]) -> list[Membership]:
        rows: list[Membership] = []
        if ladder.ASSIGNEE in audiences:
            rows += self.doing(obligation)
        if ladder.HEAD in audiences:
            rows += self._heads(obligation.owner_id)
        if ladder.OFFICE in audiences:
            rows += self._office(obligation.locality_id)
        if ladder.STANDING in audiences:
            rows += self._standing(obligation.locality_id)
        return rows

    def _heads(self, body_id: int) -> list[Membership]:
        """Leaders of the body, or of the nearest one above it; of a whole side those wherever in it they stand, but not
        who leads a single body of it."""
        at: int | None = body_id
        top = body_id
        while at is not None:
            if found := self._leaders_in([at]):
                return found
            top, at = at, self._bodies[at].parent_id
        return [row for row in self._leaders_in(self._below(top)) if row.role_class.reach is Reach.LOCALITY]

    def _office(self, locality_id: int) -> list[Membership]:
        """The office of the council; where a place has none, those who work in the council itself."""
        council = {pk for pk in self._by_place[locality_id] if self._bodies[pk].kind in BodyKind.OF_COUNCIL}
        serving = {server for pk in council for server in self._servers.get(pk, ())}
        offices = [pk for pk in sorted(serving) if self._bodies[pk].kind == BodyKind.OFFICE]
        found = [row for pk in offices for row in self._by_body.get(pk, ()) if _works(row)]
        return found or [
            row
            for pk in sorted(council)
            for row in self._by_body.get(pk, ())
            if _works(row) and row.role_class.reach is Reach.LOCALITY and not row.role_class.is_leader
        ]

    def _standing(self, locality_id: int) -> list[Membership]:
        kinds = (BodyKind.COUNCIL, BodyKind.COUNCIL_STANDING)
        return self._leaders_in(pk for pk in self._by_place[locality_id] if self._bodies[pk].kind in kinds)

    def _leaders_in(self, body_ids: Iterable[int]) -> list[Membership]:
        return [row for pk in body_ids for row in self._by_body.get(pk, ()) if row.role_class.is_leader]

    def _below(self, top: int) -> list[int]:
        found, frontier = [top], [top]
        while frontier:
            frontier = [child for pk in frontier for child in self._children.get(pk, ())]
            found += frontier
        return found

    def _standing_in(self, membership: Membership, obligation: Obligation) -> Membership | None:
        """How the substitute of an absent person sees the duty; one who may not see it replaces nobody."""
        substitute = self._substitutes.get(membership.user_id)
        return self.seeing(substitute, obligation) if substitute else None

    def _seeing(self, membership: Membership, obligation: Obligation) -> Membership | None:
        """The membership itself, or another one of the same account."""
        return membership if self._sees(membership, obligation) else self.seeing(membership.user_id, obligation)

    def _sees(self, membership: Membership, obligation: Obligation) -> bool:
        if membership.pk not in self._seen:
            membership.user.act_as(membership)
            rows = Obligation.objects.filter(pk__in=self._asked_about).visible_to(membership.user)
            self._seen[membership.pk] = frozenset(rows.order_by().values_list("pk", flat=True))
        return obligation.pk in self._seen[membership.pk]

    @cached_property
    def _substitutes(self) -> dict[int, int]:
        return substitutes_on(self.day)

    @cached_property
    def _memberships(self) -> list[Membership]:
        """One query for everybody; each row has an account object of its own, which acts through it."""
        rows = Membership.objects.filter(in_force(self.day), Q(user__is_active=True))
        return list(
            rows.select_related("user__person", "body__locality__parent", "body__parent").order_by("order", "id")
        )

    @cached_property
    def _by_body(self) -> dict[int, list[Membership]]:
        return _grouped(self._memberships, "body_id")

    @cached_property
    def _by_user(self) -> dict[int, list[Membership]]:
        return _grouped(self._memberships, "user_id")

    @cached_property
    def _by_person(self) -> dict[int, list[Membership]]:
        rows: dict[int, list[Membership]] = defaultdict(list)
        for row in self._memberships:
            if row.user.person_id:
                rows[row.user.person_id].append(row)
        return rows

    @cached_property
    def _bodies(self) -> dict[int, Body]:
        return Body.objects.only("parent", "kind", "locality").in_bulk()

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        rows: dict[int, list[int]] = defaultdict(list)
        for body in self._bodies.values():
            if body.parent_id:
                rows[body.parent_id].append(body.pk)
        return rows

    @cached_property
    def _by_place(self) -> dict[int, list[int]]:
        rows: dict[int, list[int]] = defaultdict(list)
        for body in self._bodies.values():
            rows[body.locality_id].append(body.pk)
        return rows

    @cached_property
    def _servers(self) -> dict[int, list[int]]:
        """Body → the offices that serve it."""
        rows: dict[int, list[int]] = defaultdict(list)
        for office, served in Body.serves.through.objects.order_by("id").values_list("from_body_id", "to_body_id"):
            rows[served].append(office)
        return rows


def _works(membership: Membership) -> bool:
    """Whether one does the body's work: neither a delegate nor whoever only administers accounts."""
    return Permission.OBLIGATION_CLOSE in membership.role_class.permissions


def _grouped(rows: Iterable[Membership], column: str) -> dict[int, list[Membership]]:
    groups: dict[int, list[Membership]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups
