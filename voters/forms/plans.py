"""What is typed about plans of contact: the plan, its points several at once, the plan to copy from."""

from django import forms
from django.core.exceptions import ValidationError

from coordination.lib.dates import screen
from coordination.people.models import Locality
from coordination.ui.forms import CHOOSE, DateField, MoveForm, OfficeForm, TextArea, TimeField
from voters import queries
from voters.choices import DelegateLevel
from voters.forms.common import BodiesChoice, BodiesInForceForm, BodyChoice
from voters.models import ContactMeeting, ContactPlan

MOST_LINES = 60
LINE_FIELDS = ("held_on", "starts_at", "place", "place_detail", "source")


class PlanForm(BodiesInForceForm):
    class Meta:
        model = ContactPlan
        fields = (
            "name",
            "kind",
            "session",
            "starts_on",
            "ends_on",
            "led_by",
            "prepared_by",
            "number",
            "issued_on",
            "document",
            "note",
        )
        wide = ("name",)

    def clean(self):
        cleaned = super().clean()
        if self.instance.status != "draft" and "issued_on" in cleaned and not cleaned["issued_on"]:
            self.add_error("issued_on", "Kế hoạch đã ban hành phải có ngày ban hành.")
        return cleaned


class IssuePlanForm(MoveForm):
    number = forms.CharField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ 45/KH-HĐND-MTTQ.")
    issued_on = DateField(label="Ngày ban hành")

    def prepare(self):
        super().prepare()
        self.fields["number"].initial = self.record.number
        self.fields["issued_on"].initial = self.record.issued_on


class PlanNoteForm(MoveForm):
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class CommonForm(OfficeForm, forms.Form):
    """What all points that are added at once share; a copied point keeps its own where this is left open."""

    levels = forms.MultipleChoiceField(
        label="Đại biểu",
        choices=DelegateLevel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Một đến ba cấp trong cùng một cuộc.",
    )
    chaired_by = BodyChoice(
        label="Cơ quan chủ trì",
        required=False,
        help_text="Bỏ trống: MTTQ của từng địa bàn, không có thì theo kế hoạch.",
    )
    invited = BodiesChoice(label="Cơ quan được mời", required=False, help_text="Để trả lời tại chỗ.")

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        for name in ("chaired_by", "invited"):
            self.fields[name].queryset = queries.bodies_in_force()
        self.prepare()

    def clean_levels(self):
        levels = self.cleaned_data["levels"]
        if len(levels) > 3:
            raise ValidationError("Chọn từ một đến ba cấp đại biểu.")
        return levels


class PointForm(OfficeForm, forms.Form):
    """One line of several points; a line left blank is none."""

    held_on = DateField(label="Ngày")
    starts_at = TimeField(label="Giờ", required=False)
    place = forms.ModelChoiceField(Locality.objects.all(), label="Địa bàn", required=False)
    place_detail = forms.CharField(label="Địa điểm", max_length=200, required=False)
    source = forms.ModelChoiceField(ContactMeeting.objects.all(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user=None, plan=None, places=None, **kwargs):
        self.user, self.plan = user, plan
        super().__init__(*args, **kwargs)
        self.prepare()
        self.fields["place"].queryset = places
        for name in ("held_on", "starts_at"):
            self.fields[name].help_text = ""

    def has_changed(self):
        """A copied line whose words were rubbed out is blank, though it still knows where it came from."""
        return any(name != "source" for name in self.changed_data)

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day and not self.plan.starts_on <= day <= self.plan.ends_on:
            span = f"{screen(self.plan.starts_on)} – {screen(self.plan.ends_on)}"
            raise ValidationError(f"Ngoài thời gian của kế hoạch ({span}).")
        return day

    def clean(self):
        cleaned = super().clean()
        if not self.has_changed() or cleaned.get("place") or cleaned.get("place_detail"):
            return cleaned
        self.add_error("place", "Chọn địa bàn hoặc ghi địa điểm.")
        return cleaned


class PointLines(forms.BaseFormSet):
    """The lines; at least one is filled in, none twice."""

    def clean(self):
        if any(self.errors):
            return
        if not self.filled():
            raise ValidationError("Ghi ít nhất một điểm.")
        seen = set()
        for number, line in enumerate(self.filled(), start=1):
            key = (line["held_on"], line["starts_at"], line["place"], line["place_detail"].strip().casefold())
            if key in seen:
                raise ValidationError(f"Điểm ghi thứ {number} trùng ngày, giờ và nơi với một điểm ở trên.")
            seen.add(key)

    def filled(self) -> list[dict]:
        """What stands in the lines that somebody wrote in."""
        return [form.cleaned_data for form in self.forms if form.has_changed() and form.cleaned_data.get("held_on")]


PointLineSet = forms.formset_factory(
    PointForm, formset=PointLines, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


class SourceForm(OfficeForm, forms.Form):
    """The earlier plan whose points are copied."""

    tu = forms.ModelChoiceField(
        ContactPlan.objects.none(), label="Chép điểm của kế hoạch", empty_label=CHOOSE, required=False
    )

    def __init__(self, *args, user=None, plan=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        others = ContactPlan.objects.filter(locality=plan.locality_id, meetings__isnull=False)
        self.fields["tu"].queryset = others.exclude(pk=plan.pk).distinct().order_by("-starts_on", "-pk")
        self.prepare()
