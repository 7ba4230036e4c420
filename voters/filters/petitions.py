"""How lists of petitions are narrowed."""

import django_filters
from django import forms
from django.utils import timezone

from coordination.ui.filters import RecordFilter
from voters import queries
from voters.choices import Field, JurisdictionLevel, Origin, PetitionStatus, Result
from voters.filters.common import choice, hidden_flag
from voters.models import Petition


class PetitionFilter(RecordFilter):
    result = choice(Result.choices, "Kết quả")
    field = choice(Field.choices, "Lĩnh vực")
    competent_body = django_filters.ModelChoiceFilter(queryset=queries.answering_bodies(), label="Cơ quan giải quyết")
    status = choice(PetitionStatus.choices, "Trạng thái")
    level = choice(JurisdictionLevel.choices, "Cấp thẩm quyền")
    origin = choice(Origin.choices, "Nguồn")
    overdue = hidden_flag("Quá hạn", method="by_overdue")
    late = hidden_flag("Quá hạn trả lời", method="by_late")
    unclassified = hidden_flag("Chờ phân loại", method="by_unclassified")
    refused = hidden_flag("Bị từ chối, chờ chuyển lại", method="by_refused")
    wanting = hidden_flag("Đánh giá chưa đạt, chờ mở lại", method="by_wanting")
    ready = hidden_flag("Chờ chuyển", method="by_ready")
    often = hidden_flag("Kiến nghị từ 4 lần", method="by_often")
    misdirected = hidden_flag("Gửi nhầm thẩm quyền", method="by_misdirected")
    urgent = hidden_flag("Cấp bách")
    carried = hidden_flag("Chuyển tiếp từ kỳ trước", field_name="original_session", lookup_expr="isnull", exclude=True)
    monitor = django_filters.ModelChoiceFilter(
        queryset=queries.watching_bodies(), label="Ban, Tổ đại biểu theo dõi", widget=forms.HiddenInput
    )
    meeting = django_filters.ModelChoiceFilter(
        queryset=queries.all_meetings(), label="Cuộc tiếp xúc", widget=forms.HiddenInput
    )
    batch = django_filters.ModelChoiceFilter(queryset=queries.batches(), label="Đợt tổng hợp", widget=forms.HiddenInput)
    period_field = "received_on"

    class Meta:
        model = Petition
        fields = ("result", "field", "competent_body", "session", "level", "origin", "place", "status")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["session"].label = "Kỳ họp"

    def by_overdue(self, rows, name, value):
        """Due before today and not finished."""
        late = rows.overdue_now(timezone.localdate())
        return late if value else rows.exclude(pk__in=late.values("pk"))

    def by_late(self, rows, name, value):
        """Asked, not answered, and the day for it is over."""
        return _those(rows, rows.late_answers(timezone.localdate()), value)

    def by_unclassified(self, rows, name, value):
        """New, without field, level or competent body."""
        return _those(rows, rows.waiting_for_classification(), value)

    def by_refused(self, rows, name, value):
        """Given back, to be forwarded or assigned again."""
        return _those(rows, rows.refused_anywhere(), value)

    def by_wanting(self, rows, name, value):
        """Answered, judged not enough, to be opened again or answered anew."""
        return _those(rows, rows.found_wanting(), value)

    def by_ready(self, rows, name, value):
        """Classified, to be forwarded."""
        return _those(rows, rows.waiting_for_dispatch(), value)

    def by_often(self, rows, name, value):
        """Raised four times or more."""
        return rows.raised_often() if value else rows.exclude(pk__in=rows.raised_often().values("pk"))

    def by_misdirected(self, rows, name, value):
        """Sent to a wrong place before registration."""
        return rows.misdirected() if value else rows.filter(misdirected_to="")


def _those(rows, found, wanted: bool):
    """Those found, or all others."""
    return found if wanted else rows.exclude(pk__in=found.values("pk"))
