"""Model fields for facts that a source leaves open."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from coordination.lib.dates import PartialDate


class PartialDateField(models.CharField):
    """A date known to the day, the month or only the year, stored as ISO text so that it sorts; empty means unknown."""

    description = "Ngày có thể chưa biết đủ"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("null", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return PartialDate.from_iso(value) if value else None

    def to_python(self, value):
        if value is None or isinstance(value, PartialDate):
            return value
        if hasattr(value, "year"):
            return PartialDate(value.year, value.month, value.day)
        if value == "":
            return None
        try:
            return PartialDate.from_iso(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value):
        value = self.to_python(value)
        return value.iso if value else None

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def run_validators(self, value):
        """Length rules speak of text; what is stored is always a well-formed date."""

    def formfield(self, **kwargs):
        """A plain box; the screen kit puts its own kind of date field in its place (`ui.forms`)."""
        kept = {name: value for name, value in kwargs.items() if name in {"initial", "widget", "disabled"}}
        return PartialDateBox(
            required=not self.blank, label=capfirst(self.verbose_name), help_text=self.help_text, **kept
        )


class PartialDateBox(forms.Field):
    """The form field of a partial date, as far as this room knows screens."""
