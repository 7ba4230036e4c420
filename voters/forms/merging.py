"""What is typed when petitions are put together or told apart."""

from django import forms

from coordination.ui.forms import KnownKeys, MoveForm, TextArea
from voters.models import Petition


class PetitionChoice(forms.ModelChoiceField):
    """One of the petitions that stand side by side."""

    widget = forms.RadioSelect

    def label_from_instance(self, petition):
        return petition.code or petition.case_code


class PetitionsChoice(KnownKeys, forms.ModelMultipleChoiceField):
    """Some of them."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, petition):
        return petition.code or petition.case_code


class MergeForm(MoveForm):
    """Which petition leads is always said by a person; what is put under it is ticked one by one."""

    lead = PetitionChoice(
        Petition.objects.none(),
        label="Kiến nghị đứng đầu",
        empty_label=None,
        error_messages={"required": "Chọn kiến nghị đứng đầu nhóm."},
    )
    parts = PetitionsChoice(
        Petition.objects.none(),
        label="Gộp vào kiến nghị ấy",
        error_messages={"required": "Chọn ít nhất một kiến nghị để gộp."},
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=300)

    def __init__(self, *args, rows, **kwargs):
        self.rows = rows
        super().__init__(*args, **kwargs)

    def prepare(self):
        for name in ("lead", "parts"):
            self.fields[name].queryset = self.rows
        super().prepare()

    @property
    def choosing(self) -> list:
        """The two fields that are drawn on the petitions themselves; their messages stand above."""
        return [self["lead"], self["parts"]]

    def clean(self):
        """The lead is ticked along by many; it is not put under itself."""
        said = super().clean()
        if said.get("lead") and said.get("parts") is not None:
            said["parts"] = [part for part in said["parts"] if part.pk != said["lead"].pk]
            if not said["parts"]:
                self.add_error("parts", "Không gộp một kiến nghị vào chính nó: chọn thêm kiến nghị khác.")
        return said


class NotSameForm(MoveForm):
    """Why two petitions that look alike are not the same."""

    reason = forms.CharField(
        label="Vì sao không trùng",
        max_length=300,
        widget=TextArea,
        help_text="Ví dụ: khác tuyến đường, khác yêu cầu. Cặp này sẽ không được đề xuất gộp nữa.",
        error_messages={"required": "Ghi vì sao hai kiến nghị không trùng."},
    )
