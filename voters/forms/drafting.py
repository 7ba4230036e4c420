"""What is typed about answers before they are sent, templates and settings."""

from django import forms

from coordination.documents.models import OfficialDocument
from coordination.people.models import Body
from coordination.ui.forms import DateField, MoveForm, RecordForm, TextArea
from voters import queries
from voters.forms.common import BodiesInForceForm, StepForm
from voters.forms.referrals import WITHOUT_BOOK, documents_of
from voters.models import Petition, ReplyDraft, ReplySettings, ReplyTemplate
from voters.rules import speaks_for


class ReplyDraftForm(BodiesInForceForm):
    """The text, with what the result needs. Number and day are given when it is sent."""

    class Meta:
        model = ReplyDraft
        fields = ("result", "text", "evidence", "promised_on", "roadmap", "copied_to")
        wide = ("text", "evidence", "roadmap")


class NewDraftForm(ReplyDraftForm):
    """The first text; the petition comes with the address."""

    petition = forms.ModelChoiceField(Petition.objects.none(), widget=forms.HiddenInput)

    class Meta(ReplyDraftForm.Meta):
        fields = ("petition", *ReplyDraftForm.Meta.fields)

    def prepare(self):
        self.fields["petition"].queryset = Petition.objects.all()
        super().prepare()


class RemarksForm(MoveForm):
    remarks = forms.CharField(label="Cần sửa gì", widget=TextArea)


class NoteForm(MoveForm):
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class DropForm(MoveForm):
    note = forms.CharField(label="Lý do", widget=TextArea)


class SendForm(StepForm):
    """The paper with which it goes out."""

    sent_on = DateField(label="Ngày trả lời")
    number = forms.CharField(label="Số, ký hiệu văn bản", required=False, max_length=60)
    document = forms.ModelChoiceField(OfficialDocument.objects.none(), label="Văn bản đã vào sổ", required=False)
    told_on = DateField(label="Ngày báo cử tri", required=False)
    told_through = forms.CharField(label="Báo qua", required=False, max_length=160)

    def prepare(self):
        super().prepare()
        self.fields["document"].queryset = documents_of(self.user)
        self.fields["document"].help_text = WITHOUT_BOOK
        self.fields["number"].initial = self.record.number
        if queries.needs_document(self.record.petition.locality_id):
            self.fields["number"].help_text = "Địa phương yêu cầu trả lời bằng văn bản: ghi số hoặc chọn văn bản."


class ReplyTemplateForm(BodiesInForceForm):
    class Meta:
        model = ReplyTemplate
        fields = ("name", "body", "field", "result", "text", "roadmap", "retired")
        wide = ("name", "text", "roadmap")

    def prepare(self):
        super().prepare()
        self.fields["body"].queryset = spoken_for(self.user)
        if not self.instance.pk:
            del self.fields["retired"]


class FromTemplateForm(MoveForm):
    """One template for many petitions of one body."""

    template = forms.ModelChoiceField(ReplyTemplate.objects.none(), label="Mẫu trả lời")

    def prepare(self):
        self.fields["template"].queryset = ReplyTemplate.objects.filter(retired=False)
        super().prepare()


class ReplySettingsForm(RecordForm):
    class Meta:
        model = ReplySettings
        fields = ("reply_needs_document", "accepted_within")


def spoken_for(user):
    """Bodies in force of the own locality in whose name one answers."""
    near = queries.bodies_in_force().filter(locality=user.acting.body.locality_id)
    near = near.select_related("locality", "parent__parent")
    return Body.objects.filter(pk__in=[body.pk for body in near if speaks_for(user.acting, body)]).by_name()
