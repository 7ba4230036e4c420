"""Obligations as of a day. Nothing here is stored: a date decides, whatever the night job did."""

from collections import defaultdict
from datetime import date
from typing import Self

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q

from coordination.deadlines.calendar import SOON
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import ObligationStatus, Standing
from coordination.records.querysets import RecordQuerySet


class ObligationQuerySet(RecordQuerySet):
    """`on` is the day as of which the question is asked: what was closed later was still open on it."""

    def about(self, subject) -> Self:
        """Obligations whose subject is this record."""
        subject_type = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=subject_type, subject_id=subject.pk)

    def visible_to(self, user) -> Self:
        """Those the user may see, each with what its office calls serious (`Obligation.state`)."""
        return super().visible_to(user).select_related("locality__reminder_policy")

    def owed(self) -> Self:
        """Without those that were waived: nobody owes them any more."""
        return self.exclude(status=ObligationStatus.WAIVED)

    def open(self, on: date) -> Self:
        """Not closed on the day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))

    def paused(self, on: date) -> Self:
        """Open, and the clock stands still on the day."""
        return self.filter(closed_on=None, paused_on__lte=on)

    def running(self, on: date) -> Self:
        """Open, and the clock runs: only such a duty can be due or overdue."""
        return self.open(on).exclude(closed_on=None, paused_on__isnull=False, paused_on__lte=on)

    def overdue(self, on: date) -> Self:
        """Running, and due before the day."""
        return self.running(on).filter(due_on__lt=on)

    def serious(self, on: date) -> Self:
        """Overdue by more working days than the office of its locality lets pass (`ReminderPolicy.serious_after`)."""
        policies = apps.get_model("deadlines", "ReminderPolicy")
        places = defaultdict(list)
        for place, after in policies.objects.values_list("locality", "serious_after"):
            places[after].append(place)
        calendar, own = calendar_of(), [place for rows in places.values() for place in rows]
        usual = policies._meta.get_field("serious_after").default
        late = ~Q(locality__in=own) & Q(due_on__lt=calendar.shift(on, -usual))
        for after, rows in places.items():
            late |= Q(locality__in=rows, due_on__lt=calendar.shift(on, -after))
        return self.running(on).filter(late)

    def due_today(self, on: date) -> Self:
        """Running, and due on the day."""
        return self.running(on).filter(due_on=on)

    def due_soon(self, on: date) -> Self:
        """Running, and due within seven working days, the day itself apart."""
        return self.running(on).filter(due_on__gt=on, due_on__lte=calendar_of().shift(on, SOON))

    def due_later(self, on: date) -> Self:
        """Running, and due after the seven working days of "sắp đến hạn"."""
        return self.running(on).filter(due_on__gt=calendar_of().shift(on, SOON))

    def met(self, on: date) -> Self:
        """Done by the day, and not after the due day."""
        return self.owed().filter(Q(closed_on__lte=on) & Q(closed_on__lte=F("due_on")))

    def done_late(self, on: date) -> Self:
        """Done by the day, but after the due day."""
        return self.owed().filter(Q(closed_on__lte=on) & Q(closed_on__gt=F("due_on")))

    def late(self, on: date) -> Self:
        """Not kept in time: done after the due day, or due before the day and not done yet."""
        done_late = Q(closed_on__lte=on) & Q(closed_on__gt=F("due_on"))
        running = Q(closed_on__gt=on) | Q(closed_on=None) & (Q(paused_on=None) | Q(paused_on__gt=on))
        overdue = running & Q(due_on__lt=on)
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
            Standing.SERIOUS: self.serious,
            Standing.PAUSED: self.paused,
            Standing.LATER: self.due_later,
            Standing.MET: self.met,
            Standing.DONE_LATE: self.done_late,
        }
        return questions[Standing(standing)](on)
