"""Filters over the registers."""

import django_filters
from django import forms
from django.db.models import Q

from coordination.documents.choices import Direction, DocumentKind
from coordination.documents.models import OfficialDocument
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
