"""What is typed about petitions, their handling and contact meetings."""

from django import forms
from django.utils import timezone

from coordination.people.models import Body
from coordination.ui.forms import DateField, MoveForm, RecordForm, SeveralField, TextArea
from voters import queries
from voters.choices import (
    AttendeeGroup,
    DelegateLevel,
    Field,
    Judgement,
    JurisdictionLevel,
    MeetingStatus,
    PetitionStatus,
    Qualifier,
)
from voters.models import Batch, ContactMeeting, Petition, Referral, Reply
from voters.models.handling import REPLY_RESULTS
from voters.rules import FINISHING


class CodeField(forms.ModelChoiceField):
    """A petition named by its code: a list of all of them would be too long to choose from."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(Petition.objects.none(), to_field_name="code", **kwargs)
        self.error_messages["invalid_choice"] = "Không có kiến nghị mang mã này. Mã viết như KN-2026-0126."

    def to_python(self, value):
        return super().to_python(value.strip().upper() if isinstance(value, str) else value)

    def prepare_value(self, value):
        """What is stored is a key; people know a petition by its code."""
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first()
        return super().prepare_value(value)


class BodiesInForceForm(RecordForm):
    """Bodies to choose from are in force; those chosen earlier stay a choice."""

    def prepare(self):
        for name, field in self.fields.items():
            if getattr(getattr(field, "queryset", None), "model", None) is Body:
                field.queryset = queries.bodies_in_force(*self._chosen(name))
        super().prepare()

    def _chosen(self, name) -> list:
        if not self.instance.pk:
            return []
        value = getattr(self.instance, name)
        return (
            list(value.values_list("pk", flat=True)) if hasattr(value, "values_list") else [getattr(value, "pk", None)]
        )


class PetitionForm(BodiesInForceForm):
    """First what every petition has; what only some have is folded away (`rare`).

    Who is competent is decided while the petition is new; afterwards refusing and forwarding change it.
    """

    DECIDED = ("level", "competent_body")

    RARE = (
        "title",
        "kind",
        "meeting",
        "batch",
        "first_raised",
        "earlier_history",
        "predecessor",
        "misdirected_to",
        "misdirected_right",
    )

    predecessor = CodeField(label="Kiến nghị lần trước", required=False, help_text="Mã, ví dụ KN-2025-0031.")

    class Meta:
        model = Petition
        fields = (
            "content",
            "received_on",
            "origin",
            "place",
            "place_detail",
            "session",
            "field",
            "level",
            "competent_body",
            "monitor",
            "due_on",
            "times_raised",
            "urgent",
            "title",
            "kind",
            "meeting",
            "batch",
            "first_raised",
            "earlier_history",
            "predecessor",
            "misdirected_to",
            "misdirected_right",
        )
        wide = ("content", "title", "earlier_history")

    def prepare(self):
        petition = self.instance
        offers = {
            "meeting": queries.recent_meetings(petition.meeting_id),
            "batch": queries.open_batches(petition.batch_id),
            "predecessor": queries.same_register(petition),
        }
        for name, rows in offers.items():
            self.fields[name].queryset = rows
        super().prepare()
        self.fields["monitor"].queryset = queries.watching_bodies().visible_to(self.user)
        if petition.status != PetitionStatus.NEW:
            for name in self.DECIDED:
                del self.fields[name]

    def usual(self):
        """The fields of every petition."""
        return [box for box in self.visible_fields() if box.name not in self.RARE]

    def rare(self):
        """The fields of some."""
        return [box for box in self.visible_fields() if box.name in self.RARE]

    @property
    def rare_in_use(self) -> bool:
        """Whether a folded field holds something or is wrong: then it is not folded."""
        known = (self[name] for name in self.RARE if name not in ("kind", "title"))
        return any(box.errors or box.value() for box in known) or bool(self["title"].errors)


class BodyChoice(forms.ModelChoiceField):
    """A body in force, as far as the user sees bodies."""

    def __init__(self, **kwargs):
        super().__init__(Body.objects.none(), **kwargs)


class BodiesChoice(SeveralField):
    """Several such bodies."""

    def __init__(self, **kwargs):
        super().__init__(Body.objects.none(), **kwargs)


class StepForm(MoveForm):
    """A step of a petition: bodies to choose from are in force, dates begin with today."""

    def prepare(self):
        for field in self.fields.values():
            if isinstance(field, BodyChoice | BodiesChoice):
                field.queryset = queries.bodies_in_force()
        super().prepare()
        for name in ("on", "sent_on"):
            if name in self.fields:
                self.fields[name].initial = timezone.localdate()


class ClassifyForm(StepForm):
    field = forms.ChoiceField(label="Lĩnh vực", choices=[("", "– chọn –"), *Field.choices])
    level = forms.ChoiceField(label="Cấp thẩm quyền", choices=[("", "– chọn –"), *JurisdictionLevel.choices])
    competent_body = BodyChoice(label="Cơ quan giải quyết", required=False)
    monitor = BodyChoice(label="Ban, Tổ đại biểu theo dõi", required=False)
    due_on = DateField(label="Hạn trả lời", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        super().prepare()
        for name in ("field", "level", "competent_body", "monitor", "due_on"):
            self.fields[name].initial = getattr(self.record, name)
        self.fields["monitor"].queryset = queries.watching_bodies().visible_to(self.user)


class ForwardForm(StepForm):
    to = BodyChoice(label="Chuyển tới")
    due_on = DateField(label="Hạn trả lời", help_text="Ngày ấn định, giữ đúng như đã viết.")
    number = forms.CharField(label="Số, ký hiệu phiếu chuyển", required=False, max_length=60)
    on = DateField(label="Ngày chuyển")
    supporting = BodiesChoice(label="Cơ quan phối hợp", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        super().prepare()
        self.fields["to"].initial = self.record.competent_body_id
        self.fields["due_on"].initial = self.record.due_on


class AcceptForm(StepForm):
    on = DateField(label="Ngày nhận")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class RefuseForm(StepForm):
    reason = forms.CharField(
        label="Lý do", widget=TextArea, help_text="Vì sao không thuộc thẩm quyền; nên nói cơ quan nào đúng."
    )
    on = DateField(label="Ngày từ chối")


class ReturnForm(StepForm):
    reason = forms.CharField(label="Lý do", widget=TextArea, help_text="Nơi nào có thẩm quyền, cử tri cần làm gì.")
    on = DateField(label="Ngày trả lại")


class ReplyForm(StepForm):
    result = forms.ChoiceField(label="Kết quả", choices=[("", "– chọn –"), *REPLY_RESULTS])
    sent_on = DateField(label="Ngày trả lời")
    number = forms.CharField(label="Số, ký hiệu văn bản", required=False, max_length=60)
    body = BodyChoice(label="Cơ quan trả lời")
    text = forms.CharField(label="Nội dung trả lời", widget=TextArea)
    evidence = forms.CharField(
        label="Bằng chứng", required=False, widget=TextArea, help_text="Cần khi kết quả là đã giải quyết xong."
    )
    promised_on = DateField(
        label="Hẹn xong ngày", required=False, help_text="Khi còn việc phải làm: thành một nghĩa vụ theo dõi được."
    )
    copied_to = BodiesChoice(label="Đồng gửi", required=False, help_text="Thường có MTTQ để theo dõi.")
    told_on = DateField(label="Ngày báo cử tri", required=False)
    told_through = forms.CharField(label="Báo qua", required=False, max_length=160)

    def prepare(self):
        super().prepare()
        self.fields["body"].initial = self.record.competent_body_id

    def clean(self):
        cleaned = super().clean()
        result = cleaned.get("result")
        if result == "resolved" and not cleaned.get("evidence"):
            self.add_error("evidence", "Đã giải quyết xong thì ghi bằng chứng, ví dụ biên bản nghiệm thu.")
        if result in FINISHING and cleaned.get("promised_on"):
            self.add_error("promised_on", "Kết quả này không còn việc phải làm nên không có ngày hẹn.")
        if cleaned.get("promised_on") and cleaned.get("sent_on") and cleaned["promised_on"] < cleaned["sent_on"]:
            self.add_error("promised_on", "Ngày hẹn xong phải từ ngày trả lời trở đi.")
        return cleaned


class SpotForm(StepForm):
    result = forms.ChoiceField(label="Kết quả", choices=[("", "– chọn –"), *REPLY_RESULTS])
    sent_on = DateField(label="Ngày trả lời")
    body = BodyChoice(label="Cơ quan trả lời")
    text = forms.CharField(label="Nội dung trả lời", widget=TextArea)

    def prepare(self):
        super().prepare()
        meeting = self.record.meeting
        self.fields["sent_on"].initial = meeting.held_on if meeting and meeting.held_on else self.record.received_on
        self.fields["body"].initial = self.record.competent_body_id


class JudgeForm(StepForm):
    judgement = forms.ChoiceField(label="Đánh giá", choices=Judgement.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Nhận xét", required=False, widget=TextArea, help_text="Cần khi trả lời chưa thỏa đáng."
    )
    body = BodyChoice(label="Cơ quan đánh giá")
    on = DateField(label="Ngày đánh giá")

    def prepare(self):
        super().prepare()
        self.fields["body"].queryset = queries.judging_bodies(self.user.acting).visible_to(self.user)
        self.fields["body"].initial = self.user.acting.body_id

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("judgement") in Judgement.NOT_ENOUGH and not cleaned.get("text"):
            self.add_error("text", "Ghi rõ vì sao trả lời chưa thỏa đáng.")
        return cleaned


class ReopenForm(StepForm):
    due_on = DateField(label="Hạn mới", help_text="Cơ quan giải quyết nợ một trả lời rõ hơn trước ngày này.")
    on = DateField(label="Ngày mở lại")
    note = forms.CharField(label="Cần làm rõ điều gì", required=False, widget=TextArea)


class ResolveForm(StepForm):
    evidence = forms.CharField(
        label="Bằng chứng", widget=TextArea, help_text="Ví dụ biên bản nghiệm thu, ảnh, số văn bản."
    )
    on = DateField(label="Ngày giải quyết xong")


class FinishForm(StepForm):
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class ReferralForm(RecordForm):
    """Corrections of a referral; what decides is changed by steps of the petition."""

    class Meta:
        model = Referral
        fields = ("number",)


class CorrectReplyForm(BodiesInForceForm):
    """Corrections of a reply and how voters were told; result and day are changed by a new reply."""

    class Meta:
        model = Reply
        fields = ("number", "document", "text", "copied_to", "told_on", "told_through")


class BatchForm(BodiesInForceForm):
    class Meta:
        model = Batch
        fields = (
            "name",
            "session",
            "prepared_by",
            "agreed_with",
            "agreed_on",
            "addressee",
            "dispatch_number",
            "dispatched_on",
            "document",
            "note",
        )


# --- Contact meetings ------------------------------------------------------------------------------------------------


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


class CancelForm(MoveForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)


class PetitionDraftsForm(RecordForm):
    """The drafts of the same place that a petition led to."""

    class Meta:
        model = Petition
        fields = ("drafts",)
        widgets = {"drafts": forms.CheckboxSelectMultiple}
        help_texts = {"drafts": "Mở từ dự thảo, nghị quyết, nhiệm vụ cũng thấy kiến nghị này, nếu người đọc được xem."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["drafts"]
        field.queryset = field.queryset.filter(locality=self.instance.locality_id)
        field.label = "Dự thảo nghị quyết"
