"""What is asked of the ledger: by figures, by panels, by "Việc của tôi". Querysets in, querysets out."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines.calendar import Sense
from coordination.deadlines.choices import RuleKind, Scope
from coordination.deadlines.models import Obligation
from coordination.deadlines.standins import WORKING_ROLES, falls_to
from coordination.lib.period import Period
from coordination.people.choices import Level
from coordination.people.models import Appointment, Membership, Person
from coordination.people.models.querysets import in_force
from coordination.people.roles import Reach
from coordination.records.models import Record


def about(record):
    """Obligations about a record, by due day."""
    return Obligation.objects.about(record).order_by("due_on", "id")


def open_about(record):
    """Obligations about a record that are not closed yet: what its actions close or move."""
    return about(record).filter(closed_on__isnull=True)


def set_about(record):
    """Open ones with a set date: what the actions of a record keep equal to it. Those of a rule follow their anchor."""
    return open_about(record).filter(version=None)


def making_duties(versions):
    """Versions that say by when something is owed: no waits, no frequencies, no majorities."""
    return versions.filter(sense=Sense.AT_MOST).exclude(kind__in=(RuleKind.FREQUENCY, RuleKind.THRESHOLD))


def assignable(obligation):
    """Persons who work in the owner body or in an office that serves it; in a commune a few work for all sides."""
    owner = obligation.owner
    bodies = Q(body=owner) | Q(body__serves=owner)
    if owner.locality.level == Level.COMMUNE:
        bodies |= Q(body__locality=owner.locality)
    working = Membership.objects.filter(bodies, in_force(timezone.localdate())).values("user__person")
    holding = Appointment.objects.filter(in_force(timezone.localdate()), body=owner).values("person")
    return Person.objects.filter(Q(pk__in=working) | Q(pk__in=holding))


def due(obligations, period: Period):
    """Obligations due on a day of the period, waived ones apart; due = met + late + still_open for every day."""
    rows = obligations.owed()
    if period.start:
        rows = rows.filter(due_on__gte=period.start)
    if period.end:
        rows = rows.filter(due_on__lte=period.end)
    return rows


def met(obligations, period: Period, on: date):
    """Of those due in the period: done by `on`, and in time."""
    return due(obligations, period).met(on)


def late(obligations, period: Period, on: date):
    """Of those due in the period: done after the due day, or overdue as of `on`."""
    return due(obligations, period).late(on)


def still_open(obligations, period: Period, on: date):
    """Of those due in the period: not done as of `on`, and not overdue; a clock that stands still is not late."""
    stands = Q(closed_on=None, paused_on__lte=on)
    return due(obligations, period).open(on).filter(Q(due_on__gte=on) | stands)


def default_scope(user) -> Scope:
    """Leaders look at their side's work, everybody else at their own."""
    return Scope.UNIT if user.acting and user.acting.role_class.is_leader else Scope.MINE


def in_scope(obligations, user, scope: Scope):
    """Obligations owed by, or awaited by, the user or the unit; what bodies of the unit owe one another is owed.

    The unit of a leader of a side is that whole side (council, committee or Front with everything under it), of others
    the own body and those it serves. Mine is what is assigned to me, to nobody, or today to somebody I stand in for.
    """
    if user.acting is None:
        return obligations.none()
    if scope == Scope.UNIT:
        return obligations.filter(_of_unit(user, "owner"))
    if scope == Scope.MINE:
        return obligations.filter(_mine(user))
    awaited = _of_unit(user, "beneficiary")
    if scope == Scope.AWAITED_BY_ME:
        awaited |= Q(beneficiary=None, created_by=user)
        return obligations.filter(awaited & ~_of_unit(user, "owner") & ~falls_to(user, timezone.localdate()))
    return obligations.filter(awaited).exclude(_of_unit(user, "owner"))


def _mine(user) -> Q:
    own = _of_unit(user, "owner") & (Q(assignee=None) | Q(assignee=user.person_id))
    return own | falls_to(user, timezone.localdate())


def people_of_unit(user):
    """Persons who do the work of the bodies that the user acts for (of a leader of a side: of all of it)."""
    if user.acting is None:
        return Person.objects.none()
    working = Membership.objects.filter(_of_unit(user, "body"), in_force(timezone.localdate()), role__in=WORKING_ROLES)
    return Person.objects.filter(pk__in=working.values("user__person"))


def mark_reachable(obligations) -> None:
    """Give each obligation `is_reachable`: whether an account in force does the work of it. One query for all.

    That is its assignee's, or while that one has none, those of the workers of the body and of the offices serving it.
    """
    owners, people = {row.owner_id for row in obligations}, {row.assignee_id for row in obligations}
    working = Q(role__in=WORKING_ROLES) & (Q(body__in=owners) | Q(body__serves__in=owners))
    rows = Membership.objects.filter(in_force(timezone.localdate()), user__is_active=True).order_by()
    found = rows.filter(Q(user__person__in=people - {None}) | working)
    reached = set(found.values_list("user__person", "role", "body", "body__serves"))
    there = {person for person, *_ in reached}
    staffed = {body for _, role, *bodies in reached if role in WORKING_ROLES for body in bodies}
    for row in obligations:
        row.is_reachable = row.assignee_id in there - {None} or row.owner_id in staffed


def overdue_count(user) -> int:
    """Own overdue duties: the red number in the bar, equal to the group "Quá hạn" of the landing page."""
    rows = in_scope(Obligation.objects.visible_to(user), user, default_scope(user))
    return rows.overdue(timezone.localdate()).count()


def label_subjects(obligations, user) -> None:
    """Give each obligation `shown_subject`: the record it is about if the user may see that one, else None.

    One query per kind of record, however many rows.
    """
    wanted = defaultdict(set)
    for obligation in obligations:
        if obligation.subject_type_id:
            wanted[obligation.subject_type_id].add(obligation.subject_id)
    seen = {key: _visible(key, pks, user) for key, pks in wanted.items()}
    for obligation in obligations:
        obligation.shown_subject = seen.get(obligation.subject_type_id, {}).get(obligation.subject_id)


def _visible(type_id: int, pks, user) -> dict:
    model: Any = ContentType.objects.get_for_id(type_id).model_class()
    return model.objects.visible_to(user).in_bulk(pks) if model else {}


def _of_unit(user, field: str) -> Q:
    """Rows whose body belongs to the unit that the user acts for."""
    role = user.acting.role_class
    if not role.is_leader or role.reach is not Reach.LOCALITY:
        return Q(**{f"{field}__in": user.acting.body_ids})
    tops = user.acting.principal_ids
    return (
        Q(**{f"{field}__in": tops}) | Q(**{f"{field}__parent__in": tops}) | Q(**{f"{field}__parent__parent__in": tops})
    )


def why_url(record, day: date) -> str:
    """Where it is explained why a record is due on the day; nothing for rows that the ledger does not know."""
    if not isinstance(record, Record) or record.pk is None or isinstance(day, datetime) or not isinstance(day, date):
        return ""
    if isinstance(record, Obligation):
        return record.why_url
    return f"{reverse('deadlines:why-of-record')}?ho-so={record._meta.label_lower}:{record.pk}&ngay={day.isoformat()}"
