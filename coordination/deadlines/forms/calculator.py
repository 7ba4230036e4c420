"""What the calculator asks: a rule, a day, a case, and what happened to the clock."""

import re
from typing import cast

from django import forms
from django.core.exceptions import ValidationError

from coordination.deadlines.calendar import Pause
from coordination.deadlines.choices import RuleKind
from coordination.deadlines.explanation import pause_of
from coordination.deadlines.models import Rule, RuleVersion
from coordination.lib.dates import DateError, parse
from coordination.lib.text import fold
from coordination.people.choices import Level
from coordination.records.errors import Refused
from coordination.ui.forms import DateField, TextArea

MOST_PAUSES = 20
LONGEST = 200
_BETWEEN = re.compile(r"\s*(?:\.\.|[–—;]|đến|tới|\s-\s|(?<=/\d{4})-)\s*")


class PausesField(forms.CharField):
    """A pause a line, "25/02/2026 – 06/07/2026", both days included."""

    widget = TextArea({"rows": 2})

    def to_python(self, value):
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_PAUSES:
            raise ValidationError(f"Nhiều nhất {MOST_PAUSES} đợt tạm dừng.")
        return [_pause(line) for line in lines]


class CalculatorForm(forms.Form):
    """Read from the address, so that a result can be sent on; parameters are named in Vietnamese."""

    quy_dinh = forms.CharField(
        label="Quy định",
        max_length=LONGEST,
        help_text="Mã hoặc vài chữ trong tên, ví dụ KN-02 hoặc thụ lý khiếu nại.",
        widget=forms.TextInput({"list": "cac-quy-dinh", "autocomplete": "off"}),
        error_messages={"required": "Ghi mã hoặc tên quy định."},
    )
    moc = DateField(label="Ngày mốc", error_messages={"required": "Ghi ngày mốc."})
    cap = forms.ChoiceField(label="Cấp", required=False, choices=[("", "theo địa phương của bạn"), *Level.choices])
    truong_hop = forms.ChoiceField(
        label="Trường hợp",
        required=False,
        error_messages={"invalid_choice": "Chọn một trường hợp của quy định này."},
    )
    tam_dung = PausesField(
        label="Đợt tạm dừng",
        required=False,
        help_text="Mỗi dòng một đợt, tính cả hai ngày: 25/02/2026 – 06/07/2026",
    )
    gia_han = forms.IntegerField(
        label="Số lần gia hạn",
        required=False,
        min_value=0,
        max_value=99,
        widget=forms.TextInput({"inputmode": "numeric", "class": "w-date"}),
        error_messages={
            "invalid": "Ghi một số nguyên.",
            "min_value": "Số lần gia hạn không được âm.",
            "max_value": "Số lần gia hạn quá lớn.",
        },
    )

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        reckoned = RuleVersion.objects.exclude(kind=RuleKind.THRESHOLD).values("rule")
        self.rules = list(Rule.objects.visible_to(user).filter(pk__in=reckoned).order_by("code"))
        self.matches: list[Rule] = []
        self.rule = self._found()
        cast(forms.ChoiceField, self.fields["truong_hop"]).choices = self._cases()

    def add_prefix(self, field_name):
        return super().add_prefix(field_name).replace("_", "-")

    @property
    def faults(self):
        """The boxes with errors, in the order of the page."""
        return [box for box in self if box.errors]

    def clean_quy_dinh(self):
        if self.rule is None:
            many = f"Có {len(self.matches)} quy định khớp, chọn một trong số đó."
            raise ValidationError(many if self.matches else "Không có quy định nào khớp.")
        return self.rule

    def _found(self) -> Rule | None:
        """The rule that was named by its code, or the only one whose words match; several are kept as `matches`."""
        named = self.data.get(self.add_prefix("quy_dinh")) if self.is_bound else self.initial.get("quy_dinh")
        asked = (named or "")[:LONGEST]
        code = asked.split()[0].upper() if asked.split() else ""
        if exact := next((rule for rule in self.rules if rule.code.upper() == code), None):
            return exact
        words = fold(asked).split()
        self.matches = [rule for rule in self.rules if words and all(word in fold(str(rule)) for word in words)]
        return self.matches[0] if len(self.matches) == 1 else None

    def _cases(self) -> list[tuple[str, str]]:
        """The variants of the chosen rule; the plain case where it has one."""
        if self.rule is None:
            return [("", "trường hợp thường")]
        periods = self.rule.versions.exclude(kind=RuleKind.THRESHOLD)
        rows = dict(periods.order_by("-effective_from").values_list("variant", "variant_label"))
        cases = [(variant, label or variant) for variant, label in sorted(rows.items()) if variant]
        return [("", "trường hợp thường"), *cases] if "" in rows or not cases else cases


def _pause(line: str) -> Pause:
    parts = _BETWEEN.split(line, maxsplit=1)
    if len(parts) != 2:
        raise ValidationError(f"“{line[:40]}”: ghi ngày đầu – ngày cuối.")
    try:
        return pause_of(parse(parts[0]), parse(parts[1]))
    except DateError as error:
        raise ValidationError(f"“{line[:40]}”: {error}") from error
    except Refused as refusal:
        raise ValidationError(refusal.message) from refusal
