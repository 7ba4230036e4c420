"""What lists of oversight can be narrowed by; bodies to choose from are those that occur in the list."""

import django_filters
from django import forms
from django.utils import timezone

from coordination.ui.filters import RecordFilter
from oversight import queries
from oversight.choices import ActivityKind, MissionKind, MissionStatus, RecommendationStatus, TargetGroup
from oversight.models import FrontActivity, Mission, Programme, Recommendation, SocialCriticism, Target, Topic
from sessions.filters.common import body_in, choice


def year():
    """A year as four digits."""
    widget = forms.TextInput(attrs={"class": "w-num"})
    return django_filters.NumberFilter(label="Năm", min_value=1900, max_value=2200, widget=widget)


class MissionFilter(RecordFilter):
    kind = choice(MissionKind.choices, "Hình thức")
    status = choice(MissionStatus.choices, "Trạng thái")
    lead_body = body_in(Mission, "lead_body", "Chủ trì")
    behind = django_filters.BooleanFilter(label="Kéo dài so với kế hoạch", method="only_behind")
    period_field = "started_on"

    class Meta:
        model = Mission
        fields = ("kind", "status", "lead_body", "topic")

    def only_behind(self, rows, _name, value):
        """As of today."""
        late = queries.behind(rows, timezone.localdate())
        return late if value else rows.exclude(pk__in=late.order_by().values("pk"))


class ProgrammeFilter(RecordFilter):
    year = year()
    body = body_in(Programme, "body", "Chủ thể giám sát")

    class Meta:
        model = Programme
        fields = ("year", "body")


class TopicFilter(RecordFilter):
    year = year()
    body = body_in(Topic, "body", "Chủ thể giám sát")

    class Meta:
        model = Topic
        fields = ("year", "body", "programme")


class TargetFilter(RecordFilter):
    group = choice(TargetGroup.choices, "Nhóm")
    period_field = "mission__started_on"

    class Meta:
        model = Target
        fields = ("group",)


class RecommendationFilter(RecordFilter):
    status = choice(RecommendationStatus.choices, "Trạng thái")
    addressee = body_in(Recommendation, "addressee", "Cơ quan thực hiện")
    overdue = django_filters.BooleanFilter(label="Quá hạn", method="only_overdue")
    period_field = "sent_on"

    class Meta:
        model = Recommendation
        fields = ("status", "addressee")

    def only_overdue(self, rows, _name, value):
        """As of today."""
        late = queries.late(rows, timezone.localdate())
        return late if value else rows.exclude(pk__in=late.order_by().values("pk"))


class CriticismFilter(RecordFilter):
    chair = body_in(SocialCriticism, "chair", "Chủ trì")
    period_field = "held_on"

    class Meta:
        model = SocialCriticism
        fields = ("chair",)


class ActivityFilter(RecordFilter):
    kind = choice(ActivityKind.choices, "Loại")
    body = body_in(FrontActivity, "body", "Đơn vị thực hiện")
    period_field = "held_on"

    class Meta:
        model = FrontActivity
        fields = ("kind", "body")
