"""What is typed about the tasks of resolutions: one, several at once, their progress and their end."""

from django import forms
from django.utils import timezone

from coordination.deadlines.choices import LateCause
from coordination.lib.dates import screen
from coordination.people.models import Body
from coordination.ui.forms import CHOOSE, DateField, MoveForm, OfficeForm, TextArea
from sessions.choices import TaskStatus
from sessions.forms.common import LocalForm, past_day
from sessions.models import ResolutionTask, TaskReport
from sessions.rules import does_task

LATENESS = ("late_cause", "late_reason", "late_body")
MOST_LINES = 40


class ResolutionTaskForm(LocalForm):
    class Meta:
        model = ResolutionTask
        fields = ("resolution", "title", "owner", "due_on")
        wide = ("resolution", "title")


class TaskLineForm(OfficeForm, forms.Form):
    """One line of several tasks; a line left blank is no task."""

    title = forms.CharField(label="Nhiệm vụ", max_length=300)
    owner = forms.ModelChoiceField(Body.objects.all(), label="Cơ quan thực hiện")
    due_on = DateField(label="Hạn", required=False)

    def __init__(self, *args, user=None, bodies=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.prepare()
        self.fields["owner"].queryset = bodies
        self.fields["due_on"].help_text = ""


class TaskLines(forms.BaseFormSet):
    """The lines; at least one is filled in."""

    def clean(self):
        if not any(self.errors) and not self.filled():
            raise forms.ValidationError("Ghi ít nhất một nhiệm vụ.")

    def filled(self) -> list[dict]:
        """What stands in the lines that somebody wrote in."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


TaskLineSet = forms.formset_factory(
    TaskLineForm, formset=TaskLines, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


class FinishTaskForm(MoveForm):
    """With what it was done; after its due day also why it was late, as the ledger asks."""

    done_on = past_day("Ngày làm xong")
    result = forms.CharField(
        label="Kết quả, minh chứng", widget=TextArea, help_text="Việc đã làm; số, ký hiệu, ngày văn bản."
    )
    late_cause = forms.ChoiceField(label="Nguyên nhân trễ", choices=[("", CHOOSE), *LateCause.choices], required=False)
    late_reason = forms.CharField(label="Lý do cụ thể", required=False, widget=TextArea({"rows": 2}))
    late_body = forms.ModelChoiceField(Body.objects.all(), label="Cơ quan làm trễ", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        due = self.record.due_on
        if due is None or due >= timezone.localdate():  # what is done by today cannot be late
            for name in LATENESS:
                del self.fields[name]
            return
        for name in LATENESS:
            self.fields[name].help_text = f"Bắt buộc khi xong sau ngày {screen(due)}."
        self.fields["late_body"].initial = self.record.owner_id


class TaskReportForm(LocalForm):
    """How far it has come; only tasks that the user reports on are a choice."""

    PAST = ("reported_on",)

    class Meta:
        model = TaskReport
        fields = ("task", "reported_on", "percent", "text", "document")
        wide = ("task",)
        help_texts = {"percent": "Từ 0 đến 100."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tasks = self.fields["task"].queryset.select_related("owner__parent__parent", "owner__locality")
        if self.instance.pk:
            self.fields["task"].queryset = tasks.filter(pk=self.instance.task_id)
            return
        self.initial["reported_on"] = timezone.localdate()
        own = [row.pk for row in tasks.filter(status=TaskStatus.OPEN) if does_task(row, self.user.acting)]
        self.fields["task"].queryset = tasks.filter(pk__in=own)
