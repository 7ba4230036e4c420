"""Forms as screens show them: label, hint, message at the field, dates as text, choices through the gate."""

import re
from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import from_current_timezone, to_current_timezone
from django_filters import fields as filter_fields
from django_filters.widgets import BooleanWidget

from coordination.lib import dates
from coordination.lib.dates import DateError, PartialDate
from coordination.lib.keys import LONGEST_KEY
from coordination.records.fields import PartialDateBox
from coordination.ui import drawing
from coordination.ui.together import Together
from coordination.ui.unseen import KeepsUnseen

DATE_HINT = "Ngày/tháng/năm, ví dụ 18/05/2026"
PARTIAL_HINT = "Ngày, tháng hoặc năm: 29/7/2021, 7/2021 hoặc 2021"
MOMENT_HINT = "Ngày và giờ, ví dụ 18/05/2026 08:30"
CHOOSE = "– chọn –"


class Box(BoundField):
    """A field on the page: Bootstrap's classes by kind of widget, and the one that says it is wrong."""

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        classes = [widget.attrs.get("class", ""), attrs.get("class", ""), _css(widget)]
        if self.errors and not widget.is_hidden:
            classes.append("is-invalid")
        if names := " ".join(name for name in classes if name):
            attrs["class"] = names
        return attrs

    def value(self):
        """What was typed; what is stored, where somebody else changed a field that was not touched here."""
        if self.name in getattr(self.form, "kept_names", ()):
            return self.field.prepare_value(self.initial)
        return super().value()

    @property
    def is_tick(self) -> bool:
        """One tick box, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_wide(self) -> bool:
        """Whether the field takes the whole line."""
        many = isinstance(self.field.widget, forms.Textarea | forms.CheckboxSelectMultiple | forms.SelectMultiple)
        return getattr(self.field, "wide", many)


def _css(widget) -> str:
    """Bootstrap's class for a widget."""
    if widget.is_hidden:
        return ""
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


class Renderer(TemplatesSetting):
    """FORM_RENDERER: every form of the product, also those of libraries, looks alike."""

    form_template_name = "ui/fields.html"
    field_template_name = "ui/field.html"
    bound_field_class = Box

    def render(self, template_name, context, request=None):
        """Plain boxes without a template: a list of places has a hundred options and more."""
        return drawing.drawn(template_name, context) or super().render(template_name, context, request)


class TextArea(forms.Textarea):
    """A text of some lines."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 4} | (attrs or {}))


class DateInput(forms.DateInput):
    """dd/mm/yyyy as text: a browser's own date field speaks the browser's language."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "class": "w-date"} | (attrs or {}))

    def format_value(self, value):
        return value if isinstance(value, str) else dates.screen(value)


class DateField(forms.DateField):
    """A whole date typed by a person; says what is wrong with it ("Tháng 6 chỉ có 30 ngày.")."""

    widget = DateInput

    def __init__(self, **kwargs):
        kwargs["help_text"] = kwargs.get("help_text") or DATE_HINT
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, datetime):
            return value.date()
        if value in self.empty_values or hasattr(value, "year"):
            return value or None
        if not str(value).strip():
            return None
        try:
            return dates.parse(str(value))
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error


class PartialDateFormField(forms.Field):
    """A date of which the day or the month may be unknown."""

    widget = DateInput

    def __init__(self, **kwargs):
        kwargs["help_text"] = kwargs.get("help_text") or PARTIAL_HINT
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, PartialDate):
            return value
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return dates.parse_partial(str(value))
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        return dates.screen(value) if isinstance(value, PartialDate) else value


_VI_NUMBER = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)


class NumberInput(forms.TextInput):
    """A number as text, so that 1.234,5 may be typed whatever language the browser speaks."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        if isinstance(value, str) and _VI_NUMBER.fullmatch(value.strip()):
            return value.strip().replace(".", "").replace(",", ".")
        return value

    def format_value(self, value):
        text = super().format_value(value)
        return text.replace(".", ",") if text and re.fullmatch(r"-?\d+\.\d+", text, re.ASCII) else text


_CLOCK = re.compile(r"(\d{1,2})(?:[:hg.](\d{2})?)?", re.ASCII)


def read_clock(text: str) -> time:
    """A time typed by a person: 16:30, 16h30, 16h, 16. Raises ValidationError."""
    match = _CLOCK.fullmatch(text.strip().lower().replace(" ", ""))
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise ValidationError("Giờ viết như 08:30 hoặc 14h.", code="invalid")
    return time(int(match[1]), int(match[2] or 0))


class TimeField(forms.TimeField):
    """A time of day as text."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-date"})

    def __init__(self, **kwargs):
        kwargs["help_text"] = kwargs.get("help_text") or "Giờ:phút, ví dụ 08:30"
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        return read_clock(str(value))

    def prepare_value(self, value):
        return f"{value:%H:%M}" if isinstance(value, time) else value


