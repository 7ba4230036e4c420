"""Filters over a list: words without accents, a period, choices within the user's sight; each has a pill to drop it."""

from dataclasses import dataclass

import django_filters
from django import forms
from django.db import models

from coordination.lib import dates
from coordination.ui import registry
from coordination.ui.forms import DateField, FilterForm
from coordination.ui.show import lowfirst

IN_SIGHT = 4
"""Filters beside the search box on a wide screen; the rest folds."""


@dataclass(frozen=True)
class Pill:
    """A filter in force, and the query string without it."""

    name: str
    words: str
    without: str


class RecordFilter(django_filters.FilterSet):
    """The base of every list's filters: `q` searches without accents; `period_field` adds `tu` and `den`, inclusive."""

    period_field = ""

    q = django_filters.CharFilter(
        method="find", label="Tìm, gõ không dấu cũng được", widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.period_field:
            self._add_period()

    def _add_period(self) -> None:
        path = self.period_field
        if isinstance(self.queryset.model._meta.get_field(path.split("__")[0]), models.DateTimeField):
            path = f"{path}__date"
        for name, lookup, label in (("tu", "gte", "Từ ngày"), ("den", "lte", "Đến ngày")):
            end = self.filters[name] = DayFilter(field_name=path, lookup_expr=lookup, label=label)
            end.parent, end.model = self, self.queryset.model

    def find(self, rows, name, value):
        """Rows that hold the words."""
        return registry.matching(rows, value)

    @property
    def user(self):
        """Who looks."""
        return getattr(self.request, "user", None)

    def get_form_class(self):
        fields = {name: filter_.field for name, filter_ in self.filters.items()}
        return type(f"{type(self).__name__}Form", (FilterForm,), fields)

    @property
    def form(self):
        if not hasattr(self, "_form"):
            form_class = self.get_form_class()
            data = (self.data,) if self.is_bound else ()
            self._form = form_class(*data, prefix=self.form_prefix, user=self.user)
        return self._form

    def boxes(self) -> list:
        """The fields beside the search box."""
        return [box for box in self.form.visible_fields() if box.name != "q"]

    def first_boxes(self) -> list:
        """Those always in sight."""
        return self.boxes()[: self._cut()]

    def more_boxes(self) -> list:
        """Those under "Thêm bộ lọc"."""
        return self.boxes()[self._cut() :]

    def _cut(self) -> int:
        """How many stay in sight; the two ends of the period stay together."""
        names = [box.name for box in self.boxes()]
        return IN_SIGHT - 1 if names[IN_SIGHT - 1 : IN_SIGHT + 1] == ["tu", "den"] else IN_SIGHT

    def more_in_use(self) -> bool:
        """Whether the fold must stand open: one of its filters is in force or wrong."""
        folded = {box.name for box in self.more_boxes()}
        return bool(folded & {pill.name for pill in self.pills()} or any(box.errors for box in self.more_boxes()))

    def pills(self) -> list[Pill]:
        """What is in force, the words first."""
        if not self.is_bound:
            return []
        self.form.is_valid()
        pills = [self._pill(name, value) for name, value in self.form.cleaned_data.items() if _in_force(value)]
        return sorted(pills, key=lambda pill: pill.name != "q")

    def in_use(self) -> int:
        """How many filters are in force besides the search box."""
        return sum(pill.name != "q" for pill in self.pills())

    def _pill(self, name, value) -> Pill:
        rest = self.request.GET.copy()
        for key in (name, "page"):
            rest.pop(key, None)
        return Pill(name, self._words(name, value), f"?{rest.urlencode()}")

    def _words(self, name, value) -> str:
        field = self.form.fields[name]
        if name == "q":
            return f"Có chữ “{value}”"
        if name in ("tu", "den"):
            return f"{'Từ' if name == 'tu' else 'Đến'} {dates.screen(value)}"
        if isinstance(value, bool):
            return field.label if value else f"Không {lowfirst(field.label)}"
        return f"{field.label}: {_chosen(field, value)}"


class DayFilter(django_filters.Filter):
    """One end of a period, typed dd/mm/yyyy."""

    field_class = DateField


def _in_force(value) -> bool:
    if isinstance(value, models.QuerySet):
        return bool(value)
    return value not in (None, "", [], ())


def _chosen(field, value) -> str:
    """The words of what was chosen."""
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(_chosen(field, one) for one in value)
    if isinstance(value, models.Model):
        return str(value)
    if not hasattr(field, "queryset"):
        for key, words in getattr(field, "choices", ()):
            if str(key) == str(value):
                return str(words)
    return dates.screen(value) if hasattr(value, "year") else str(value)
