"""Obligations as of a day. Nothing here is stored: a date decides, whatever the night job did."""

from datetime import date
from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q

from coordination.deadlines.calendar import SOON, working_days_later
from coordination.deadlines.choices import ObligationStatus, Standing
from coordination.records.querysets import RecordQuerySet


class ObligationQuerySet(RecordQuerySet):
    """`on` is the day as of which the question is asked: what was closed later was still open on it."""

    def about(self, subject) -> Self:
        """Obligations whose subject is this record."""
        subject_type = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=subject_type, subject_id=subject.pk)

    def owed(self) -> Self:
        """Without those that were waived: nobody owes them any more."""
        return self.exclude(status=ObligationStatus.WAIVED)

    def open(self, on: date) -> Self:
        """Not closed on the day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))

    def overdue(self, on: date) -> Self:
        """Open, and due before the day."""
        return self.open(on).filter(due_on__lt=on)

    def due_today(self, on: date) -> Self:
        """Open, and due on the day."""
        return self.open(on).filter(due_on=on)

    def due_soon(self, on: date) -> Self:
        """Open, and due within seven working days, the day itself apart."""
        return self.open(on).filter(due_on__gt=on, due_on__lte=working_days_later(on, SOON))

    def due_later(self, on: date) -> Self:
        """Open, and due after the seven working days of "sắp đến hạn"."""
        return self.open(on).filter(due_on__gt=working_days_later(on, SOON))

    def met(self, on: date) -> Self:
        """Done by the day, and not after the due day."""
        return self.owed().filter(Q(closed_on__lte=on) & Q(closed_on__lte=F("due_on")))

    def done_late(self, on: date) -> Self:
        """Done by the day, but after the due day."""
        return self.owed().filter(Q(closed_on__lte=on) & Q(closed_on__gt=F("due_on")))

    def late(self, on: date) -> Self:
        """Not kept in time: done after the due day, or due before the day and not done yet."""
        done_late = Q(closed_on__lte=on) & Q(closed_on__gt=F("due_on"))
        overdue = (Q(closed_on__isnull=True) | Q(closed_on__gt=on)) & Q(due_on__lt=on)
        return self.owed().filter(done_late | overdue)

    def standing(self, standing: Standing, on: date) -> Self:
        """Those that stand so on the day."""
        if standing == Standing.WAIVED:
            return self.filter(status=ObligationStatus.WAIVED)
        questions = {
            Standing.OPEN: self.open,
            Standing.TODAY: self.due_today,
            Standing.SOON: self.due_soon,
            Standing.OVERDUE: self.overdue,
            Standing.LATER: self.due_later,
            Standing.MET: self.met,
            Standing.DONE_LATE: self.done_late,
        }
        return questions[Standing(standing)](on)
