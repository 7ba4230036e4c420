"""What is typed about files."""

from django import forms

from coordination.exchange.sheets import MAX_SIZE, MEGABYTE
from coordination.ui.forms import MoveForm


class FileForm(MoveForm):
    """An Excel file; what it says is looked at by `actions.receive`."""

    file = forms.FileField(
        label="Tệp Excel",
        help_text=f"Tệp .xlsx, nhiều nhất {MAX_SIZE // MEGABYTE} MB. Chưa ghi gì: xem trước từng dòng rồi mới nạp.",
        error_messages={
            "required": "Chưa chọn tệp.",
            "invalid": "Chưa chọn tệp.",
            "empty": "Tệp này rỗng.",
        },
    )

    def content(self) -> bytes:
        """What was sent, not more than one byte above the limit."""
        return self.cleaned_data["file"].read(MAX_SIZE + 1)
