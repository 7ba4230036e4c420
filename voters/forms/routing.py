"""What is typed about rules of competence."""

from django import forms
from django.utils import timezone

from coordination.people.models import Locality
from coordination.ui.forms import DateField, MoveForm, TextArea
from voters.forms.common import BodiesInForceForm
from voters.models import CompetenceRule


class RuleForm(BodiesInForceForm):
    """Topic, place, level, kind → body, with its ground."""

    class Meta:
        model = CompetenceRule
        fields = (
            "field",
            "words",
            "level",
            "kind",
            "place",
            "body",
            "local_committee",
            "ground",
            "document",
            "valid_from",
            "valid_to",
            "note",
        )
        wide = ("words", "ground")


class CloseRuleForm(MoveForm):
    valid_to = DateField(label="Áp dụng đến hết ngày")
    reason = forms.CharField(label="Lý do", required=False, widget=TextArea)

    def prepare(self):
        super().prepare()
        self.fields["valid_to"].initial = timezone.localdate()


class SucceedForm(MoveForm):
    """Asked once for all petitions that go to successors."""

    on = DateField(label="Ngày chuyển")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea, help_text="Ví dụ số văn bản bàn giao.")

    def prepare(self):
        super().prepare()
        self.fields["on"].initial = timezone.localdate()


class AskForm(forms.Form):
    """What a form says just now of a petition whose competent body is looked for; what cannot be read says nothing."""

    field = forms.CharField(required=False, max_length=40)
    level = forms.CharField(required=False, max_length=40)
    kind = forms.CharField(required=False, max_length=40)
    content = forms.CharField(required=False)
    place = forms.ModelChoiceField(Locality.objects.none(), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Locality.objects.visible_to(user).select_related("parent")
        self.is_valid()
        self.read = getattr(self, "cleaned_data", {})

    def said(self, *names) -> dict:
        """What was typed into these boxes."""
        return {name: self.read.get(name) or "" for name in names}
