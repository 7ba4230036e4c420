"""How lists of batches are narrowed."""

from coordination.ui.filters import RecordFilter
from voters.models import Batch


class BatchFilter(RecordFilter):
    period_field = "dispatched_on"

    class Meta:
        model = Batch
        fields = ("session",)
