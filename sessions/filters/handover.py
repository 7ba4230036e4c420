"""How lists of handovers are narrowed."""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from coordination.ui import registry
from coordination.ui.filters import RecordFilter
from sessions.choices import HandoverStanding, HandoverStatus
from sessions.filters.common import body_in, choice
from sessions.models import Handover, HandoverRow
from sessions.queries import handover as queries
from sessions.registers import choices, kinds


class HandoverFilter(RecordFilter):
    status = choice(HandoverStatus.choices, "Trạng thái")
    period_field = "opened_on"

    class Meta:
        model = Handover
        fields = ("status",)


class HandoverRowFilter(RecordFilter):
    handover = django_filters.ModelChoiceFilter(
        queryset=lambda request: Handover.objects.visible_to(request.user).select_related("from_term__locality"),
        label="Bàn giao",
    )
    kind = choice(choices, "Loại", method="of_kind")
    standing = choice(HandoverStanding.choices, "Đã bàn giao chưa", method="standing_so")
    from_body = body_in(HandoverRow, "from_body", "Đang giữ")
    to_body = body_in(HandoverRow, "to_body", "Cơ quan nhận")

    class Meta:
        model = HandoverRow
        fields = ("handover", "kind", "standing", "from_body", "to_body")

    def find(self, rows, name, value):
        """Rows whose thing holds the words: each register is searched as its own list is."""
        found = Q()
        for kind in kinds():
            things = registry.matching(kind.model.objects.visible_to(self.user), value)
            content_type = ContentType.objects.get_for_model(kind.model)
            found |= Q(content_type=content_type, object_id__in=things.order_by().values("pk"))
        return rows.filter(found)

    def of_kind(self, rows, name, value):
        return queries.of_kind(rows, value)

    def standing_so(self, rows, name, value):
        return rows.filter(standing=value)
