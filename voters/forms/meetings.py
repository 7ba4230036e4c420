"""What is typed about contact meetings."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.ui.forms import DateField, MoveForm, TextArea
from voters import queries
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
            "plan",
            "held_on",
            "starts_at",
            "place",
            "place_detail",
            "topic",
            "session",
            "delegate_levels",
            "delegates",
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
        self.fields["plan"].queryset = queries.open_plans(self.instance.plan_id).filter(
            locality=self.instance.locality_id
        )
        self._offer_delegates()
        super().prepare()

    def _offer_delegates(self) -> None:
        """Delegates with a seat in the councils around: of the own place, of the place met, and of those above them."""
        place = self._place()
        near = queries.councils_near(self.instance.locality, place)
        also = self._chosen("delegates")
        field = self.fields["delegates"]
        field.queryset = queries.delegates_for(near, (), self._day(), also)
        field.help_text = "Có tư cách đại biểu vào ngày tiếp xúc; chọn địa bàn rồi lưu thì có thêm đại biểu của nơi ấy."

    def _place(self):
        """The place chosen in the form, else the one that the address or the record names."""
        asked = self.data.get(self.add_prefix("place")) if self.is_bound else self.initial.get("place")
        try:
            return self.fields["place"].clean(asked)
        except ValidationError:
            return None

    def _day(self):
        """The day whose seats count: of the form, else the stored one, else today."""
        if self.is_bound:
            try:
                return (
                    DateField(required=False).clean(self.data.get(self.add_prefix("held_on"))) or timezone.localdate()
                )
            except ValidationError:
                return timezone.localdate()
        return self.instance.held_on or timezone.localdate()

    def clean(self):
        cleaned = super().clean()
        self._check_levels_of(cleaned)
        if self.instance.status == MeetingStatus.HELD:
            self.instance.attendees_by_group = groups_of(cleaned)
        return cleaned

    def _check_levels_of(self, cleaned) -> None:
        """A delegate who is newly chosen belongs to a council of the levels that are ticked."""
        levels, people = cleaned.get("delegate_levels"), cleaned.get("delegates")
        if not levels or not people:
            return
        near = queries.councils_near(self.instance.locality, cleaned.get("place"))
        fitting = set(queries.delegates_for(near, levels, self._day(), self._chosen("delegates")))
        if wrong := [str(person) for person in people if person not in fitting]:
            self.add_error("delegates", f"Không thuộc cấp đã chọn: {', '.join(wrong)}.")


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
