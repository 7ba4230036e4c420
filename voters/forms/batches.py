"""What is typed about batches."""

from django import forms
from django.utils import timezone

from coordination.documents.models import OfficialDocument
from coordination.lib.dates import screen
from coordination.people.choices import BodyKind
from coordination.ui.forms import DateField, MoveForm, RecordForm, SeveralField, TextArea
from voters import queries
from voters.choices import BatchStatus
from voters.forms.common import BodiesChoice, BodiesInForceForm, StepForm, propose_day_to_accept
from voters.models import Batch, BatchOpinion, Petition


class BatchForm(BodiesInForceForm):
    """What a batch is; agreement and dispatch are steps. Once others are asked about it, its addressee stays."""

    class Meta:
        model = Batch
        fields = ("name", "session", "prepared_by", "addressee", "note")

    def prepare(self):
        super().prepare()
        if self.instance.status != BatchStatus.SYNTHESISING:
            del self.fields["addressee"]


class AskForm(StepForm):
    bodies = BodiesChoice(label="Hỏi ý kiến")
    due_on = DateField(
        label="Cho ý kiến trước ngày", required=False, help_text="Có ngày thì thành một việc theo dõi được."
    )
    on = DateField(label="Ngày hỏi")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        super().prepare()
        said = {row.body_id: row for row in queries.opinions_now(self.record)}
        settled = [key for key, row in said.items() if row.agrees is not False]
        bodies = queries.consulted_bodies(self.record.locality).exclude(pk__in=settled)
        self.fields["bodies"].queryset = bodies.visible_to(self.user)
        standing = any(body.kind == BodyKind.FRONT_STANDING for body in bodies)  # it speaks for the whole Front
        usual = [body for body in bodies if not (standing and body.kind == BodyKind.FRONT)]
        self.fields["bodies"].initial = [body.pk for body in usual if body.pk not in said]


class AgreeForm(StepForm):
    on = DateField(label="Ngày thống nhất")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea, help_text="Ví dụ số biên bản.")


class SettleForm(AgreeForm):
    """Over an objection that was explained: it is no agreement."""

    on = DateField(label="Ngày chốt ý kiến")


class ReworkForm(MoveForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)


class PetitionsField(SeveralField):
    """Petitions of one batch, as rows to tick."""

    def label_from_instance(self, petition):
        return f"{petition.case_code}: {petition.public_title}"


class DispatchForm(StepForm):
    """What the dispatch of a batch asks for; `leave_out` offers what cannot go."""

    dispatch_number = forms.CharField(label="Số, ký hiệu công văn", max_length=60)
    dispatched_on = DateField(label="Ngày gửi")
    document = forms.ModelChoiceField(OfficialDocument.objects.none(), label="Văn bản đã vào sổ", required=False)
    due_on = DateField(label="Hạn trả lời", required=False)
    answer_by = DateField(label="Hạn nhận hoặc từ chối", required=False)
    leave_out = PetitionsField(
        queryset=Petition.objects.none(),
        label="Để lại, không gửi trong đợt này",
        required=False,
        help_text="Kiến nghị để lại trở về danh sách chờ tổng hợp.",
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        self.fields["document"].queryset = OfficialDocument.objects.filter(locality=self.record.locality)
        self.plan = queries.dispatch_plan(self.record, self._day())
        super().prepare()
        self.fields["dispatched_on"].initial = self._day()
        if used := self.used():
            words = ", ".join(f"{batch.dispatch_number} ({batch})" for batch in used)
            self.fields["dispatch_number"].help_text = f"Đã dùng ngày {screen(self._day())}: {words}."
        fresh_day = {petition.pk for petition in self.plan.without_day}
        sent = [(body, row.due_on) for body, rows in self.plan.to for row in rows if row.pk not in fresh_day]
        propose_day_to_accept(self, [(body, "", due_on) for body, due_on in sent])
        blocked = [petition.pk for petition, _why in self.plan.blocked]
        if blocked:
            self.fields["leave_out"].queryset = Petition.objects.filter(pk__in=blocked)
        else:
            del self.fields["leave_out"]
        if self.plan.without_day:
            count = len(self.plan.without_day)
            words = f"Cho {count} kiến nghị chưa có hạn hoặc đã hết hạn; các kiến nghị khác giữ hạn của mình."
            self.fields["due_on"].help_text = words
        else:
            del self.fields["due_on"]

    def used(self) -> list[Batch]:
        """Other batches that were sent on the day; one that took the same number is told, not refused."""
        return queries.sent_that_day(Batch.objects.visible_to(self.user), self.record, self._day())

    def _day(self):
        """The day of the dispatch that was typed, else today: what can go depends on it."""
        field, today = self.fields["dispatched_on"], timezone.localdate()
        try:
            return (self.is_bound and field.clean(self.data.get(self.add_prefix("dispatched_on"), ""))) or today
        except forms.ValidationError:
            return today

    def clean(self):
        cleaned = super().clean()
        if self.plan.without_day and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Có kiến nghị chưa có hạn hoặc đã hết hạn: ghi hạn trả lời chung.")
        return cleaned


class OpinionForm(RecordForm):
    """What a body says of a batch."""

    agrees = forms.TypedChoiceField(
        label="Ý kiến",
        choices=[("true", "Thống nhất"), ("false", "Có ý kiến khác")],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = BatchOpinion
        fields = ("agrees", "text", "petitions", "answered_on")
        help_texts = {"text": "Cần khi không thống nhất.", "answered_on": "Bỏ trống thì lấy hôm nay."}

    def prepare(self):
        opinion = self.instance
        named = PetitionsField(queryset=Petition.objects.filter(batch=opinion.batch_id), required=False)
        named.label, named.help_text = self.fields["petitions"].label, self.fields["petitions"].help_text
        named.widget = forms.CheckboxSelectMultiple(choices=named.choices)
        self.fields["petitions"] = named
        super().prepare()
        if opinion.agrees is not None:
            self.initial["agrees"] = "true" if opinion.agrees else "false"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("agrees") is False and not cleaned.get("text"):
            self.add_error("text", "Không thống nhất thì ghi rõ vì sao.")
        if cleaned.get("agrees") is not None and not cleaned.get("answered_on") and "answered_on" not in self.errors:
            cleaned["answered_on"] = timezone.localdate()
        return cleaned


class ObjectionForm(RecordForm):
    """The office's answer to an objection."""

    class Meta:
        model = BatchOpinion
        fields = ("reply",)

    def prepare(self):
        super().prepare()
        self.fields["reply"].required = True

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reply"):
            self.instance.replied_on = self.instance.replied_on or timezone.localdate()
        return cleaned


class TakeOutForm(MoveForm):
    reason = forms.CharField(label="Lý do", required=False, widget=TextArea)
