"""What is typed about sessions, agenda, questions, drafts and resolutions."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from coordination.people.choices import BodyKind
from coordination.people.models import Body, DelegateMandate, Person
from coordination.people.permissions import Permission
from coordination.people.roles import Reach
from coordination.ui.forms import DateField, MoveForm, PartialDateFormField, RecordForm, TextArea
from sessions.choices import AnswerMode
from sessions.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    DraftComment,
    DraftResolution,
    Question,
    Resolution,
    ResolutionTask,
    SessionDocument,
    Sitting,
    Verification,
)


class LocalForm(RecordForm):
    """Choices come from the record's own locality; what is stored already stays a choice. `PAST` names days gone by."""

    PAST: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            rows = getattr(field, "queryset", None)
            if rows is not None and hasattr(rows.model, "locality"):
                stored = Q(pk=getattr(self.instance, f"{name}_id", None))
                rows = rows.filter(Q(locality=self.instance.locality_id) | stored)
                field.queryset = rows.by_name() if hasattr(rows, "by_name") and _has_name(rows) else rows
        for name in self.PAST:
            if name in self.fields:
                self.fields[name].validators.append(not_in_future)


def _has_name(rows) -> bool:
    return rows.model in (Body, Person)


def not_in_future(day) -> None:
    """What has happened has a day up to today."""
    if day > timezone.localdate():
        raise ValidationError("Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay.")


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


class AgendaItemForm(LocalForm):
    class Meta:
        model = AgendaItem
        fields = ("session", "title", "kind", "order", "preparing_body", "due_on", "verifying_board", "draft")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _boards_only(self.fields["verifying_board"])


class SessionDocumentForm(LocalForm):
    """The council's office decides who may read; others hand in, for the inside."""

    class Meta:
        model = SessionDocument
        fields = ("item", "title", "version", "document", "audience")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.user.can(Permission.SESSION_EDIT):
            del self.fields["audience"]


class AttendanceForm(LocalForm):
    class Meta:
        model = Attendance
        fields = ("session", "person", "body", "presence", "excuse")


class QuestionForm(LocalForm):
    """A delegate asks in the own name; the office writes down whose question it was."""

    PAST = ("put_on",)

    class Meta:
        model = Question
        fields = ("session", "delegate", "addressee", "put_on", "topic", "text")
        wide = ("topic",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["delegate"]
        if self.user.acting.role_class.reach is Reach.DELEGATE:
            field.queryset = field.queryset.filter(pk=self.user.person_id)
            field.required, field.empty_label, field.initial = True, None, self.user.person_id
        else:
            mandated = DelegateMandate.objects.filter(person__locality=self.instance.locality_id).values("person")
            field.queryset = field.queryset.filter(Q(pk__in=mandated) | Q(pk=self.instance.delegate_id))


class DraftResolutionForm(LocalForm):
    PAST = ("registered_on",)

    class Meta:
        model = DraftResolution
        fields = (
            "title",
            "is_normative",
            "procedure",
            "shortened_ground",
            "shortened_decision",
            "session",
            "submitting_body",
            "drafting_body",
            "registered_on",
            "verifying_boards",
        )
        widgets = {"verifying_boards": forms.CheckboxSelectMultiple}
        wide = ("title",)


class DraftCommentForm(LocalForm):
    PAST = ("given_on",)

    class Meta:
        model = DraftComment
        fields = ("draft", "kind", "from_body", "given_on", "text", "answer", "answer_text")
        wide = ("draft",)


class VerificationForm(LocalForm):
    PAST = ("held_on",)

    class Meta:
        model = Verification
        fields = ("board", "draft", "item", "held_on", "rounds", "survey_notes", "conclusion")


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


def _boards_only(field) -> None:
    field.queryset = field.queryset.filter(kind=BodyKind.COUNCIL_BOARD)


# --- Steps -------------------------------------------------------------------------------------------------------


def past_day(label: str) -> DateField:
    """A day up to today, which is proposed."""
    return DateField(label=label, initial=timezone.localdate, validators=[not_in_future])


class ReasonForm(MoveForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)


class NoteForm(MoveForm):
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class ConveneForm(MoveForm):
    convened_on = past_day("Ngày quyết định triệu tập")


class OpenForm(MoveForm):
    opened_on = past_day("Ngày khai mạc")


class CloseForm(MoveForm):
    closed_on = past_day("Ngày bế mạc")
    lessons_learned = forms.CharField(label="Rút kinh nghiệm", required=False, widget=TextArea)


class ResumeForm(MoveForm):
    planned_opening = PartialDateFormField(label="Dự kiến khai mạc", required=False)


class ReceiveForm(MoveForm):
    """The council's office may say on which day it came; who hands in does it today."""

    received_on = past_day("Ngày nhận")
    late_reason = forms.CharField(label="Lý do trễ, nếu trễ", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.user.can(Permission.SESSION_EDIT, self.record):
            del self.fields["received_on"]


class VerifyForm(MoveForm):
    verified_on = past_day("Ngày thẩm tra")


class SendForm(MoveForm):
    sent_on = past_day("Ngày gửi đại biểu")


class StopForm(MoveForm):
    stopped_on = past_day("Ngày")
    reason = forms.CharField(label="Lý do", widget=TextArea)


class AnswerForm(MoveForm):
    answered_on = past_day("Ngày trả lời")
    answer = forms.CharField(label="Nội dung trả lời", widget=TextArea)


class HearForm(AnswerForm):
    answered_in = forms.ChoiceField(label="Hình thức", choices=AnswerMode.choices, initial=AnswerMode.SPOKEN)


class PromiseForm(MoveForm):
    promise = forms.CharField(label="Lời hứa", widget=TextArea)
    promise_due_on = DateField(label="Hứa xong trước ngày")


class KeepForm(MoveForm):
    kept_on = past_day("Ngày làm xong")
    evidence = forms.CharField(label="Minh chứng", required=False, widget=TextArea)


class FinishTaskForm(MoveForm):
    done_on = past_day("Ngày làm xong")
    result = forms.CharField(label="Kết quả, minh chứng", widget=TextArea)
