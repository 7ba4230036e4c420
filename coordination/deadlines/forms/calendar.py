"""Forms of the calendar: a change, a day or some days in a row, a file."""

from datetime import timedelta
from typing import Any

from django import forms

from coordination.deadlines.actions.calendar import LONGEST, fault_of, places_of
from coordination.deadlines.choices import DAY_KINDS, DayStatus
from coordination.deadlines.exchange import DROPPED, NAME, SOURCE
from coordination.exchange.sheets import MAX_SIZE, MEGABYTE, content_of
from coordination.lib.dates import screen
from coordination.ui.forms import CHOOSE, DateField, MoveForm

COMMON = "chung"


class ChangeForm(MoveForm):
    """What the change is called, the document it rests on, and whose calendar it is about where there is a choice."""

    title = forms.CharField(label="Nội dung", max_length=200, help_text="Ví dụ: Lịch nghỉ lễ, Tết năm 2027.")
    source = forms.CharField(
        label="Văn bản",
        max_length=200,
        help_text="Số, ký hiệu, ngày văn bản quyết định; chưa có thì ghi nguồn, ví dụ “công văn lấy ý kiến ngày …”.",
    )
    place = forms.ChoiceField(label="Cho nơi nào")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["title"].wide = fields["source"].wide = True
        self.places = {str(place.pk) if place else COMMON: place for place in places_of(self.user)}
        names = [(key, str(place) if place else "Cả hệ thống (lịch chung)") for key, place in self.places.items()]
        fields["place"].choices = names
        if len(names) == 1:
            del fields["place"]

    def locality(self):
        """The place, `None` for the common calendar."""
        key = self.cleaned_data.get("place") or next(iter(self.places))
        return self.places[key]


class DayForm(MoveForm):
    """One day, or some days in a row that are alike."""

    day = DateField(label="Ngày")
    last = DateField(label="Đến hết ngày", required=False, help_text="Để trống khi chỉ một ngày.")
    kind = forms.ChoiceField(label="Loại ngày", choices=[("", CHOOSE), *DAY_KINDS, ("drop", DROPPED)])
    name = forms.CharField(label="Tên", max_length=NAME, required=False, help_text="Ví dụ Tết Nguyên đán.")
    source = forms.CharField(
        label="Văn bản", max_length=SOURCE, required=False, help_text="Để trống là văn bản của cả thay đổi."
    )
    status = forms.ChoiceField(label="Mức chắc chắn", choices=DayStatus.choices)

    def clean(self):
        super().clean()
        first, last, kind = (self.cleaned_data.get(name) for name in ("day", "last", "kind"))
        if first and last and last < first:
            self.add_error("last", f"Không được trước ngày {screen(first)}.")
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last", f"Nhiều nhất {LONGEST} ngày một lần.")
        elif first and kind and (faults := [fault for day in self.days() if (fault := fault_of(day, kind))]):
            self.add_error("day", faults[0])
        return self.cleaned_data

    def days(self) -> list:
        """The days from the first to the last one."""
        first = self.cleaned_data["day"]
        last = self.cleaned_data.get("last") or first
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def rows(self) -> list[dict]:
        """Each day with what is said of it."""
        said = {name: self.cleaned_data[name] for name in ("name", "source", "status")}
        kind = "" if self.cleaned_data["kind"] == "drop" else self.cleaned_data["kind"]
        return [{"day": day, "kind": kind, **said} for day in self.days()]


class FileForm(MoveForm):
    """An Excel file; what it says is looked at by `exchange.read_days`."""

    file = forms.FileField(
        label="Tệp Excel",
        help_text=f"Tệp .xlsx theo mẫu, nhiều nhất {MAX_SIZE // MEGABYTE} MB.",
        error_messages={"required": "Chưa chọn tệp.", "invalid": "Chưa chọn tệp."},
    )

    def content(self) -> bytes:
        """What was sent. Raises SheetError where it is too large."""
        return content_of(self.cleaned_data["file"])
