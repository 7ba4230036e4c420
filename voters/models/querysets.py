"""Chains that lists and figures share; statistics of a period stand in `voters.queries`."""

from datetime import date
from typing import Self

from coordination.records.querysets import RecordQuerySet
from voters.choices import PetitionStatus

OFTEN = 4
"""From this many times on, offices list a petition as raised again and again."""


class PetitionQuerySet(RecordQuerySet):
    """Petitions as they stand now."""

    def overdue_now(self, today: date) -> Self:
        """Due before today, not finished."""
        return self.filter(due_on__lt=today, finished_on=None)

    def waiting_for_classification(self) -> Self:
        """Registered, not yet forwarded."""
        return self.filter(status=PetitionStatus.NEW)

    def raised_often(self) -> Self:
        """Raised four times or more."""
        return self.filter(times_raised__gte=OFTEN)

    def misdirected(self) -> Self:
        """Sent to a wrong place before registration."""
        return self.exclude(misdirected_to="")
