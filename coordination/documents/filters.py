"""Filters over the registers."""

import django_filters
from django import forms
from django.db.models import Q

from coordination.documents.choices import Direction, DocumentKind
from coordination.documents.models import LetterDraft, OfficialDocument
from coordination.ui.filters import RecordFilter


class DocumentFilter(RecordFilter):
    """By register, kind, issuer and year of issue."""

    direction = django_filters.ChoiceFilter(choices=Direction.choices, label="Sổ văn bản", empty_label="Mọi sổ")
    kind = django_filters.ChoiceFilter(choices=DocumentKind.choices, label="Loại", empty_label="Mọi loại")
    year = django_filters.NumberFilter(
        method="in_year", label="Năm", min_value=1900, max_value=2200, widget=forms.TextInput(attrs={"class": "w-num"})
    )

    class Meta:
        model = OfficialDocument
        fields = ("direction", "kind", "issuer", "year")

    def in_year(self, rows, name, value):
        """Issued in the year, however exactly the day is known."""
        year = f"{int(value):04}"
        return rows.filter(Q(issued_on=year) | Q(issued_on__startswith=f"{year}-"))


class BookFilter(RecordFilter):
    """One book: of which year, by kind and issuer. Without a year the view shows the current one."""

    year = django_filters.NumberFilter(
        field_name="book_year",
        label="Năm",
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"class": "w-num"}),
    )
    kind = django_filters.ChoiceFilter(choices=DocumentKind.choices, label="Loại", empty_label="Mọi loại")

    class Meta:
        model = OfficialDocument
        fields = ("year", "kind", "issuer")


class LetterFilter(RecordFilter):
    """By issuer, and whether it was issued."""

    issued = django_filters.BooleanFilter(
        field_name="document", lookup_expr="isnull", exclude=True, label="Đã ban hành"
    )

    class Meta:
        model = LetterDraft
        fields = ("issuer", "issued")
