"""Forms of an obligation and of its steps."""

from django import forms
from django.utils import timezone

from coordination.deadlines.models import Obligation
from coordination.documents.models import OfficialDocument
from coordination.lib.dates import screen
from coordination.people.models import Body
from coordination.ui.forms import DateField, MoveForm, RecordForm, TextArea


class ObligationForm(RecordForm):
    """Who owes what to whom, by when, on what basis. Lateness is asked only of one that is closed."""

    class Meta:
        model = Obligation
        fields = (
            "title",
            "owner",
            "assignee",
            "beneficiary",
            "opened_on",
            "due_on",
            "basis_kind",
            "basis",
            "outcome",
            "evidence",
            "evidence_document",
            "late_reason",
            "late_body",
        )
        wide = ("title", "basis")

    CLOSING = ("outcome", "evidence", "evidence_document")
    LATENESS = ("late_reason", "late_body")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._out_of_place():
            del self.fields[name]
        if not self.instance.pk:
            self.fields["opened_on"].initial = timezone.localdate()

    def _out_of_place(self) -> tuple[str, ...]:
        """Fields that have no meaning in the state the obligation is in."""
        if not self.instance.closed_on:
            return (*self.CLOSING, *self.LATENESS)
        return () if self.instance.closed_on > self.instance.due_on else self.LATENESS

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        opened, due = cleaned.get("opened_on"), cleaned.get("due_on")
        if opened and due and due < opened:
            self.add_error("due_on", f"Hạn không được trước ngày giao ({screen(opened)}).")
        return cleaned


class CloseForm(MoveForm):
    """What was done, with evidence; after the due day also why it was late and through whom."""

    closed_on = DateField(label="Ngày làm xong")
    outcome = forms.CharField(label="Kết quả", required=False, widget=TextArea)
    evidence = forms.CharField(
        label="Minh chứng",
        required=False,
        widget=TextArea({"rows": 2}),
        help_text="Số, ký hiệu, ngày văn bản đã gửi.",
    )
    evidence_document = forms.ModelChoiceField(
        OfficialDocument.objects.all(), label="Văn bản minh chứng", required=False
    )
    late_reason = forms.CharField(label="Lý do trễ", required=False, widget=TextArea({"rows": 2}))
    late_body = forms.ModelChoiceField(Body.objects.all(), label="Cơ quan làm trễ", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["closed_on"].initial = today
        if self.record.due_on >= today:  # what is done by today cannot be late yet
            del self.fields["late_reason"], self.fields["late_body"]
        else:
            for name in ("late_reason", "late_body"):
                self.fields[name].help_text = f"Bắt buộc khi xong sau ngày {screen(self.record.due_on)}."

    def clean_closed_on(self):
        day = self.cleaned_data["closed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày làm xong không thể ở sau hôm nay.")
        if day < self.record.opened_on:
            raise forms.ValidationError(f"Ngày làm xong không được trước ngày giao ({screen(self.record.opened_on)}).")
        return day

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        day = cleaned.get("closed_on")
        if day and day > self.record.due_on:
            for name, words in (
                ("late_reason", "Việc xong sau hạn: ghi lý do."),
                ("late_body", "Chọn cơ quan làm trễ."),
            ):
                if not cleaned.get(name):
                    self.add_error(name, words)
        return cleaned


class WaiveForm(MoveForm):
    """Why nobody has to do it any more."""

    reason = forms.CharField(label="Lý do miễn", widget=TextArea)


class ReopenForm(MoveForm):
    """Why it is owed again."""

    reason = forms.CharField(label="Lý do mở lại", widget=TextArea)
