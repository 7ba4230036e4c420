"""Filters over a list: words without accents, a period, choices within the user's sight; each has a pill to drop it."""

from dataclasses import dataclass

import django_filters
from django import forms
from django.db import models
from django.utils.functional import cached_property

from coordination.lib import dates
from coordination.ui import registry
from coordination.ui.forms import DateField, FilterForm
from coordination.ui.show import lowfirst

IN_SIGHT = 4
"""Filters beside the search box on a wide screen; of the rest only those in force, until all are asked for."""
UNFOLD = "bo_loc"
"""The parameter that asks for all."""


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

    @cached_property
    def _boxed(self) -> list[str]:
        """Filters with a box beside the search box."""
        return [name for name, one in self.filters.items() if name != "q" and not _is_hidden(one)]

    @cached_property
    def _at_first(self) -> list[str]:
        """Those always in sight; the two ends of the period stay together."""
        is_split = self._boxed[IN_SIGHT - 1 : IN_SIGHT + 1] == ["tu", "den"]
        return self._boxed[: IN_SIGHT - is_split]

    def _shown(self) -> list[str]:
        """Filters that the form has fields for: those in sight and those in force. Each costs the page its choices."""
        shown = {"q", *self._at_first, *(name for name in self.data if self.data.get(name))}
        if self.is_unfolded:
            shown.update(self._boxed)
        if shown & {"tu", "den"}:
            shown |= {"tu", "den"}
        return [name for name in self.filters if name in shown]

    def get_form_class(self):
        fields = {name: self.filters[name].field for name in self._shown()}
        return type(f"{type(self).__name__}Form", (FilterForm,), fields)

    @property
    def form(self):
        if not hasattr(self, "_form"):
            form_class = self.get_form_class()
            data = (self.data,) if self.is_bound else ()
            self._form = form_class(*data, prefix=self.form_prefix, user=self.user)
            further = self._boxed[len(self._at_first) :]
            if self.is_unfolded and further and getattr(self.request, "htmx", None):
                # "Thêm bộ lọc" goes away when it is pressed: the focus moves on to what it brought.
                self._form.fields[further[0]].widget.attrs["autofocus"] = True
        return self._form

    @cached_property
    def boxes(self) -> list:
        """The fields beside the search box."""
        return [box for box in self.form.visible_fields() if box.name != "q"]

    @cached_property
    def is_folded(self) -> bool:
        """Whether there are further filters, drawn when they are asked for ("Thêm bộ lọc")."""
        return len(self.boxes) < len(self._boxed)

    @cached_property
    def is_unfolded(self) -> bool:
        """Whether they were asked for."""
        return bool(self.data.get(UNFOLD))

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


def _is_hidden(one) -> bool:
    """Whether a filter has no box: tabs and links set it."""
    widget = one.extra.get("widget")
    return bool(widget) and issubclass(widget if isinstance(widget, type) else type(widget), forms.HiddenInput)


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
