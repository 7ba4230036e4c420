"""What is typed about a document, and which file is attached."""

from django import forms

from coordination.documents.books import side_of
from coordination.documents.files import ACCEPTED_WORDS, MEGABYTE, examine
from coordination.documents.models import LetterDraft, OfficialDocument
from coordination.documents.rules import MAX_FILE_SIZE, split_reference
from coordination.ui.forms import DateField, MoveForm, RecordForm, TextArea


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


class LetterForm(RecordForm):
    """A letter as it will stand on paper."""

    class Meta:
        model = LetterDraft
        fields = (
            "abstract",
            "addressees",
            "bases",
            "body",
            "closing",
            "issuer",
            "symbol",
            "place",
            "issued_on",
            "capacity",
            "signer_post",
            "signer_name",
            "co_signer_post",
            "co_signer_name",
            "recipients",
            "copies",
            "archive",
        )
        widgets = {
            "abstract": TextArea({"rows": 2}),
            "addressees": TextArea({"rows": 2}),
            "bases": TextArea({"rows": 4}),
            "body": TextArea({"rows": 18}),
            "closing": TextArea({"rows": 2}),
            "capacity": TextArea({"rows": 3}),
        }
        wide = ("abstract", "body")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        issuer = self.fields["issuer"]
        issuer.queryset = issuer.queryset.filter(pk__in=side_of(self.user.acting))


class IssueForm(MoveForm):
    """The day and the number of a letter, and the finished paper where it was made outside."""

    issued_on = DateField(label="Ngày ban hành")
    number = forms.CharField(
        label="Số", required=False, max_length=20, help_text="Để trống thì lấy số tiếp theo của sổ văn bản đi."
    )
    file = forms.FileField(
        label="Bản đã ký hoặc đã sửa ngoài phần mềm",
        required=False,
        help_text=f"Không bắt buộc; để trống thì phần mềm tự dựng PDF. Nhận {ACCEPTED_WORDS}.",
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload:
            examine(upload)
        return upload or None
