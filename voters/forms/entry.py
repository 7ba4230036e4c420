"""What is typed at a meeting, a row at a time."""

from django import forms

from coordination.ui.forms import OfficeForm
from voters.choices import Field, PetitionKind


class EntryForm(OfficeForm, forms.Form):
    """One row. The key is made where the row is typed (browser, or this page without script)."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": "Mã lần ghi không đọc được."})
    kind = forms.ChoiceField(
        label="Loại", choices=PetitionKind.choices, initial=PetitionKind.PETITION, widget=forms.RadioSelect
    )
    content = forms.CharField(
        label="Nội dung",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "enterkeyhint": "send", "autocomplete": "off"}),
    )
    field = forms.ChoiceField(label="Lĩnh vực", choices=[("", "– chưa rõ –"), *Field.choices], required=False)
    place_detail = forms.CharField(label="Thôn, tổ dân phố", max_length=160, required=False)
    voter = forms.CharField(
        label="Cử tri",
        max_length=160,
        required=False,
        help_text="Họ tên, nếu có ghi. Không đưa vào tìm kiếm và không hiện ở trang công khai.",
    )

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.prepare()
        for name in ("place_detail", "voter"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "enterkeyhint": "send"}

    def faults_by_name(self) -> dict[str, list[str]]:
        """The messages of each field, for the script."""
        return {name: [str(text) for text in texts] for name, texts in self.errors.items()}
