"""What is typed about referrals."""

from django import forms

from coordination.documents.models import OfficialDocument
from coordination.lib.dates import screen
from coordination.people.choices import BodyKind
from coordination.ui.forms import DateField, RecordForm, TextArea
from voters.choices import JurisdictionLevel
from voters.competence import goes_through
from voters.forms.common import BodiesChoice, BodyChoice, StepForm, propose_day_to_accept, still_ahead
from voters.models import Referral
from voters.workflow.assigning import may_contribute


class ForwardForm(StepForm):
    to = BodyChoice(label="Chuyển tới")
    due_on = DateField(label="Hạn trả lời", help_text="Ngày ấn định, giữ đúng như đã viết.")
    answer_by = DateField(label="Hạn nhận hoặc từ chối", required=False, help_text="Ngày ấn định, nếu có.")
    number = forms.CharField(label="Số, ký hiệu phiếu chuyển", required=False, max_length=60)
    on = DateField(label="Ngày chuyển")
    supporting = BodiesChoice(label="Cơ quan phối hợp", required=False)
    through = BodyChoice(
        label="Chuyển qua", required=False, help_text="Đoàn đại biểu Quốc hội, khi chuyển lên cơ quan Trung ương."
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        super().prepare()
        self._propose_through()
        self.fields["to"].initial = self.record.competent_body_id
        due_on = self.fields["due_on"].initial = still_ahead(self.record.due_on)
        propose_day_to_accept(self, [(self.record.competent_body, self.record.level, due_on)])

    def _propose_through(self):
        """Upwards to the centre: the delegation, where there is only one."""
        field, body = self.fields["through"], self.record.competent_body
        field.queryset = field.queryset.filter(kind=BodyKind.NA_DELEGATION)
        if self.record.level == JurisdictionLevel.CENTRAL and (body is None or goes_through(body)):
            delegations = field.queryset[:2]
            if len(delegations) == 1:
                field.initial, field.help_text = delegations[0].pk, ONLY_DELEGATION

    def clean(self):
        cleaned = check_days(self, super().clean())
        to, through = cleaned.get("to"), cleaned.get("through")
        if to and through and through.pk == self.fields["through"].initial and not goes_through(to):
            self.add_error("through", "Bỏ trống: chỉ ghi khi nơi nhận là cơ quan Trung ương.")
        return cleaned


ONLY_DELEGATION = "Điền sẵn: thẩm quyền là Trung ương, và chỉ có một Đoàn đại biểu Quốc hội."


class AssignForm(StepForm):
    """The committee gives a petition on; its own day stands beside the one it sets."""

    to = BodyChoice(label="Cơ quan chủ trì")
    supporting = BodiesChoice(label="Cơ quan phối hợp", required=False)
    due_on = DateField(label="Hạn trả lời")
    answer_by = DateField(label="Hạn nhận hoặc từ chối", required=False, help_text="Ngày ấn định, nếu có.")
    number = forms.CharField(label="Số, ký hiệu phiếu giao", required=False, max_length=60)
    on = DateField(label="Ngày giao")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        super().prepare()
        for name in ("to", "supporting"):
            field = self.fields[name]
            field.queryset = field.queryset.exclude(pk=self.record.competent_body_id)
        due_on = self.record.due_on
        self.fields["due_on"].initial = still_ahead(due_on)
        if due_on:
            self.fields["due_on"].help_text = f"Hạn trả lời chung: {screen(due_on)}; nên giao trước ngày ấy."
        propose_day_to_accept(self, [(None, "", still_ahead(due_on))])

    def clean(self):
        return check_days(self, super().clean())


class AssignManyForm(StepForm):
    """One body to lead for many petitions; a day left empty is that of each petition."""

    to = BodyChoice(label="Cơ quan chủ trì")
    supporting = BodiesChoice(label="Cơ quan phối hợp", required=False)
    due_on = DateField(label="Hạn trả lời", required=False, help_text="Bỏ trống: hạn trả lời của từng kiến nghị.")
    answer_by = DateField(label="Hạn nhận hoặc từ chối", required=False, help_text="Ngày ấn định, nếu có.")
    number = forms.CharField(label="Số, ký hiệu phiếu giao", required=False, max_length=60)
    on = DateField(label="Ngày giao")

    def propose(self, rows):
        """What fits all the petitions that are chosen; `rows` reads them, where there is anything to propose."""

        def sent():
            for row in rows():
                yield None, "", still_ahead(row.due_on)

        propose_day_to_accept(self, sent())

    def clean(self):
        return check_days(self, super().clean())


class AcceptAssignedForm(StepForm):
    on = DateField(label="Ngày nhận")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class RefuseAssignedForm(StepForm):
    reason = forms.CharField(label="Lý do", widget=TextArea, help_text="Trở lại nơi giao; nên nói cơ quan nào đúng.")
    on = DateField(label="Ngày từ chối")
    right_body = BodyChoice(label="Cơ quan đúng là", required=False)


class RecallForm(StepForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)
    on = DateField(label="Ngày thu hồi")


class ContributeForm(StepForm):
    body = BodyChoice(label="Cơ quan phối hợp")
    text = forms.CharField(label="Nội dung phối hợp", widget=TextArea)
    on = DateField(label="Ngày gửi")
    document = forms.ModelChoiceField(OfficialDocument.objects.none(), label="Văn bản", required=False)

    def prepare(self):
        super().prepare()
        bodies = may_contribute(self.user, self.record)
        field = self.fields["body"]
        field.queryset = field.queryset.filter(pk__in=[body.pk for body in bodies])
        if len(bodies) == 1:
            field.initial = bodies[0].pk
        self.fields["document"].queryset = documents_of(self.user)


WITHOUT_BOOK = "Chưa có trong sổ thì ghi số, ký hiệu và đính kèm tệp vào trả lời."
"""Where a document is chosen: what those do whose papers stand in no book here."""


def documents_of(user):
    """Registered documents of the locality acted for."""
    rows = OfficialDocument.objects.visible_to(user)
    return rows.filter(locality=user.acting.locality_id).order_by("-issued_on", "-id")


def check_days(form, cleaned):
    """The days of a referral in their order, said at the field."""
    on, answer_by, due_on = (cleaned.get(name) for name in ("on", "answer_by", "due_on"))
    if on and answer_by and answer_by < on:
        form.add_error("answer_by", "Hạn nhận hoặc từ chối phải từ ngày chuyển trở đi.")
    elif answer_by and due_on and answer_by > due_on:
        form.add_error("answer_by", "Hạn nhận hoặc từ chối phải trước hạn trả lời.")
    return cleaned


class AcceptForm(StepForm):
    on = DateField(label="Ngày nhận")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class RefuseForm(StepForm):
    reason = forms.CharField(
        label="Lý do", widget=TextArea, help_text="Vì sao không thuộc thẩm quyền; nên nói cơ quan nào đúng."
    )
    on = DateField(label="Ngày từ chối")
    right_body = BodyChoice(
        label="Cơ quan đúng là", required=False, help_text="Nếu biết; nơi chuyển được đề xuất cơ quan này."
    )


class ReturnForm(StepForm):
    reason = forms.CharField(label="Lý do", widget=TextArea, help_text="Nơi nào có thẩm quyền, cử tri cần làm gì.")
    on = DateField(label="Ngày trả lại")


class ReferralForm(RecordForm):
    """Corrections of a referral; what decides is changed by steps of the petition."""

    class Meta:
        model = Referral
        fields = ("number",)
