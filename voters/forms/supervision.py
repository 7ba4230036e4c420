"""What is typed about watching over petitions, and about many petitions at once."""

from django import forms
from django.utils import timezone

from coordination.documents.models import OfficialDocument
from coordination.people.choices import BodyKind
from coordination.ui.forms import DateField, MoveForm, TextArea
from voters import queries
from voters.choices import Field, JurisdictionLevel
from voters.forms.common import BodiesInForceForm, BodyChoice, StepForm, propose_day_to_accept, still_ahead
from voters.forms.referrals import check_days, documents_of
from voters.models import FollowUp, SettlementReport, SupervisionReport


class ClassifyManyForm(StepForm):
    """What holds for all of them; what stays empty is left as each petition has it."""

    field = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=[("", "– giữ như từng kiến nghị –"), *Field.choices]
    )
    level = forms.ChoiceField(
        label="Cấp thẩm quyền", required=False, choices=[("", "– giữ như từng kiến nghị –"), *JurisdictionLevel.choices]
    )
    competent_body = BodyChoice(label="Cơ quan giải quyết", required=False)
    due_on = DateField(label="Hạn trả lời", required=False)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError("Chưa chọn gì để phân loại.")
        return cleaned


class ForwardManyForm(StepForm):
    """Each goes to the body that it was classified for."""

    due_on = DateField(label="Hạn trả lời", required=False, help_text="Bỏ trống thì giữ hạn của từng kiến nghị.")
    answer_by = DateField(label="Hạn nhận hoặc từ chối", required=False, help_text="Ngày ấn định, nếu có.")
    number = forms.CharField(label="Số, ký hiệu công văn chuyển", required=False, max_length=60)
    on = DateField(label="Ngày chuyển")

    def propose(self, rows):
        """What fits all the petitions that are chosen; `rows` reads them, where there is anything to propose."""

        def sent():
            for row in rows():
                yield row.competent_body, row.level, still_ahead(row.due_on)

        propose_day_to_accept(self, sent())

    def clean(self):
        return check_days(self, super().clean())


class MonitorForm(StepForm):
    monitor = BodyChoice(label="Ban, Tổ đại biểu, MTTQ theo dõi")

    def prepare(self):
        super().prepare()
        self.fields["monitor"].queryset = queries.watching_bodies().visible_to(self.user)


class UrgePetitionsForm(StepForm):
    answer_by = DateField(label="Đề nghị trả lời trước ngày", required=False)


class IssueManyForm(MoveForm):
    issued_on = DateField(label="Ngày ban hành", initial=timezone.localdate)


class FollowUpForm(BodiesInForceForm):
    class Meta:
        model = FollowUp
        fields = ("answer_by", "note", "petitions")
        widgets = {"petitions": forms.CheckboxSelectMultiple}
        wide = ("note", "petitions")

    def prepare(self):
        """Petitions can be taken out; more are put in from their list."""
        self.fields["petitions"].queryset = self.instance.petitions.all()
        super().prepare()


class SendFollowUpForm(StepForm):
    """Under which number it went out, or which document of the book it is."""

    sent_on = DateField(label="Ngày gửi")
    number = forms.CharField(label="Số, ký hiệu văn bản", required=False, max_length=60)
    document = forms.ModelChoiceField(
        OfficialDocument.objects.none(),
        label="Văn bản đã vào sổ",
        required=False,
        help_text="Ghi số, ký hiệu hoặc chọn văn bản.",
    )

    def prepare(self):
        super().prepare()
        self.fields["document"].queryset = documents_of(self.user)


class SettlementReportForm(BodiesInForceForm):
    class Meta:
        model = SettlementReport
        fields = (
            "body",
            "period_from",
            "period_to",
            "received_on",
            "session",
            "document",
            "said_total",
            "said_answered",
            "said_resolved",
            "note",
        )


class AssignVerificationForm(StepForm):
    board = BodyChoice(label="Ban thẩm tra")
    verify_by = DateField(
        label="Thẩm tra trước ngày", required=False, help_text="Có ngày thì thành việc phải làm của Ban."
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        super().prepare()
        boards = queries.bodies_in_force().filter(locality=self.record.locality_id, kind=BodyKind.COUNCIL_BOARD)
        self.fields["board"].queryset = boards.visible_to(self.user)


class VerifyReportForm(StepForm):
    verified_on = DateField(label="Ngày thẩm tra", initial=timezone.localdate)
    findings = forms.CharField(label="Nhận xét", widget=TextArea)
    proposals = forms.CharField(label="Kiến nghị của Ban", required=False, widget=TextArea)


class SupervisionReportForm(BodiesInForceForm):
    class Meta:
        model = SupervisionReport
        fields = ("title", "session", "period_from", "period_to", "counted_on", "assessment", "proposals")
        wide = ("title", "assessment", "proposals")


class IssueSupervisionForm(MoveForm):
    """Which document of the book it is."""

    issued_on = DateField(label="Ngày ban hành", initial=timezone.localdate)
    document = forms.ModelChoiceField(OfficialDocument.objects.none(), label="Văn bản đã vào sổ")

    def prepare(self):
        super().prepare()
        self.fields["document"].queryset = documents_of(self.user)
