"""Where petitions that are still open are followed up next; how answers were told to voters."""

from django import forms
from django.utils import timezone

from coordination.ui.forms import DateField, MoveForm, TextArea
from sessions.models import CouncilSession


class CarryForm(MoveForm):
    to = forms.ModelChoiceField(CouncilSession.objects.none(), label="Chuyển tiếp sang kỳ họp")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def offer(self, sessions):
        """Where the chosen petitions may go on (`queries.sessions_ahead`)."""
        self.fields["to"].queryset = sessions


class TellForm(MoveForm):
    """`record` is the contact meeting at which voters are told."""

    told_on = DateField(label="Ngày báo cử tri")
    told_through = forms.CharField(label="Báo qua", required=False, max_length=160)

    def prepare(self):
        super().prepare()
        self.fields["told_on"].initial = self.record.held_on or timezone.localdate()
        self.fields["told_through"].initial = str(self.record)[:160]
