"""What is typed about agenda items."""

from django import forms
from django.core.exceptions import ValidationError

from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.ui.forms import DateField, MoveForm, TextArea
from sessions.choices import SessionStatus
from sessions.forms.common import LocalForm, boards_only, past_day
from sessions.models import AgendaItem, CouncilSession

GATHERINGS = ("session", "sitting")


class AgendaItemForm(LocalForm):
    """The session or sitting comes with the address (or the item) and is not asked for then."""

    PAST = ("committee_approved_on",)

    class Meta:
        model = AgendaItem
        fields = (
            *GATHERINGS,
            "title",
            "kind",
            "order",
            "parent",
            "basis",
            "preparing_body",
            "co_preparing_bodies",
            "draft",
            "due_on",
            "committee_approved_on",
            "verifying_board",
            "delegates_due_on",
            "presenter",
            "minutes",
        )
        wide = ("title", "basis")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        boards_only(self.fields["verifying_board"])
        known = self._known()
        if known:
            for name in GATHERINGS:
                self.fields[name].widget = forms.HiddenInput()
        parts = self.fields["parent"].queryset.filter(**known).exclude(pk=self.instance.pk).order_by("order", "id")
        self.fields["parent"].queryset = parts if known else parts.none()
        self.fields["parent"].help_text = "" if known else "Chọn được sau khi đã lưu nội dung này."

    def clean(self):
        cleaned = super().clean()
        hidden = [name for name in GATHERINGS if name in self.errors and self.fields[name].widget.is_hidden]
        if hidden:  # nobody sees a message at a hidden field
            raise ValidationError("Không có kỳ họp hoặc phiên họp này trong những gì bạn được ghi.")
        return cleaned

    def _known(self) -> dict[str, int]:
        """The whole that is known already: of a stored item its own, of a new one the one that its address names."""
        for name in GATHERINGS:
            field, asked = self.fields[name], getattr(self.instance, f"{name}_id") or self.initial.get(name)
            if asked and _is_choice(field, asked):
                return {name: int(asked)}
        return {}


def _is_choice(field, key) -> bool:
    """Whether the field offers the row of that key, which may be any text of an address."""
    if key_of(key) is None:
        return False
    try:
        return field.clean(str(key)) is not None
    except ValidationError:
        return False


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


class PostponeForm(StopForm):
    """Where it goes on, if that is known."""

    to_session = forms.ModelChoiceField(
        CouncilSession.objects.all(),
        label="Đưa sang kỳ họp",
        required=False,
        empty_label="chưa rõ kỳ nào",
        help_text="Nội dung được ghi ngay vào chương trình kỳ họp ấy, có liên kết hai chiều.",
    )
    due_on = DateField(label="Hạn nộp ở kỳ ấy", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        coming = self.fields["to_session"].queryset.filter(
            locality=self.record.locality_id, status__in=SessionStatus.COMING
        )
        self.fields["to_session"].queryset = coming.exclude(pk=self.record.session_id)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("due_on") and not cleaned.get("to_session"):
            self.add_error("to_session", "Có hạn nộp thì chọn kỳ họp.")
        return cleaned


class DueDayForm(MoveForm):
    """One due day for several documents."""

    due_on = DateField(label="Hạn nộp")
