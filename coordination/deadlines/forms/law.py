"""Forms of rules: a rule with its first version, corrections, ends and successors, a locality's own, suppositions."""

from calendar import monthrange

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator

from coordination.deadlines.actions.law import copy_of, seen_of
from coordination.deadlines.choices import UNITS, RuleKind, Section, Verification
from coordination.deadlines.models import Rule, RuleVersion
from coordination.lib.dates import official, screen
from coordination.ui.forms import CHOOSE, DateField, MoveForm, RecordForm, TextArea

HOW_LONG = ("value", "unit")
HOW_MANY = ("value", "denominator")
SHARE = (*HOW_MANY, "is_strict")
WHICH_DAY = ("day", "month", "year_offset", "year")
PERIOD = (
    "kind",
    "sense",
    "value",
    "denominator",
    "is_strict",
    "unit",
    "direction",
    "anchor",
    *WHICH_DAY,
    "effective_from",
    "effective_to",
)
MOST = {"value": 999, "denominator": 999, "extension_limit": 20, "extension_value": 365}
"""Beyond that a number is a slip of the hand, and days would leave the calendar."""
KINDS = {"NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "KH": "Kế hoạch", "TB": "Thông báo"}
"""Kinds of the documents by which a locality sets a period, by the letters of their symbols."""
YEARS = [(0, "năm của mốc"), (1, "năm sau"), (-1, "năm trước")]


def needed_of(kind: str) -> tuple[str, ...]:
    """The two boxes that a rule of the kind cannot do without."""
    return {RuleKind.FIXED_DATE: WHICH_DAY[:2], RuleKind.THRESHOLD: HOW_MANY}.get(RuleKind(kind), HOW_LONG)


class PeriodForm(RecordForm):
    """What a rule says: how long after or before what, how often, which day of the year, or what share of the votes."""

    class Meta:
        model = RuleVersion
        fields: tuple[str, ...] = PERIOD
        wide: tuple[str, ...] = ("anchor",)

    def prepare(self):
        if "year_offset" in self.fields:
            self.fields["year_offset"] = forms.TypedChoiceField(
                label="Của năm nào", choices=YEARS, coerce=int, required=False, empty_value="0"
            )
        super().prepare()
        for name, most in MOST.items():
            if name in self.fields:
                self.fields[name].validators.append(MaxValueValidator(most, f"Nhiều nhất {most}."))
        for name in (*WHICH_DAY[:2], "denominator"):
            if name in self.fields:
                self.fields[name].validators.append(MinValueValidator(1, "Ghi số từ 1 trở lên."))
        hints = {
            "value": "Với loại định kỳ: số lần trong mỗi đơn vị; với tỷ lệ: tử số." if "kind" in self.fields else "",
            "denominator": "Chỉ với loại tỷ lệ, ví dụ 3 của 2/3.",
            "day": "Chỉ với loại ngày cố định.",
            "effective_to": "Để trống khi chưa biết. Ngày/tháng/năm, ví dụ 31/12/2026",
        }
        for name, words in hints.items():
            if name in self.fields:
                self.fields[name].help_text = words
        if self.instance.locality_id and "value" in self.fields:
            _at_least_one(self.fields["value"])

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        begins, ends = cleaned.get("effective_from"), cleaned.get("effective_to")
        if begins and ends and ends < begins:
            self.add_error("effective_to", f"Không được trước ngày bắt đầu áp dụng ({screen(begins)}).")
        self._keep_to_kind(cleaned)
        return cleaned

    def _keep_to_kind(self, cleaned) -> None:
        """A fixed date has a day and a month and no number, a share two numbers and no unit; others number and unit."""
        kind = cleaned.get("kind") or self.instance.kind
        needed = needed_of(kind)
        own = {RuleKind.FIXED_DATE: WHICH_DAY, RuleKind.THRESHOLD: SHARE}.get(RuleKind(kind), HOW_LONG)
        dropped = [name for name in (*HOW_LONG, *SHARE[1:], *WHICH_DAY) if name not in own]
        for name in needed:
            if name in self.fields and name not in self.errors and cleaned.get(name) in (None, ""):
                self.add_error(name, "Chưa ghi ô này.")
        for name in dropped:
            if name in self.fields:
                cleaned[name] = {"unit": "", "year_offset": 0, "is_strict": False}.get(name)
        if kind == RuleKind.THRESHOLD and (cleaned.get("value") or 0) > (cleaned.get("denominator") or 999):
            self.add_error("denominator", "Mẫu số không được nhỏ hơn tử số.")
        if cleaned.get("value") == 0 and cleaned.get("kind", self.instance.kind) == RuleKind.FREQUENCY:
            self.add_error("value", "Ghi số từ 1 trở lên.")
        _refuse_no_day(self, cleaned)


class VersionForm(PeriodForm):
    """The whole version, to be corrected while nothing rests on it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta(PeriodForm.Meta):
        fields = (
            *PERIOD,
            "variant_label",
            "extension_limit",
            "extension_value",
            "extension_by",
            "law",
            "article",
            "document",
            "verification",
            "note",
        )
        wide = ("anchor", "law")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen_of(self.instance)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("extension_limit") and not cleaned.get("extension_value"):
            self.add_error("extension_value", "Được gia hạn thì ghi mỗi lần bao nhiêu.")
        return cleaned


class RuleForm(PeriodForm):
    """A new rule and its first version. Without a code the next free one of the locality is taken."""

    code = forms.CharField(
        label="Mã",
        max_length=30,
        required=False,
        help_text="Để trống thì chương trình đặt mã.",
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", "Mã chỉ có chữ không dấu, số và gạch nối.")],
    )
    title = forms.CharField(label="Tên quy định", max_length=200)
    section = forms.ChoiceField(label="Phần việc", choices=Section)

    class Meta(PeriodForm.Meta):
        fields = (*PERIOD, "level", "law", "article", "document", "verification", "note")
        wide = ("title", "anchor", "law")

    def __init__(self, *args, locality=None, **kwargs):
        self.locality = locality
        super().__init__(*args, **kwargs)
        self.order_fields(["title", "code", "section", "kind", "sense"])
        if locality:
            del self.fields["level"]
            self.initial.update(section=Section.LOCAL)

    def clean_code(self):
        code = self.cleaned_data["code"].upper()
        if code and Rule.objects.filter(code=code).exists():
            raise forms.ValidationError(f"Đã có quy định mang mã {code}.")
        return code

    def rule(self) -> Rule:
        """The rule of which the form's instance is the first version."""
        data = self.cleaned_data
        return Rule(code=data["code"], title=data["title"], section=data["section"], locality=self.locality)


class RuleEditForm(RecordForm):
    """What a rule is called and where it belongs; the code stays."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Rule
        fields = ("title", "section", "note")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen_of(self.instance)


class OverrideForm(PeriodForm):
    """A locality's own value in place of the law's, by a document of its own; who has not compared it says so."""

    number = forms.CharField(
        label="Số, ký hiệu văn bản của địa phương", max_length=120, help_text="Ví dụ Quyết định 12/2026/QĐ-UBND"
    )
    issued_on = DateField(label="Ngày ban hành")
    is_checked = forms.BooleanField(
        label="Đã đối chiếu với văn bản",
        required=False,
        help_text="Chưa đối chiếu thì quy định được ghi là theo nguồn thứ cấp.",
    )

    class Meta(PeriodForm.Meta):
        fields = (*HOW_LONG, *WHICH_DAY, "effective_from", "effective_to", "article", "document", "note")
        wide = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fixed = self.instance.kind == RuleKind.FIXED_DATE
        for name in HOW_LONG if fixed else WHICH_DAY:
            del self.fields[name]
        for name in WHICH_DAY[:2] if fixed else HOW_LONG:
            self.fields[name].required = True
        self.order_fields(["number", "issued_on", "article", "document"])

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("number") and cleaned.get("issued_on"):
            number = _with_kind(cleaned["number"].strip(), cleaned.get("document"))
            self.instance.law = f"{number} ngày {official(cleaned['issued_on'])}"
        self.instance.verification = Verification.VERIFIED if cleaned.get("is_checked") else Verification.SECONDARY
        return cleaned


class EndForm(MoveForm):
    """The last day of a version, and what holds from the day after."""

    last_day = DateField(label="Áp dụng đến hết ngày")
    only_end = forms.BooleanField(label="Chỉ kết thúc, không có quy định mới thay", required=False)
    value = forms.IntegerField(label="Số mới", min_value=0, max_value=MOST["value"], required=False)
    denominator = forms.IntegerField(label="Mẫu số mới", min_value=1, max_value=MOST["denominator"], required=False)
    unit = forms.ChoiceField(label="Đơn vị mới", choices=[("", CHOOSE), *UNITS], required=False)
    day = forms.IntegerField(label="Ngày mới", min_value=1, max_value=31, required=False)
    month = forms.IntegerField(label="Tháng mới", min_value=1, max_value=12, required=False)
    law = forms.CharField(
        label="Văn bản mới",
        max_length=300,
        required=False,
        widget=TextArea({"rows": 2}),
        help_text="Số, ký hiệu, ngày ban hành.",
    )
    article = forms.CharField(label="Điều, khoản mới", max_length=120, required=False)
    verification = forms.ChoiceField(label="Kiểm chứng", choices=Verification, required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    SUCCESSOR = ("value", "denominator", "unit", "day", "month", "law", "article", "verification", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = needed_of(self.record.kind)
        self.needed = (*own, "law", "verification")
        for name in ("value", "denominator", "unit", "day", "month"):
            if name not in own:
                del self.fields[name]
        if self.record.locality_id and "value" in self.fields:
            _at_least_one(self.fields["value"])
        for name in self.needed[:2]:
            self.fields[name].initial = getattr(self.record, name)
        if self.record.effective_to:
            self.fields["last_day"].initial = self.record.effective_to
            self.fields["last_day"].help_text = "Ngày này đã định; quy định mới áp dụng từ ngày hôm sau."
            del self.fields["only_end"]

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day < self.record.effective_from:
            begins = screen(self.record.effective_from)
            raise forms.ValidationError(f"Không được trước ngày bắt đầu áp dụng ({begins}).")
        return day

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not cleaned.get("only_end"):
            for name in self.needed:
                if name not in self.errors and cleaned.get(name) in (None, ""):
                    self.add_error(name, "Chưa ghi ô này.")
            _refuse_no_day(self, cleaned)
            if (cleaned.get("value") or 0) > (cleaned.get("denominator") or MOST["value"]):
                self.add_error("denominator", "Mẫu số không được nhỏ hơn tử số.")
        return cleaned

    def successor(self) -> RuleVersion | None:
        """The new version: as the old one, with what was typed; none if the rule just ends."""
        if self.cleaned_data.get("only_end"):
            return None
        typed = {name: self.cleaned_data[name] for name in self.SUCCESSOR if name in self.fields}
        return copy_of(self.record, **typed)


class SupposeForm(MoveForm):
    """What a version might say instead: only what differs is filled in."""

    value = forms.IntegerField(label="Nếu là", min_value=1, max_value=MOST["value"])
    unit = forms.ChoiceField(label="Đơn vị", choices=UNITS)
    day = forms.IntegerField(label="Nếu là ngày", min_value=1, max_value=31)
    month = forms.IntegerField(label="Tháng", min_value=1, max_value=12)
    effective_from = DateField(label="Áp dụng từ ngày")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fixed = self.record.kind == RuleKind.FIXED_DATE
        for name in HOW_LONG if fixed else WHICH_DAY[:2]:
            del self.fields[name]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        _refuse_no_day(self, cleaned)
        return cleaned


def _at_least_one(field) -> None:
    """Of a period that a locality sets itself: no days at all are no period."""
    field.validators = [one for one in field.validators if not isinstance(one, MinValueValidator)]
    field.validators.append(MinValueValidator(1, "Ghi số từ 1 trở lên."))


def _with_kind(number: str, document) -> str:
    """ "5/2026/NQ-HĐND" → "Nghị quyết số 5/2026/NQ-HĐND": by the chosen document, else by the symbol."""
    if not number[:1].isdigit():
        return number
    symbol = number.rpartition("/")[2].partition("-")[0].upper()
    kind = document.kind_words if document else KINDS.get(symbol, "")
    return f"{kind} số {number}" if kind else number


def _refuse_no_day(form, cleaned) -> None:
    """A fixed date is one that every year has."""
    day, month = cleaned.get("day"), cleaned.get("month")
    if day and month and not (1 <= month <= 12 and day <= monthrange(2025, month)[1]):
        form.add_error("day", f"Không có ngày {day}/{month} hằng năm.")
