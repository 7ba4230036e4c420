"""What is typed about personnel matters."""

from django import forms

from coordination.documents.models import OfficialDocument
from coordination.ui.forms import MoveForm, TextArea
from sessions.forms.common import LocalForm, past_day
from sessions.models import PersonnelMatter, Resolution


class PersonnelMatterForm(LocalForm):
    class Meta:
        model = PersonnelMatter
        fields = ("session", "kind", "person", "post", "body", "proposed_by", "needs_confirmation", "note")


class ApprovePersonnelForm(MoveForm):
    decided_on = past_day("Ngày quyết định")
    resolution = forms.ModelChoiceField(Resolution.objects.none(), label="Nghị quyết xác nhận", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Resolution.objects.visible_to(self.user).filter(locality=self.record.locality_id)
        self.fields["resolution"].queryset = rows.filter(session=self.record.session_id)


class RejectPersonnelForm(MoveForm):
    decided_on = past_day("Ngày quyết định")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class ConfirmPersonnelForm(MoveForm):
    confirmed_on = past_day("Ngày phê chuẩn")
    confirming_document = forms.ModelChoiceField(
        OfficialDocument.objects.none(), label="Văn bản phê chuẩn", required=False
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = OfficialDocument.objects.visible_to(self.user).filter(locality=self.record.locality_id)
        self.fields["confirming_document"].queryset = rows
