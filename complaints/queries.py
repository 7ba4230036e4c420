"""What is asked of receptions and letters. Rows in, rows out; a period has inclusive ends.

Letters are counted whoever asks: a number names nobody. Lists of them go through the gate.
"""

from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from complaints.choices import ReceptionStatus
from coordination.lib.period import Period
from coordination.people.models import Body, Membership, Person
from coordination.people.models.querysets import in_force
from coordination.people.roles import ROLES


def held(receptions, period: Period):
    """Receptions held on a day of the period."""
    return receptions.filter(_within("held_on", period), status=ReceptionStatus.HELD)


def required(receptions, period: Period):
    """Receptions that the schedule puts on a day of the period, held or not."""
    return receptions.filter(_within("planned_on", period))


def received(letters, period: Period):
    """Letters received on a day of the period, all types; confidential ones count without being named."""
    return letters.filter(_within("received_on", period))


def next_code(letters, locality, year: int) -> str:
    """The next free case code in a locality's register of a year: DT-2026-0007."""
    prefix = f"DT-{year}-"
    used = letters.filter(locality=locality, code__startswith=prefix).order_by(Length("code").desc(), "-code")
    last = used.values_list("code", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04}"


def people_with(permission, locality_id: int):
    """Persons who work for a locality in a role that holds a permission: who can be named in a letter."""
    roles = [code for code, role in ROLES.items() if permission in role.permissions]
    working = Membership.objects.filter(in_force(timezone.localdate()), role__in=roles, body__locality=locality_id)
    return Person.objects.filter(pk__in=working.values("user__person")).by_name()


def bodies_in_force():
    """Every body that exists today."""
    return Body.objects.filter(in_force(timezone.localdate())).by_name()


def desk_of(person) -> Body | None:
    """The body where a person sits, by the first post in force."""
    post = person.appointments.filter(in_force(timezone.localdate()), body__isnull=False).select_related("body").first()
    return post.body if post else None


def _within(field: str, period: Period) -> Q:
    return Q(**{f"{field}__range": (period.earliest, period.latest)})
