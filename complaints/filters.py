"""What lists of receptions and letters can be narrowed by."""

from complaints.choices import LetterKind, LetterStatus, ReceptionStatus
from complaints.models import Letter, Reception
from coordination.ui.filters import RecordFilter
from sessions.filters.common import body_in, choice


class ReceptionFilter(RecordFilter):
    status = choice(ReceptionStatus.choices, "Trạng thái")
    body = body_in(Reception, "body", "Cơ quan tiếp")
    period_field = "planned_on"

    class Meta:
        model = Reception
        fields = ("status", "body")


class LetterFilter(RecordFilter):
    kind = choice(LetterKind.choices, "Loại đơn")
    status = choice(LetterStatus.choices, "Trạng thái")
    period_field = "received_on"

    class Meta:
        model = Letter
        fields = ("kind", "status")
