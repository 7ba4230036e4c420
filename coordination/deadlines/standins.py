"""Who does the work of somebody absent. The substitute may be absent too: the chain is followed to whoever is there.

A chain that runs in a circle, is longer than `LONGEST`, or ends at somebody who cannot work (account closed, no role in
force) leads to nobody: the absent person then keeps being told, and so are the others of the audience.
"""

from datetime import date

from django.db.models import Exists, Q

from coordination.deadlines.models import Absence
from coordination.lib.dates import screen
from coordination.people.models import User
from coordination.people.models.querysets import in_force
from coordination.people.permissions import Permission
from coordination.people.roles import ROLES

WORKING_ROLES = [code for code, role in ROLES.items() if Permission.OBLIGATION_CLOSE in role.permissions]
"""Roles that do duties: neither delegates nor administrators."""
LONGEST = 4
"""Links of a chain that are followed."""


def substitutes_on(day: date) -> dict[int, int]:
    """Absent user → who works in their place on the day, at the end of the chain. Two queries, one if all are here."""
    named = dict(_absences(day).order_by("pk").values_list("user", "substitute"))
    ends = {absent: end for absent in named if (end := end_of(absent, named)) is not None}
    able = able_on(set(ends.values()), day)
    return {absent: end for absent, end in ends.items() if end in able}


def absences_covered(user, day: date) -> list[Absence]:
    """The absences during which the work falls to the user on the day, those that end first first."""
    absent = [key for key, end in substitutes_on(day).items() if end == user.pk]
    if not absent:
        return []
    return list(_absences(day).filter(user__in=absent).select_related("user__person").order_by("last", "id"))


def falls_to(user, day: date, path: str = "assignee") -> Q:
    """Rows assigned to a person whose work falls to the user on the day. No query of its own: pages count with it."""
    absences = _absences(day)
    link, condition = absences.filter(substitute=user), Q()
    for _ in range(LONGEST):
        named = link.filter(user__person__isnull=False).values("user__person")
        condition |= Q(**{f"{path}__in": named})
        link = absences.filter(substitute__in=link.values("user"))
    return condition & Q(~Exists(absences.filter(user=user)))


def absence_words(person, day: date) -> str:
    """ "vắng đến 17/07/2026, Nguyễn Thị Lan làm thay", or nothing for who is here."""
    if person is None:
        return ""
    absence = _absences(day).filter(user__person=person).order_by("pk").last()
    if absence is None:
        return ""
    end = substitutes_on(day).get(absence.user_id)
    users = User.objects.select_related("person")  # ungated: the name stands beside a duty that came through the gate
    substitute = users.get(pk=end) if end else None
    return f"vắng đến {screen(absence.last)}, {f'{substitute} làm thay' if substitute else 'chưa có người làm thay'}"


def assigned_words(obligation, day: date) -> str:
    """Whom the duty is assigned to, and who works in their place while they are absent."""
    words = absence_words(obligation.assignee, day) if obligation.closed_on is None else ""
    return f"{obligation.assignee} ({words})" if words else str(obligation.assignee or "")


def end_of(absent: int, named: dict[int, int]) -> int | None:
    """Whoever is there at the end of the chain; none for a circle."""
    user = absent
    for _ in range(LONGEST):
        user = named[user]
        if user not in named:
            return user
    return None


def able_on(users: set[int], day: date) -> set[int]:
    """Of the users those who can work on the day."""
    if not users:
        return set()
    able = in_force(day, "memberships__")
    rows = User.objects.filter(able, memberships__isnull=False, is_active=True, pk__in=users)  # ungated: keys alone
    return set(rows.values_list("pk", flat=True))


def _absences(day: date):
    """Who is away on the day and whom they named, wherever: it decides whose a duty is, for all who see the duty."""
    return Absence.objects.on(day)  # ungated: no row is shown, only whose the work is
