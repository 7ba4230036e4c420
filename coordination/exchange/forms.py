"""What is typed about files."""

from django import forms

from coordination.exchange.kinds import Kind
from coordination.exchange.layouts import LONGEST, in_order
from coordination.exchange.models import SheetLayout
from coordination.exchange.sheets import MAX_SIZE, MEGABYTE, content_of
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

    sheet = forms.CharField(
        label="Trang",
        max_length=40,
        required=False,
        help_text="Tên trang cần đọc. Để trống thì đọc trang có nhiều cột đúng mẫu nhất.",
    )

    def content(self) -> bytes:
        """What was sent. Raises SheetError where it is too large."""
        return content_of(self.cleaned_data["file"])


class LayoutForm(MoveForm):
    """Of each column its place in the order, its heading and whether files that are written show it."""

    def __init__(self, *args, kind: Kind, layout: SheetLayout | None, **kwargs):
        self.kind, self.columns = kind, []
        self.stored = {entry["key"]: entry for entry in layout.columns} if layout else {}
        super().__init__(*args, record=None, **kwargs)

    def prepare(self):
        for number, column in enumerate(in_order(self.kind, self.stored), 1):
            entry = self.stored.get(column.key, {})
            name = f"name_{column.key}"
            self.fields[f"order_{column.key}"] = forms.IntegerField(
                label=f"Thứ tự của cột “{column.name}”",
                min_value=1,
                max_value=999,
                initial=number,
                error_messages={"required": "Còn trống.", "invalid": "Ghi một số."},
            )
            self.fields[name] = forms.CharField(
                label=f"Tiêu đề của cột “{column.name}”",
                max_length=LONGEST,
                initial=entry.get("name") or column.name,
                error_messages={"required": "Còn trống."},
            )
            self.fields[f"shown_{column.key}"] = forms.BooleanField(
                label=f"Cột “{column.name}” có trong mẫu",
                required=False,
                initial=not entry.get("hidden"),
                disabled=column.required,
            )
            self.columns.append(column)
        super().prepare()

    def rows(self):
        """(column, order, heading, tick) of each column."""
        for column in self.columns:
            yield column, *(self[f"{part}_{column.key}"] for part in ("order", "name", "shown"))

    def entries(self) -> list[dict]:
        """What `layouts.arrange` keeps, in the wanted order; of one number given twice the upper column comes first."""
        said = self.cleaned_data
        ordered = sorted(self.columns, key=lambda column: said[f"order_{column.key}"])
        return [
            {
                "key": column.key,
                "name": said[f"name_{column.key}"],
                "hidden": not (said[f"shown_{column.key}"] or column.required),
            }
            for column in ordered
        ]
