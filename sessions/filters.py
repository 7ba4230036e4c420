"""Filters over the lists of this room; bodies to choose from are those that occur in the list."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from coordination.people.models import Body
from coordination.ui.filters import RecordFilter
from sessions import queries
from sessions.choices import (
    DraftStatus,
    ItemKind,
    Procedure,
    QuestionStatus,
    ResolutionField,
    SessionKind,
    SessionStatus,
    SittingKind,
    Stage,
    TaskStatus,
)
from sessions.models import AgendaItem, CouncilSession, DraftResolution, Question, Resolution, ResolutionTask, Sitting


def choice(choices, label: str, **kwargs):
    """A select of a closed vocabulary."""
    return django_filters.ChoiceFilter(choices=choices, label=label, **kwargs)


def body_in(model, name: str, label: str):
    """A select of the bodies in the named column of the rows that the user sees, the Vietnamese way sorted."""

    def bodies(request):
        rows = model.objects.visible_to(request.user).filter(**{name: OuterRef("pk")})
        return Body.objects.visible_to(request.user).filter(Exists(rows)).by_name()

    return django_filters.ModelChoiceFilter(queryset=bodies, label=label)


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


class AgendaItemFilter(RecordFilter):
    stage = choice(Stage.choices, "Tiến độ", method="at_stage")
    kind = choice(ItemKind.choices, "Loại")
    preparing_body = body_in(AgendaItem, "preparing_body", "Cơ quan chuẩn bị")
    period_field = "due_on"

    class Meta:
        model = AgendaItem
        fields = ("session", "stage", "preparing_body", "kind")

    def at_stage(self, rows, name, value):
        """As of today."""
        return queries.at_stage(rows, Stage(value), timezone.localdate())


class QuestionFilter(RecordFilter):
    status = choice(QuestionStatus.choices, "Trạng thái")
    addressee = body_in(Question, "addressee", "Cơ quan trả lời")
    period_field = "put_on"

    class Meta:
        model = Question
        fields = ("session", "addressee", "status")


class DraftResolutionFilter(RecordFilter):
    status = choice(DraftStatus.choices, "Trạng thái")
    procedure = choice(Procedure.choices, "Trình tự")
    drafting_body = body_in(DraftResolution, "drafting_body", "Cơ quan soạn thảo")

    class Meta:
        model = DraftResolution
        fields = ("session", "drafting_body", "status", "procedure", "is_normative")


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
