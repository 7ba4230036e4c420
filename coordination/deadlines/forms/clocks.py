"""Forms of the steps that move a clock. What the days may be is the action's to say, at the field."""

from django import forms
from django.utils import timezone

from coordination.deadlines.choices import PauseCategory
from coordination.deadlines.words import amount
from coordination.deadlines.workflow import clock_now
from coordination.ui.forms import CHOOSE, DateField, MoveForm, TextArea

DECISION = "Số, ký hiệu, ngày văn bản."


class DayForm(MoveForm):
    """Whatever happens on a day: today, unless another is written."""

    on = DateField(label="Ngày")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class PauseForm(DayForm):
    """From when on the clock stands still, and why."""

    on = DateField(
        label="Ngày đầu tiên không tính", help_text="Từ ngày này thời hạn không tính, cho đến ngày tính tiếp."
    )
    category = forms.ChoiceField(label="Loại lý do", choices=[("", CHOOSE), *PauseCategory.choices])
    reason = forms.CharField(label="Lý do", max_length=500, widget=TextArea({"rows": 2}))
    document = forms.CharField(label="Văn bản", required=False, max_length=200, help_text=DECISION)


class ResumeForm(DayForm):
    """From when on it counts again."""

    on = DateField(label="Ngày đầu tiên tính tiếp", help_text="Ngày này được tính; hạn dời theo số ngày đã dừng.")
    reason = forms.CharField(label="Vì sao tính tiếp", required=False, max_length=500, widget=TextArea({"rows": 2}))
    document = forms.CharField(label="Văn bản", required=False, max_length=200, help_text=DECISION)


class ExtendForm(DayForm):
    """By how much, by whose decision."""

    on = DateField(label="Ngày quyết định gia hạn")
    amount = forms.IntegerField(label="Gia hạn thêm")
    document = forms.CharField(label="Quyết định gia hạn", max_length=200, help_text=DECISION)
    reason = forms.CharField(label="Lý do", required=False, max_length=500, widget=TextArea({"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        version = clock_now(self.record).version
        if version.extension_value:
            most = amount(version.extension_value, version.unit)
            self.fields["amount"].initial = version.extension_value
            self.fields["amount"].help_text = f"Nhiều nhất {most}."


class AnnulForm(MoveForm):
    """Why it was not so."""

    reason = forms.CharField(label="Lý do hủy", max_length=500, widget=TextArea({"rows": 2}))
