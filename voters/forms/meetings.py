"""What is typed about contact meetings."""

from django import forms
from django.utils import timezone

from coordination.ui.forms import DateField, MoveForm, TextArea
from voters.choices import (
    AttendeeGroup,
    DelegateLevel,
    MeetingStatus,
    Qualifier,
)
from voters.forms.common import BodiesInForceForm
from voters.models import ContactMeeting


def group_fields() -> dict[str, forms.IntegerField]:
    """One number for each group of attendees."""
    return {
        f"group_{group}": forms.IntegerField(
            label=f"Trong đó {AttendeeGroup(group).label}", required=False, min_value=0
        )
        for group in AttendeeGroup.values
    }


def groups_of(cleaned: dict) -> dict[str, int]:
    """The numbers that were typed, by group."""
    counted = {group: cleaned.get(f"group_{group}") for group in AttendeeGroup.values}
    return {group: number for group, number in counted.items() if number is not None}


class MeetingForm(BodiesInForceForm):
    """The plan of a meeting; once it was held also what its minutes count."""

    COUNTED = (
        "attending",
        "attending_qualifier",
        "speaking",
        "opinions",
        "petitions_raised",
        "answered_on_spot",
        "minutes",
    )

    delegate_levels = forms.MultipleChoiceField(
        label="Đại biểu",
        choices=DelegateLevel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Một đến ba cấp trong cùng một cuộc.",
    )

    class Meta:
        model = ContactMeeting
        fields = (
            "kind",
            "held_on",
            "place",
            "place_detail",
            "topic",
            "session",
            "delegate_levels",
            "chaired_by",
            "prepared_by",
            "invited",
            "attending",
            "attending_qualifier",
            "speaking",
            "opinions",
            "petitions_raised",
            "answered_on_spot",
            "minutes",
        )
        wide = ("topic",)

    def prepare(self):
        if self.instance.status == MeetingStatus.HELD:
            for name, field in group_fields().items():
                field.initial = self.instance.attendees_by_group.get(name.removeprefix("group_"))
                self.fields[name] = field
        else:
            for name in self.COUNTED:
                del self.fields[name]
        super().prepare()

    def clean(self):
        cleaned = super().clean()
        if self.instance.status == MeetingStatus.HELD:
            self.instance.attendees_by_group = groups_of(cleaned)
        return cleaned


class HoldForm(MoveForm):
    """What the minutes of a meeting count. Empty means not counted, which is not the same as 0."""

    held_on = DateField(label="Ngày tổ chức")
    attending = forms.IntegerField(label="Lượt cử tri dự", required=False, min_value=0)
    attending_qualifier = forms.ChoiceField(label="Mức chính xác", choices=Qualifier.choices, initial=Qualifier.EXACT)
    speaking = forms.IntegerField(label="Lượt phát biểu", required=False, min_value=0)
    opinions = forms.IntegerField(label="Số ý kiến", required=False, min_value=0)
    petitions_raised = forms.IntegerField(label="Số kiến nghị", required=False, min_value=0)
    answered_on_spot = forms.IntegerField(label="Trả lời ngay tại chỗ", required=False, min_value=0)
    minutes = forms.CharField(label="Ghi chép", required=False, widget=TextArea)

    def prepare(self):
        self.fields |= group_fields()
        super().prepare()
        self.fields["held_on"].initial = self.record.held_on or timezone.localdate()
        self.order_fields(("held_on", "attending", "attending_qualifier", "speaking", *group_fields()))

    def clean(self):
        cleaned = super().clean()
        kept = {name: value for name, value in cleaned.items() if not name.startswith("group_")}
        return kept | {"attendees_by_group": groups_of(cleaned)}
