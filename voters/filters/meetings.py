"""How lists of contact meetings are narrowed."""

import django_filters
from django import forms

from coordination.ui.filters import RecordFilter
from voters import queries
from voters.choices import MeetingKind, MeetingStatus
from voters.filters.common import choice
from voters.models import ContactMeeting


class ContactMeetingFilter(RecordFilter):
    kind = choice(MeetingKind.choices, "Hình thức")
    status = choice(MeetingStatus.choices, "Trạng thái")
    plan = django_filters.ModelChoiceFilter(queryset=queries.all_plans(), label="Kế hoạch", widget=forms.HiddenInput)
    period_field = "held_on"

    class Meta:
        model = ContactMeeting
        fields = ("kind", "session", "place", "status")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["session"].label = "Kỳ họp"
