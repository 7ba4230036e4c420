"""How lists of agenda items and their documents are narrowed."""

from django.utils import timezone

from coordination.ui.filters import RecordFilter
from sessions import queries
from sessions.choices import (
    ItemKind,
    Stage,
)
from sessions.filters.common import body_in, choice
from sessions.models import AgendaItem


class AgendaItemFilter(RecordFilter):
    stage = choice(Stage.choices, "Tiến độ", method="at_stage")
    kind = choice(ItemKind.choices, "Loại")
    preparing_body = body_in(AgendaItem, "preparing_body", "Cơ quan chuẩn bị")
    verifying_board = body_in(AgendaItem, "verifying_board", "Ban thẩm tra")
    period_field = "due_on"

    class Meta:
        model = AgendaItem
        fields = ("session", "stage", "preparing_body", "kind", "verifying_board", "sitting")

    def at_stage(self, rows, name, value):
        """As of today."""
        return queries.at_stage(rows, Stage(value), timezone.localdate())
