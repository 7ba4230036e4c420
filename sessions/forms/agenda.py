"""What is typed about agenda items and their documents."""

from django import forms

from coordination.people.permissions import Permission
from coordination.ui.forms import MoveForm, TextArea
from sessions.forms.common import LocalForm, boards_only, past_day
from sessions.models import (
    AgendaItem,
    Attendance,
    SessionDocument,
)


class AgendaItemForm(LocalForm):
    class Meta:
        model = AgendaItem
        fields = ("session", "title", "kind", "order", "preparing_body", "due_on", "verifying_board", "draft")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        boards_only(self.fields["verifying_board"])


class SessionDocumentForm(LocalForm):
    """The council's office decides who may read; others hand in, for the inside."""

    class Meta:
        model = SessionDocument
        fields = ("item", "title", "version", "document", "audience")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.user.can(Permission.SESSION_EDIT):
            del self.fields["audience"]


class AttendanceForm(LocalForm):
    class Meta:
        model = Attendance
        fields = ("session", "person", "body", "presence", "excuse")


class ReceiveForm(MoveForm):
    """The council's office may say on which day it came; who hands in does it today."""

    received_on = past_day("Ngày nhận")
    late_reason = forms.CharField(label="Lý do trễ, nếu trễ", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.user.can(Permission.SESSION_EDIT, self.record):
            del self.fields["received_on"]


class VerifyForm(MoveForm):
    verified_on = past_day("Ngày thẩm tra")


class SendForm(MoveForm):
    sent_on = past_day("Ngày gửi đại biểu")


class StopForm(MoveForm):
    stopped_on = past_day("Ngày")
    reason = forms.CharField(label="Lý do", widget=TextArea)
