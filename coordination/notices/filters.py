import django_filters

from coordination.notices.models import Notice
from coordination.ui.filters import RecordFilter


class NoticeFilter(RecordFilter):
    """Unread ones, one kind, a period."""

    q = None
    period_field = "created_at"
    chua_doc = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull", label="Chưa đọc")

    class Meta:
        model = Notice
        fields = ("kind", "chua_doc")
