"""Dates that a source leaves open survive the database and sort by what is known."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError

from coordination.lib.dates import PartialDate
from coordination.people.models import Term
from coordination.records.fields import PartialDateField
from tests.people.factories import TermFactory


@pytest.mark.django_db
@pytest.mark.parametrize("date", [None, PartialDate(2021), PartialDate(2021, 7), PartialDate(2021, 7, 29)])
def test_what_is_written_is_read(date):
    term = TermFactory(start=date)
    assert Term.objects.get(pk=term.pk).start == date
    assert Term.objects.filter(start=date).exists()
    copy = next(serializers.deserialize("json", serializers.serialize("json", [term]))).object
    assert copy.start == date


@pytest.mark.django_db
def test_rows_sort_by_what_is_known():
    for text in ("2021-07-29", "2020", "2021-07", "2021"):
        TermFactory(start=text)
    assert [str(term.start) for term in Term.objects.order_by("start")] == ["2020", "2021", "7/2021", "29/7/2021"]


@pytest.mark.parametrize("text", ["2021-13", "hôm qua", "2021-02-30"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValidationError):
        PartialDateField().to_python(text)
