"""Filters over the lists of the coordination."""

import django_filters

from coordination.lib.period import Period
from coordination.regulations.models import Clause, Dialogue, InformationExchange, Invitation, Meeting, Regulation
from coordination.ui.filters import DayFilter, RecordFilter


class HeldFilter(RecordFilter):
    """A period over a day that may be known only in part: "7/2021" is found from 01/07/2021 on."""

    tu = DayFilter(label="Từ ngày", method="since")
    den = DayFilter(label="Đến ngày", method="until")

    def since(self, rows, name, value):
        """Held on the day or later."""
        return rows.held(Period(value, None))

    def until(self, rows, name, value):
        """Held on the day or earlier."""
        return rows.held(Period(None, value))


class RegulationFilter(RecordFilter):
    class Meta:
        model = Regulation
        fields = ("term", "parties")


class ClauseFilter(RecordFilter):
    class Meta:
        model = Clause
        fields = ("regulation", "owner")


class MeetingFilter(HeldFilter):
    class Meta:
        model = Meeting
        fields = ("kind", "parties", "regulation")


class InvitationFilter(RecordFilter):
    """Period: the day on which the invitation was sent, as figures count it."""

    period_field = "sent_on"

    attended = django_filters.BooleanFilter(label="Có dự")

    class Meta:
        model = Invitation
        fields = ("host", "guest", "attended")


class ExchangeFilter(RecordFilter):
    period_field = "sent_on"

    class Meta:
        model = InformationExchange
        fields = ("kind", "sender", "recipient")


class DialogueFilter(HeldFilter):
    class Meta:
        model = Dialogue
        fields = ("chair",)
