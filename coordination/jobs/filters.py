from coordination.jobs.models import Job
from coordination.ui.filters import RecordFilter


class JobFilter(RecordFilter):
    """By state and day."""

    q = None
    period_field = "created_at"

    class Meta:
        model = Job
        fields = ("state",)
