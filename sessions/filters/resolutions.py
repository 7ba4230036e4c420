"""How lists of resolutions and their tasks are narrowed."""

import django_filters
from django import forms

from coordination.ui.filters import RecordFilter
from sessions.choices import (
    Procedure,
    ResolutionField,
    TaskStatus,
)
from sessions.filters.common import body_in, choice
from sessions.models import Resolution, ResolutionTask


class ResolutionFilter(RecordFilter):
    field = choice(ResolutionField.choices, "Lĩnh vực")
    procedure = choice(Procedure.choices, "Trình tự")
    year = django_filters.NumberFilter(
        label="Năm", min_value=1900, max_value=2200, widget=forms.TextInput(attrs={"class": "w-num"})
    )
    period_field = "adopted_on"

    class Meta:
        model = Resolution
        fields = ("session", "field", "procedure", "is_normative", "year")


class ResolutionTaskFilter(RecordFilter):
    status = choice(TaskStatus.choices, "Trạng thái")
    owner = body_in(ResolutionTask, "owner", "Cơ quan thực hiện")
    period_field = "due_on"

    class Meta:
        model = ResolutionTask
        fields = ("owner", "status")
