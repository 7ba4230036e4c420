"""What is typed about referrals."""

from django import forms

from coordination.ui.forms import DateField, RecordForm, TextArea
from voters.forms.common import BodiesChoice, BodyChoice, StepForm
from voters.models import Referral


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


class ReferralForm(RecordForm):
    """Corrections of a referral; what decides is changed by steps of the petition."""

    class Meta:
        model = Referral
        fields = ("number",)
