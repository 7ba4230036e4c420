"""How lists of batches are narrowed, and lists of petitions that wait for one or go on to another session."""

from coordination.ui.filters import RecordFilter
from voters.choices import BatchStatus, Field, JurisdictionLevel, Origin
from voters.filters.common import choice, hidden_flag
from voters.models import Batch, Petition


class BatchFilter(RecordFilter):
    status = choice(BatchStatus.choices, "Trạng thái")
    period_field = "dispatched_on"

    class Meta:
        model = Batch
        fields = ("session", "status")


class UnbatchedFilter(RecordFilter):
    origin = choice(Origin.choices, "Nguồn")
    field = choice(Field.choices, "Lĩnh vực")
    level = choice(JurisdictionLevel.choices, "Cấp thẩm quyền")
    period_field = "received_on"

    class Meta:
        model = Petition
        fields = ("session", "meeting", "place", "origin", "field", "level")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["session"].label = "Kỳ họp"


class CarryFilter(RecordFilter):
    field = choice(Field.choices, "Lĩnh vực")
    carried = hidden_flag("Chuyển tiếp từ kỳ trước", field_name="original_session", lookup_expr="isnull", exclude=True)
    period_field = "received_on"

    class Meta:
        model = Petition
        fields = ("session", "place", "field")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["session"].label = "Kỳ họp"
