"""Forms of how an office reminds."""

import re

from django import forms
from django.core.exceptions import ValidationError

from coordination.deadlines.choices import Audience
from coordination.deadlines.models import ReminderPolicy, Rule
from coordination.deadlines.reminders.ladder import FARTHEST, Ladder
from coordination.ui.forms import MoveForm, RecordForm

MOST = 10
"""Steps in one line."""
LONGEST = 250
"""Working days after which an office may at the latest call a delay serious: about a year."""
_NUMBERS = re.compile(r"\d{1,3}([\s,;]+\d{1,3})*", re.ASCII)


class PolicyForm(RecordForm):
    """Hours, channels, limits. `opened` remembers what was stored when the form was opened."""

    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReminderPolicy
        fields = (
            "opens_at",
            "closes_at",
            "only_working_days",
            "email",
            "webhook",
            "morning_sheet",
            "daily_from",
            "serious_after",
        )
        labels = {
            "only_working_days": "Chỉ gửi ngày làm việc",
            "email": "Gửi thư điện tử",
            "webhook": "Gửi tin nhắn qua cổng (SMS, Zalo) khi máy chủ có cài",
            "morning_sheet": "Gửi tờ buổi sáng cho lãnh đạo",
            "daily_from": "Ai cũng được nhắc hằng ngày từ bước",
            "serious_after": "Quá hạn nghiêm trọng sau (ngày làm việc)",
        }
        help_texts = {
            "daily_from": "Số ngày làm việc so với hạn: -3 là trước hạn 3 ngày, 0 là đúng ngày, 1 là quá hạn 1 ngày. "
            "Người chọn nhận thư hằng tuần vẫn được nhắc ngay từ bước này.",
            "serious_after": "Do cơ quan đặt, không phải luật. Sau đó Thường trực HĐND được nhắc.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = self.stored = _fingerprint(self.instance, self._meta.fields)

    def clean_serious_after(self):
        days = self.cleaned_data["serious_after"]
        if days > LONGEST:
            raise ValidationError(f"Ghi nhiều nhất {LONGEST} ngày làm việc (khoảng một năm).")
        return days

    def clean_daily_from(self):
        step = self.cleaned_data["daily_from"]
        if not -FARTHEST <= step <= FARTHEST:
            raise ValidationError(f"Ghi số từ -{FARTHEST} đến {FARTHEST}.")
        return step

    def clean(self):
        super().clean()
        if self.data.get("opened", self.stored) != self.stored:
            self.data = {**self.data.dict(), "opened": self.stored}
            raise ValidationError(
                "Người khác đã lưu cách nhắc này sau khi bạn mở. Xem lại rồi lưu lần nữa để thay bằng bản của bạn."
            )
        return self.cleaned_data

    def _post_clean(self):
        super()._post_clean()
        opens, closes = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if opens and closes and closes <= opens:
            self.errors.pop("__all__", None)  # the constraint says the same, away from the field
            self.add_error("closes_at", "Giờ thôi gửi phải sau giờ bắt đầu.")


class RuleChoiceForm(MoveForm):
    """Which rule gets a ladder of its own."""

    quy_dinh = forms.ModelChoiceField(Rule.objects.all(), label="Quy định")


def _audiences(label: str):
    return forms.MultipleChoiceField(
        label=label, choices=Audience.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class LadderForm(MoveForm):
    """Steps as numbers in a line, with who is told: up to the due day, after it, later, and weekly from then on.

    `opened` remembers what was stored when the form was opened.
    """

    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(
        label="Nhắc trước hạn",
        required=False,
        help_text="Số ngày làm việc trước hạn, ví dụ 15, 7, 3, 1, 0; số 0 là đúng ngày đến hạn.",
    )
    before_to = _audiences("Nhắc trước hạn cho")
    after = forms.CharField(label="Nhắc khi quá hạn", required=False, help_text="Số ngày làm việc sau hạn, ví dụ 1.")
    after_to = _audiences("Nhắc khi quá hạn cho")
    later = forms.CharField(label="Nhắc rộng hơn", required=False, help_text="Số ngày làm việc sau hạn, ví dụ 3.")
    later_to = _audiences("Nhắc rộng hơn cho")
    weekly_to = _audiences("Sau đó cứ 5 ngày làm việc một lần, nhắc cho")

    LINES = ("before", "after", "later")

    def clean_before(self):
        return [-step for step in self._numbers("before", least=0)]

    def clean_after(self):
        return self._numbers("after", least=1)

    def clean_later(self):
        return self._numbers("later", least=1)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        for name in self.LINES:
            steps, to = cleaned[name], cleaned[f"{name}_to"]
            if steps and not to:
                self.add_error(f"{name}_to", "Chọn ít nhất một nơi nhận.")
            if to and not steps:
                self.add_error(name, "Ghi số ngày, hoặc bỏ chọn nơi nhận.")
        if not cleaned.get("before") and "before" not in self.errors:
            self.add_error("before", "Ít nhất một lần nhắc không muộn hơn ngày đến hạn.")
        after, later = cleaned.get("after"), cleaned.get("later")  # what has an error is gone by now
        if after and later and min(later) <= max(after):
            self.add_error("later", "Các ngày này phải sau những ngày ở ô “Nhắc khi quá hạn”.")
        return cleaned

    def ladder(self) -> Ladder:
        """What was typed, as a ladder."""
        data = self.cleaned_data
        rungs = {step: frozenset(data[f"{name}_to"]) for name in self.LINES for step in data[name]}
        return Ladder(tuple(sorted(rungs.items())), frozenset(data["weekly_to"]))

    @staticmethod
    def shown(ladder: Ladder) -> dict:
        """A ladder as it stands in the form."""
        before = [(step, to) for step, to in ladder.rungs if step <= 0]
        late = [(step, to) for step, to in ladder.rungs if step > 0]
        first = [row for row in late if row[1] == late[0][1]]
        rest = [row for row in late if row[1] != late[0][1]]
        initial: dict = {"weekly_to": sorted(ladder.weekly_to)}
        for name, rows in (("before", before), ("after", first), ("later", rest)):
            initial[name] = ", ".join(str(abs(step)) for step, _ in rows)
            initial[f"{name}_to"] = sorted({one for _, to in rows for one in to})
        return initial

    def _numbers(self, name: str, least: int) -> list[int]:
        text = self.cleaned_data[name].strip(" ,;.")
        if not text:
            return []
        if not _NUMBERS.fullmatch(text):
            raise ValidationError("Ghi các số cách nhau bằng dấu phẩy, ví dụ 15, 7, 3, 1.")
        numbers = [int(number) for number in re.findall(r"\d+", text)]
        if len(set(numbers)) != len(numbers):
            raise ValidationError("Có số ghi hai lần.")
        if len(numbers) > MOST:
            raise ValidationError(f"Nhiều nhất {MOST} lần nhắc.")
        if not all(least <= number <= FARTHEST for number in numbers):
            raise ValidationError(f"Mỗi số từ {least} đến {FARTHEST}.")
        return sorted(numbers)


def _fingerprint(instance, fields) -> str:
    return "|".join(str(getattr(instance, name)) for name in fields)
