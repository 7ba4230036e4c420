"""What is typed about questions and the groups of them."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.models import Body, DelegateMandate
from coordination.people.roles import Reach
from coordination.ui.forms import DateField, MoveForm, OfficeForm, SeveralField, TextArea
from sessions import queries
from sessions.choices import AnswerMode, QuestionVia, SessionStatus
from sessions.forms.common import past_day
from sessions.forms.hall import SIDES, AtForm
from sessions.models import Question, QuestionTopic

OVER = (SessionStatus.CLOSED, SessionStatus.CANCELLED)


def _answering(field, instance) -> None:
    """Offer the bodies that delegates may question; what is stored already stays a choice."""
    rows = queries.answerers(instance.locality_id) | Body.objects.filter(pk=instance.addressee_id)
    field.queryset = rows.by_name()


class QuestionForm(AtForm):
    """A delegate asks in the own name, by slip; the office writes down whose question it was and how it came."""

    PAST = ("put_on",)

    class Meta:
        model = Question
        fields = (*SIDES, "delegate", "addressee", "put_on", "via", "group", "topic", "text")
        wide = ("topic",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.propose("put_on", timezone.localdate())
        self.instance.put_on = self.instance.put_on or timezone.localdate()  # of a delegate's slip, which has no box
        self.fields["topic"].label = "Vấn đề, ghi ngắn"
        if self.is_delegate:
            field = self.fields["delegate"]
            field.queryset = field.queryset.filter(pk=self.user.person_id)
            field.required, field.empty_label = True, None
            self.propose("delegate", self.user.person_id)
            del self.fields["via"], self.fields["group"], self.fields["put_on"]
        else:
            self._offer_delegates()
            self._offer_ways()
        _answering(self.fields["addressee"], self.instance)

    @property
    def is_delegate(self) -> bool:
        """Whether a delegate fills it in, not the office."""
        return self.user.acting.role_class.reach is Reach.DELEGATE

    def _offer_delegates(self) -> None:
        mandated = DelegateMandate.objects.filter(person__locality=self.instance.locality_id).values("person")
        field = self.fields["delegate"]
        field.queryset = field.queryset.filter(Q(pk__in=mandated) | Q(pk=self.instance.delegate_id))
        if self.gathering is not None:
            self.fields["group"].queryset = queries.at(self.fields["group"].queryset, self.gathering)

    def _offer_ways(self) -> None:
        """How a question comes; a row that holds a promise stays what it is."""
        kept = QuestionVia(self.instance.via) if self.instance.via else None
        ways = dict.fromkeys((*map(QuestionVia, QuestionVia.ASKED), *([kept] if kept else [])))
        self.fields["via"].choices = [("", "---------"), *((way.value, way.label) for way in ways)]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.is_delegate and self.instance.pk is None:
            self.instance.via, self.instance.put_on = QuestionVia.SLIP, timezone.localdate()
            session = cleaned.get("session")
            if session is not None and session.status in OVER:
                words = f"{session} {session.get_status_display()}: không gửi chất vấn vào kỳ họp này được nữa."
                self.add_error(None, words)
        return cleaned


class AnswerForm(MoveForm):
    answered_on = past_day("Ngày trả lời")
    answer = forms.CharField(label="Nội dung trả lời", widget=TextArea)


class HearForm(AnswerForm):
    answered_in = forms.ChoiceField(label="Hình thức", choices=AnswerMode.choices, initial=AnswerMode.SPOKEN)


def not_past(day) -> None:
    """What is promised is still to come."""
    if day < timezone.localdate():
        raise ValidationError(f"Ngày hẹn {screen(day)} đã qua: ghi ngày từ hôm nay trở đi.")


class PromiseForm(MoveForm):
    promise = forms.CharField(label="Lời hứa", widget=TextArea)
    promise_due_on = DateField(label="Hứa xong trước ngày", validators=[not_past])


class KeepForm(MoveForm):
    kept_on = past_day("Ngày làm xong")
    evidence = forms.CharField(label="Minh chứng", required=False, widget=TextArea)


class LeaveForm(MoveForm):
    left_on = past_day("Ngày giao trả lời bằng văn bản")

    def clean_left_on(self):
        day = self.cleaned_data["left_on"]
        if day < self.record.put_on:
            raise ValidationError(f"Không được trước ngày chất vấn ({screen(self.record.put_on)}).")
        return day


class TopicForm(AtForm):
    class Meta:
        model = QuestionTopic
        fields = (*SIDES, "title", "addressee", "reason", "order", "note")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _answering(self.fields["addressee"], self.instance)
        if self.gathering is not None:
            last = self.gathering.topics.order_by("order").last()
            self.propose("order", (last.order if last else 0) + 1)


class DecideForm(MoveForm):
    decided_on = past_day("Ngày quyết định")


class DropForm(DecideForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)


class GroupForm(OfficeForm, forms.Form):
    """Slips that nobody has put into a group yet, to be ticked."""

    questions = SeveralField(Question.objects.none(), label="Phiếu chất vấn", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, user=None, topic=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        field = self.fields["questions"]
        rows = queries.without_topic(Question.objects.all(), topic.gathering)
        field.queryset = rows.select_related("delegate", "addressee")
        field.label_from_instance = lambda row: f"{row} ({row.delegate or 'không rõ đại biểu'}; hỏi {row.addressee})"
        field.error_messages["required"] = "Chọn ít nhất một phiếu."
        self.prepare()


class SpokenForm(OfficeForm, forms.Form):
    """The room: an answer given on the spot."""

    answer = forms.CharField(label="Trả lời tại chỗ", widget=TextArea({"rows": 3}))

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.prepare()


class PromiseLineForm(OfficeForm, forms.Form):
    """The room: a promise in one line while it is spoken. Who, what, by when."""

    who = forms.ModelChoiceField(Body.objects.all(), label="Ai hứa", empty_label=None)
    promise = forms.CharField(label="Hứa làm gì", max_length=500)
    promise_due_on = DateField(label="Xong trước ngày", validators=[not_past])

    def __init__(self, *args, user=None, question=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        _answering(self.fields["who"], question)
        self.fields["who"].initial = question.addressee_id
        self.prepare()


class FloorForm(OfficeForm, forms.Form):
    """The room: a question raised from the floor."""

    delegate = forms.ModelChoiceField(None, label="Đại biểu")
    addressee = forms.ModelChoiceField(Body.objects.all(), label="Hỏi ai")
    text = forms.CharField(label="Nội dung", widget=TextArea({"rows": 2}))

    def __init__(self, *args, user=None, gathering=None, topic=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        delegates = queries.delegates_of(gathering.locality, queries.day_of(gathering))
        self.fields["delegate"].queryset = delegates.by_name()
        self.fields["addressee"].queryset = queries.answerers(gathering.locality_id).by_name()
        if topic is not None:
            self.fields["addressee"].initial = topic.addressee_id
        self.prepare()