class DateTimeField(forms.DateTimeField):
    """A date and a time as text, in the office's time zone."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "w-moment"})

    def __init__(self, **kwargs):
        kwargs["help_text"] = kwargs.get("help_text") or MOMENT_HINT
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, datetime):
            return from_current_timezone(value) if value.tzinfo is None else value
        if value in self.empty_values or not str(value).strip():
            return None
        day, _, clock = str(value).strip().rpartition(" ")
        if not day:
            raise ValidationError("Ghi cả ngày và giờ, ví dụ 18/05/2026 08:30.", code="invalid")
        try:
            moment = datetime.combine(dates.parse(day), read_clock(clock))
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error
        return from_current_timezone(moment)

    def prepare_value(self, value):
        return f"{to_current_timezone(value):%d/%m/%Y %H:%M}" if isinstance(value, datetime) else value


class KnownKeys:
    """Mixin. One key beyond the numbers of the database is no choice; of several, Django would ask the database."""

    def clean(self, value):
        if any(len(str(key)) > LONGEST_KEY for key in value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class SeveralField(KnownKeys, forms.ModelMultipleChoiceField):
    """Several rows."""


class SeveralFilterField(KnownKeys, filter_fields.ModelMultipleChoiceField):
    """Several rows to filter by."""


# Django's own field -> ours, so that a model's DateField needs no word in the form.
OURS = {
    forms.DateField: DateField,
    forms.DateTimeField: DateTimeField,
    forms.TimeField: TimeField,
    PartialDateBox: PartialDateFormField,
    forms.ModelMultipleChoiceField: SeveralField,
    filter_fields.ModelMultipleChoiceField: SeveralFilterField,
}

WORDS = {
    forms.IntegerField: {"invalid": "Ghi một số nguyên, ví dụ 12."},
    forms.DecimalField: {"invalid": "Ghi một số, ví dụ 8,8."},
    forms.ChoiceField: {"invalid_choice": "Không có lựa chọn này trong danh sách."},
    forms.ModelChoiceField: {"invalid_choice": "Không có lựa chọn này trong danh sách."},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": "Không có lựa chọn này trong danh sách.",
        "invalid_pk_value": "Không có lựa chọn này trong danh sách.",
    },
    forms.FileField: {"required": "Chưa chọn tệp.", "empty": "Tệp này không có nội dung."},
    forms.EmailField: {"invalid": "Địa chỉ thư viết như ten@coquan.vn."},
    forms.URLField: {"invalid": "Địa chỉ trang viết như https://coquan.vn/trang."},
}


class OfficeForm:
    """What all our forms share. Mixed in before a Django form; `prepare()` runs once the fields exist."""

    use_required_attribute = False  # the browser's own messages speak the browser's language
    user = None

    def prepare(self) -> None:
        """Our date fields, Vietnamese messages, choices limited to what the user may see."""
        for name, field in list(self.fields.items()):
            if ours := OURS.get(type(field)):
                field = self.fields[name] = _replaced(field, ours)
            _speak(field)
            _shape(field)
            _limit(field, self.user)
            _offer_blank(field)

    def faults(self) -> list[Box]:
        """The visible fields with an error, in order, for the summary."""
        return [box for box in self.visible_fields() if box.errors]


LIMITS = {
    MinValueValidator: "Ghi số từ %(limit_value)s trở lên.",
    MaxValueValidator: "Nhiều nhất %(limit_value)s.",
}


def _replaced(field, ours):
    """Our kind of field with the other's label, hint and rules; of a choice also its rows and its widget."""
    kept = ("required", "label", "initial", "help_text", "disabled", "label_suffix", "validators")
    if hasattr(field, "queryset"):
        kept += ("queryset", "widget", "to_field_name")
    return ours(**{name: getattr(field, name) for name in kept})


def _speak(field) -> None:
    """Messages that say what to do. A message the author chose stays."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        field.error_messages["required"] = "Chưa chọn." if chosen else "Chưa ghi ô này."
    for kind, words in WORDS.items():
        if isinstance(field, kind):
            untouched = {
                code for code in words if field.error_messages.get(code) == kind.default_error_messages.get(code)
            }
            field.error_messages.update({code: words[code] for code in untouched})
    field.error_messages.setdefault("max_length", "Dài quá: %(show_value)d chữ cái, nhiều nhất %(limit_value)d.")
    field.error_messages.setdefault("min_length", "Ghi rõ hơn, ít nhất %(limit_value)d chữ cái.")
    field.validators = [_spoken(validator) for validator in field.validators]


def _spoken(validator):
    """A limit of the field itself in our words; not through `error_messages`, which would win over a model's own."""
    for kind, words in LIMITS.items():
        if type(validator) is kind and validator.message == kind.message:
            return kind(validator.limit_value, words)
    return validator


