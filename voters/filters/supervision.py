"""How lists of written reminders and of reports are narrowed."""

from coordination.ui.filters import RecordFilter
from voters.choices import FollowUpStatus, SettlementStatus, SupervisionStatus
from voters.filters.common import choice
from voters.models import FollowUp, SettlementReport, SupervisionReport


class FollowUpFilter(RecordFilter):
    status = choice(FollowUpStatus.choices, "Trạng thái")
    period_field = "sent_on"

    class Meta:
        model = FollowUp
        fields = ("to", "round", "status")


class SettlementReportFilter(RecordFilter):
    status = choice(SettlementStatus.choices, "Trạng thái")
    period_field = "received_on"

    class Meta:
        model = SettlementReport
        fields = ("session", "body", "board", "status")


class SupervisionReportFilter(RecordFilter):
    status = choice(SupervisionStatus.choices, "Trạng thái")
    period_field = "issued_on"

    class Meta:
        model = SupervisionReport
        fields = ("session", "status")
