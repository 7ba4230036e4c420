"""What is asked of agenda items and their documents: figures and pages take their rows here."""

from datetime import date

from django.db.models import F, Q

from coordination.lib.period import Period
from sessions.choices import ItemStatus, Stage
from sessions.queries.common import within


def documents(items, period: Period):
    """Agenda documents due within the period; withdrawn and postponed ones stay counted."""
    return items.filter(within("due_on", period))


def late(items, period: Period, on: date):
    """Of those due in the period: received after the due day, or not received and overdue as of `on`."""
    return documents(items, period).filter(_late(on))


def owed(items):
    """Documents still to come."""
    return items.filter(status=ItemStatus.EXPECTED)


def overdue(items, on: date):
    """Documents still to come whose due day lies before `on`."""
    return owed(items).filter(due_on__lt=on)


def at_stage(items, stage: Stage, on: date):
    """Items of one share of the readiness board, as of a day; the same parting as `AgendaItem.stage`."""
    if stage == Stage.OVERDUE:
        return overdue(items, on)
    if stage == Stage.WAITING:
        return owed(items).filter(Q(due_on=None) | Q(due_on__gte=on))
    if stage == Stage.STOPPED:
        return items.filter(status__in=ItemStatus.STOPPED)
    if stage == Stage.SENT:
        return items.filter(status=ItemStatus.SENT)
    return items.filter(status__in=ItemStatus.RECEIVED_AND_ON).exclude(status=ItemStatus.SENT)


def _late(on: date) -> Q:
    """Due before `on`, and neither received nor withdrawn by the due day."""
    came_late = Q(received_on__gt=F("due_on"))
    stopped_late = Q(received_on__isnull=True) & (Q(stopped_on__isnull=True) | Q(stopped_on__gt=F("due_on")))
    return Q(due_on__lt=on) & (came_late | stopped_late)
