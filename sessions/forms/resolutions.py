"""What is typed about resolutions and their tasks."""

from django import forms

from coordination.ui.forms import MoveForm, TextArea
from sessions.forms.common import LocalForm, past_day
from sessions.models import (
    Resolution,
    ResolutionTask,
)


class ResolutionForm(LocalForm):
    PAST = ("adopted_on", "signed_on")

    class Meta:
        model = Resolution
        fields = (
            "title",
            "number",
            "symbol",
            "year",
            "adopted_on",
            "session",
            "draft",
            "is_normative",
            "procedure",
            "field",
            "topic",
            "signed_on",
            "effective_from",
            "rollout_conference_on",
        )
        wide = ("title",)


class ResolutionTaskForm(LocalForm):
    class Meta:
        model = ResolutionTask
        fields = ("resolution", "title", "owner", "due_on")
        wide = ("resolution", "title")


class FinishTaskForm(MoveForm):
    done_on = past_day("Ngày làm xong")
    result = forms.CharField(label="Kết quả, minh chứng", widget=TextArea)
