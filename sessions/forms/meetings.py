"""What is typed about sessions and sittings."""

from django import forms

from coordination.ui.forms import MoveForm, PartialDateFormField, TextArea
from sessions.forms.common import LocalForm, past_day
from sessions.models import (
    CouncilSession,
    Sitting,
)


class SessionForm(LocalForm):
    class Meta:
        model = CouncilSession
        fields = (
            "number",
            "kind",
            "part",
            "term",
            "planned_opening",
            "requested_by",
            "basis",
            "name",
            "lessons_learned",
        )
        wide = ("name",)


class SittingForm(LocalForm):
    class Meta:
        model = Sitting
        fields = ("number", "kind", "held_on", "requested_by", "topic", "conclusion")


class ConveneForm(MoveForm):
    convened_on = past_day("Ngày quyết định triệu tập")


class OpenForm(MoveForm):
    opened_on = past_day("Ngày khai mạc")


class CloseForm(MoveForm):
    closed_on = past_day("Ngày bế mạc")
    lessons_learned = forms.CharField(label="Rút kinh nghiệm", required=False, widget=TextArea)


class ResumeForm(MoveForm):
    planned_opening = PartialDateFormField(label="Dự kiến khai mạc", required=False)
