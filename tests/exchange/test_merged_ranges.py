"""Merged ranges: a value over several rows stands in each; ranges that share cells cost no more than the cells."""

import zipfile
from io import BytesIO

import pytest

from coordination.exchange import reading
from coordination.exchange.columns import Day, Text
from tests.exchange.books import book

COLUMNS = (Text("content", "Nội dung", required=True), Text("place", "Xã"), Day("received_on", "Ngày nhận"))
HEAD = ["Nội dung", "Xã", "Ngày nhận"]


def with_ranges(content: bytes, *ranges: str) -> bytes:
    """The file with these merged ranges, which no Excel would write like that."""
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    packed, made = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in packed.namelist():
            data = packed.read(name).decode() if name.endswith("sheet1.xml") else packed.read(name)
            if isinstance(data, str):
                data = data.replace("</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")
            out.writestr(name, data)
    return made.getvalue()


def places(content: bytes) -> list:
    return [line.cell("place").value for line in reading.read(content, "so.xlsx", COLUMNS).lines]


def test_ranges_of_one_column_each_give_their_value():
    rows = [[f"Việc {n}", name, "18/5/2026"] for n, name in enumerate(["Phú Hòa", None, "Tân Hòa", None, None])]
    assert places(book(HEAD, *rows, merged=["B4:B5", "B2:B3"])) == ["Phú Hòa", "Phú Hòa", "Tân Hòa", "Tân Hòa", None]


def test_of_ranges_that_share_cells_the_upper_one_gives_the_value():
    rows = [[f"Việc {n}", name, "18/5/2026"] for n, name in enumerate(["Phú Hòa", "Tân Hòa", None, None])]
    found = places(with_ranges(book(HEAD, *rows), "B2:B4", "B3:B5", "B2:B3"))
    assert found == ["Phú Hòa", "Phú Hòa", "Phú Hòa", "Tân Hòa"]


@pytest.mark.parametrize("size", [10, 30])
def test_ranges_that_share_cells_are_filled_once(size, monkeypatch):
    """Every row merged with all below it: the cells are looked at as often as there are rows."""
    lines = [[("Việc", "s"), ("Phú Hòa", "s")] for _ in range(size)]
    asked = []
    monkeypatch.setattr(reading, "is_blank", lambda value: asked.append(value) and False)
    reading._filled(lines, [(2, row, 2, size) for row in range(2, size)], 0)
    assert len(asked) == size - 2
