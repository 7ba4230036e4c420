"""Rows of the coordination, asked by day and by period."""

from datetime import date
from typing import Self

from django.db.models import Q

from coordination.lib.dates import PartialDate
from coordination.lib.period import Period
from coordination.people.models.querysets import in_force
from coordination.records.querysets import RecordQuerySet


class RegulationQuerySet(RecordQuerySet):
    """Coordination regulations."""

    def in_force(self, on: date) -> Self:
        """Valid on a day; an unknown first or last day counts as open."""
        return self.filter(in_force(on))


class HeldQuerySet(RecordQuerySet):
    """Things held on a day that may be known only in part (`held_on`)."""

    def held(self, period: Period) -> Self:
        """Held on a day that surely lies in the period: "5/2023" lies in 2023, not in a period that ends on 15/5."""
        rows = self.filter(held_on__isnull=False)
        if period.start:
            rows = rows.filter(_not_before(period.start))
        if period.end:
            rows = rows.filter(held_on__lte=period.end).exclude(_reaches_beyond(period.end))
        return rows


def _not_before(start: date) -> Q:
    """Days from `start` on; months and years only when they begin on `start` or later."""
    found = Q(held_on__gte=start)
    if start.day == 1:
        found |= Q(held_on=PartialDate(start.year, start.month))
        if start.month == 1:
            found |= Q(held_on=PartialDate(start.year))
    return found


def _reaches_beyond(end: date) -> Q:
    """The month or the year of `end` itself, where it goes on after that day."""
    parts = [PartialDate(end.year, end.month), PartialDate(end.year)]
    return Q(held_on__in=[part for part in parts if part.last > end])