def _shape(field) -> None:
    """Widgets that suit an office: numbers as text, several choices as ticks, texts of four lines."""
    if isinstance(field, forms.IntegerField) and type(field.widget) is forms.NumberInput:
        field.widget = NumberInput({"class": field.widget.attrs.get("class", "w-num")})
    if isinstance(field, forms.NullBooleanField) and not field.widget.is_hidden:
        field.widget = BooleanWidget()
        field.widget.choices = [("", CHOOSE), ("true", "Có"), ("false", "Không")]
    if type(field.widget) is forms.SelectMultiple:
        field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
    if type(field.widget) is forms.Textarea:
        field.widget = TextArea({name: value for name, value in field.widget.attrs.items() if name != "rows"})


def _limit(field, user) -> None:
    """Only rows that the user may see can be chosen; names stand in Vietnamese order."""
    queryset = getattr(field, "queryset", None)
    if hasattr(queryset, "visible_to"):
        field.all_rows = queryset
        queryset = field.queryset = queryset.visible_to(user)
    if hasattr(queryset, "by_name") and _sorted_by_name_alone(queryset):
        field.queryset = queryset.by_name()


def _sorted_by_name_alone(queryset) -> bool:
    """Whether nobody chose another order: the database sorts names by the codes of their letters (Đặng after Vũ)."""
    return not queryset.query.order_by and queryset.model._meta.ordering[:1] == [queryset.name_path]


def _offer_blank(field) -> None:
    """A word in place of Django's row of dashes."""
    if getattr(field, "empty_label", None) == "---------":
        field.empty_label = CHOOSE
    if isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset"):
        choices = list(field.choices)
        if choices and choices[0] == ("", "---------"):
            field.choices = [("", CHOOSE), *choices[1:]]


class RecordForm(Together, KeepsUnseen, OfficeForm, forms.ModelForm):
    """The form of a record. It checks and fills `instance`; saving is the action's work.

    `Meta.wide` names fields that take the whole line. Two hidden fields remember which version was opened and what it
    showed (`together.py`); links that the user may not see stay (`unseen.py`).
    """

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.prepare()
        for name in getattr(getattr(self, "Meta", None), "wide", ()):
            self.fields[name].wide = True
        if self.instance.pk and hasattr(self.instance, "revision"):
            self.carry_version()

    def _clean_fields(self):
        super()._clean_fields()
        self.keep_unseen()
        self.merge()

    def _post_clean(self):
        super()._post_clean()
        if "revision" in self.fields:
            self.instance.revision = self.cleaned_data.get("revision") or 0

    def related(self) -> dict:
        """Chosen rows of many-to-many fields, for the action."""
        names = {field.name for field in self.instance._meta.many_to_many}
        return {name: rows for name, rows in self.cleaned_data.items() if name in names}

    def save(self, commit=True):
        raise TypeError("A record is saved by its action, which checks, writes history and tells others.")


class MoveForm(OfficeForm, forms.Form):
    """What a step asks for besides the record. Its fields become the action's keyword arguments."""

    def __init__(self, *args, user=None, record=None, **kwargs):
        self.user = user
        self.record = record
        super().__init__(*args, **kwargs)
        self.prepare()


class AtOnce(filter_fields.ModelChoiceIterator):
    """The rows to choose from in one question; Django's own reads them through a cursor, which takes three."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        if self.field.null_label is not None:
            yield self.field.null_value, self.field.null_label
        yield from map(self.choice, self.queryset.all())


class FilterForm(OfficeForm, forms.Form):
    """The form of a list's filters."""

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.prepare()
        for field in self.fields.values():
            if getattr(field, "empty_label", None) is not None:
                field.empty_label = "Tất cả"
                # Its iterator still belongs to the filter's own field: give it to this one.
                if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
                    field.choices = getattr(field.choices, "choices", field.choices)
            if type(field) is filter_fields.ModelChoiceField:
                field.iterator = AtOnce
            if type(field.widget) is forms.Select:
                field.widget = drawing.PlainSelect(field.widget.attrs, field.choices)
            if isinstance(field, forms.NullBooleanField) and not field.widget.is_hidden:
                field.widget.choices = [("", "Tất cả"), *field.widget.choices[1:]]
            if isinstance(field, DateField):
                field.help_text = ""
                field.widget.attrs["placeholder"] = "dd/mm/yyyy"
