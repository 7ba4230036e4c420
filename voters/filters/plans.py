"""How lists of contact plans are narrowed."""

from coordination.ui.filters import RecordFilter
from voters.choices import MeetingKind, PlanStatus
from voters.filters.common import choice
from voters.models import ContactPlan


class ContactPlanFilter(RecordFilter):
    kind = choice(MeetingKind.choices, "Đợt, hình thức")
    status = choice(PlanStatus.choices, "Trạng thái")
    period_field = "starts_on"

    class Meta:
        model = ContactPlan
        fields = ("kind", "session", "status")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["session"].label = "Kỳ họp"
