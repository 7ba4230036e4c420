"""How lists of resolutions and their tasks are narrowed."""

import django_filters
from django import forms
from django.utils import timezone

from coordination.ui.filters import RecordFilter
from sessions.choices import (
    Procedure,
    ResolutionField,
    TaskCondition,
    TaskStatus,
)
from sessions.filters.common import body_in, choice
from sessions.models import Resolution, ResolutionTask
from sessions.queries import in_condition


def year_box(field: str, label: str):
    return django_filters.NumberFilter(
        field_name=field,
        label=label,
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"class": "w-num"}),
    )


def seen_resolutions(request):
    return Resolution.objects.visible_to(request.user)


class ResolutionFilter(RecordFilter):
    field = choice(ResolutionField.choices, "Lĩnh vực")
    procedure = choice(Procedure.choices, "Trình tự")
    year = year_box("year", "Năm")
    period_field = "adopted_on"

    class Meta:
        model = Resolution
        fields = ("session", "field", "procedure", "is_normative", "year")


class ResolutionTaskFilter(RecordFilter):
    """`resolution` comes from links only: a list of all resolutions would be too long to choose from."""

    status = choice(TaskStatus.choices, "Trạng thái")
    owner = body_in(ResolutionTask, "owner", "Cơ quan thực hiện")
    condition = choice(TaskCondition.choices, "Tình hình", method="stand")
    year = year_box("resolution__year", "Năm nghị quyết")
    resolution = django_filters.ModelChoiceFilter(
        queryset=seen_resolutions, label="Nghị quyết", widget=forms.HiddenInput
    )
    period_field = "due_on"

    class Meta:
        model = ResolutionTask
        fields = ("owner", "status", "condition", "year", "resolution")

    def stand(self, rows, name, value):
        """Tasks in one of the four conditions as of today."""
        return rows.filter(in_condition(value, timezone.localdate()))
