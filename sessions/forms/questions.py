"""What is typed about questions."""

from django import forms
from django.db.models import Q

from coordination.people.models import DelegateMandate
from coordination.people.roles import Reach
from coordination.ui.forms import DateField, MoveForm, TextArea
from sessions.choices import AnswerMode
from sessions.forms.common import LocalForm, past_day
from sessions.models import (
    Question,
)


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
