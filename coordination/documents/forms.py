"""What is typed about a document, and which file is attached."""

from django import forms

from coordination.documents.files import ACCEPTED_WORDS, MEGABYTE, examine
from coordination.documents.models import OfficialDocument
from coordination.documents.rules import MAX_FILE_SIZE, split_reference
from coordination.ui.forms import MoveForm, RecordForm, TextArea


class DocumentForm(RecordForm):
    """A document as the register has it. The whole reference may be typed into the field of the number."""

    class Meta:
        model = OfficialDocument
        fields = (
            "direction",
            "kind",
            "kind_name",
            "number",
            "symbol",
            "issued_on",
            "issuer",
            "issuer_name",
            "abstract",
            "received_on",
            "entry_number",
            "recipients",
            "is_state_secret",
        )
        widgets = {"abstract": TextArea({"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Room for "53/QCPH-HĐND-UBND-UBMTTQ" copied in one piece.
        self.fields["number"] = forms.CharField(
            label="Số", required=False, max_length=101, help_text=self.fields["number"].help_text
        )

    def clean(self):
        data = super().clean()
        number = data.get("number", "")
        if "/" in number:
            data["number"], symbol = split_reference(number)
            data["symbol"] = data.get("symbol") or symbol
        return data


class UploadForm(MoveForm):
    """One file, checked before the action sees it."""

    file = forms.FileField(
        label="Tệp",
        help_text=f"Nhận {ACCEPTED_WORDS}; nhiều nhất {MAX_FILE_SIZE // MEGABYTE} MB.",
        error_messages={"required": "Chưa chọn tệp.", "invalid": "Chưa chọn tệp."},
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        examine(upload)
        return upload


class AttachForm(UploadForm):
    """A new attachment and what to call it."""

    title = forms.CharField(
        label="Tên gọi", required=False, max_length=200, help_text="Để trống thì lấy tên tệp. Ví dụ: Biên bản ký số."
    )
