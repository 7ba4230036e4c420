"""How lists of draft resolutions are narrowed."""

from coordination.ui.filters import RecordFilter
from sessions.choices import (
    DraftStatus,
    Procedure,
)
from sessions.filters.common import body_in, choice
from sessions.models import DraftResolution


class DraftResolutionFilter(RecordFilter):
    status = choice(DraftStatus.choices, "Trạng thái")
    procedure = choice(Procedure.choices, "Trình tự")
    drafting_body = body_in(DraftResolution, "drafting_body", "Cơ quan soạn thảo")

    class Meta:
        model = DraftResolution
        fields = ("session", "drafting_body", "status", "procedure", "is_normative")
