"""How lists of sessions and sittings are narrowed."""

from coordination.ui.filters import RecordFilter
from sessions.choices import (
    SessionKind,
    SessionStatus,
    SittingKind,
)
from sessions.filters.common import choice
from sessions.models import CouncilSession, Sitting


class CouncilSessionFilter(RecordFilter):
    kind = choice(SessionKind.choices, "Loại kỳ họp")
    status = choice(SessionStatus.choices, "Trạng thái")
    period_field = "opened_on"

    class Meta:
        model = CouncilSession
        fields = ("kind", "status", "term")


class SittingFilter(RecordFilter):
    kind = choice(SittingKind.choices, "Loại phiên")
    period_field = "held_on"

    class Meta:
        model = Sitting
        fields = ("kind",)
