"""Chains that lists and figures share; statistics of a period stand in `voters.queries`."""

from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef, Q

from coordination.records.querysets import RecordQuerySet
from voters.choices import PetitionStatus

UNCLASSIFIED = Q(field="") | Q(level="") | Q(competent_body=None)

OFTEN = 4
"""From this many times on, offices list a petition as raised again and again."""


class PetitionQuerySet(RecordQuerySet):
    """Petitions as they stand now."""

    def overdue_now(self, today: date) -> Self:
        """Due before today, not finished."""
        return self.filter(due_on__lt=today, finished_on=None)

    def late_answers(self, today: date) -> Self:
        """Somebody was asked, has not answered, and the day for it is over."""
        return self.overdue_now(today).filter(status__in=PetitionStatus.UNDER_WAY)

    def waiting_for_classification(self) -> Self:
        """New, and field, level or competent body is still missing; nobody has refused it."""
        return self._new().filter(UNCLASSIFIED).exclude(self._refused())

    def waiting_for_dispatch(self) -> Self:
        """New and classified: to be forwarded for the first time, by itself or in a batch."""
        return self._new().exclude(UNCLASSIFIED).exclude(self._refused())

    def refused_and_waiting(self) -> Self:
        """Given back by whoever was asked, and not forwarded again yet."""
        return self._new().filter(self._refused())

    def _new(self) -> Self:
        """Of a group only the petition that leads it waits for something."""
        return self.filter(status=PetitionStatus.NEW, merged_into=None)

    def _refused(self) -> Exists:
        referrals = self.model._meta.get_field("referrals").related_model._base_manager
        return Exists(referrals.filter(petition=OuterRef("pk"), under=None, refused_on__isnull=False))

    def raised_often(self) -> Self:
        """Raised four times or more."""
        return self.filter(times_raised__gte=OFTEN)

    def misdirected(self) -> Self:
        """Sent to a wrong place before registration."""
        return self.exclude(misdirected_to="")
