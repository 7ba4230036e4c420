"""Boxes and cells drawn in Python are those that the libraries would draw."""

import django_tables2
import pytest
from django import forms
from django.utils.safestring import SafeString, mark_safe

from coordination.ui.drawing import PlainSelect
from coordination.ui.tables import Column, RecordTable
from tests.testapp.factories import SheetFactory
from tests.testapp.models import Sheet

CHOICES = [(None, "Tất cả"), (1, "Sở <Y tế>"), (2, mark_safe("<b>đậm</b>")), ("x&y", 1234567)]


@pytest.mark.parametrize("chosen", [None, "", 1, "1", "x&y", "?"])
@pytest.mark.parametrize("choices", [CHOICES, [], [("Nhóm", [(1, "A"), (2, "B")]), (3, "C")]])
def test_a_select_is_drawn_as_django_draws_it(choices, chosen):
    def drawn(kind):
        html = kind({"class": "form-select", "data-x": '"'}, choices).render("to", chosen, {"id": "id_to"})
        return "".join(line.strip() for line in html.splitlines())

    assert drawn(PlainSelect) == drawn(forms.Select)


class Cells(RecordTable):
    title = Column()
    status = Column()
    code = Column(accessor="to__code", default="–")
    parent = Column(accessor="to__parent__code", default="–")
    page = Column(accessor="get_absolute_url", default="–")
    gone = Column(accessor="nowhere", default="–")
    removed = Column(accessor="delete", default="–")
    tags = Column(accessor="copies", default="–")
    plain = django_tables2.Column(accessor="title")

    class Meta:
        model = Sheet
        fields = ()


def test_cells_are_read_as_the_library_reads_them(cast):
    SheetFactory(locality=cast.locality, title="Một & hai", to=cast.department)
    SheetFactory(locality=cast.locality, title="Ba", to=None)
    table = Cells(Sheet.objects.order_by("pk"))
    table.paginate(per_page=5)
    lines = list(table.lines())
    cells = [[str(row.get_cell(column.name)) for column in table.columns] for row in table.paginated_rows]
    assert [type(line) for line in lines] == [SafeString, SafeString]
    assert [_texts(line) for line in lines] == [[_escaped(text) for text in row] for row in cells]
    assert Sheet.objects.count() == 2


def _texts(line) -> list[str]:
    return [cell.split(">", 1)[1].removesuffix("</td>") for cell in line.split("<td")[1:]]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;") if "&" in text else text
