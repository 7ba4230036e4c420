"""Every list offers its files and its saved views: nobody has to remember to switch them on."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from coordination.documents.docx import MEDIA_TYPE as DOCX
from coordination.exchange.sheets import XLSX
from coordination.ui.crud import ListPage
from coordination.ui.policy import SIGNED_IN
from tests.exchange.books import grid
from tests.meta.test_policies import ADDRESSES

LISTS = {
    name: pattern.callback.view_class
    for name, pattern in ADDRESSES.items()
    if issubclass(getattr(pattern.callback, "view_class", object), ListPage) and not pattern.pattern.converters
}


def reader_of(cast, page):
    """Somebody of the cast who may see the list."""
    people = (cast.lan, cast.hoa, cast.ubnd, cast.admin, cast.operator)
    return next(user for user in people if page.permission == SIGNED_IN or user.can(page.permission))


def test_there_are_lists():
    assert len(LISTS) > 25


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_list_hands_out_its_files_and_saves_its_view(name, client, cast):
    page = LISTS[name]
    client.force_login(reader_of(cast, page))
    address = reverse(name)
    answer = client.get(f"{address}?xuat=xlsx")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, XLSX)
    headings = grid(answer.content)[0]
    assert all(headings)
    answer = client.get(f"{address}?xuat=docx")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, DOCX)
    assert [cell.text for cell in Document(BytesIO(answer.content)).tables[0].rows[0].cells] == headings
    shown = client.get(f"{address}?sort=pk")
    assert shown.context["has_file"]
    assert shown.context["saving_url"].startswith(reverse("saved:view-create"))
    if shown.context["page"].object_list:
        assert "xuat=xlsx" in shown.content.decode()
        assert "xuat=docx" in shown.content.decode()
    if "Lưu cách xem" not in shown.content.decode():
        pytest.fail(f"{name} draws no results of the kit")
