"""Files that are large, odd or made to do harm: read in bounds, refused in words; no line is left out by mistake."""

import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from coordination.exchange import reading
from coordination.exchange.cells import CellFault
from coordination.exchange.columns import Day, Number, Text
from coordination.exchange.kinds import kinds
from coordination.exchange.reading import MAX_SHEETS, read
from coordination.exchange.sheets import MAX_COLUMNS, SheetError
from tests.exchange.books import book

COLUMNS = (Text("title", "Tên", required=True), Text("hamlet", "Thôn"), Number("count", "Số"), Day("on", "Ngày"))


def bomb(sheets: int) -> bytes:
    """A small file whose sheets have one cell far below and far to the right."""
    made = Workbook()
    made.active.append(["Tên", "Thôn"])
    made.active.append(["một", "Thượng"])
    made.active.cell(9_000, MAX_COLUMNS, "x")
    made.active["A9001"] = "hai"
    for number in range(sheets):
        made.create_sheet(f"T{number}").cell(10_000, MAX_COLUMNS, "x")
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def test_many_sheets_and_blank_lines_cost_little():
    content = bomb(MAX_SHEETS - 1)
    tracemalloc.start()
    sheet = read(content, "so.xlsx", COLUMNS)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(line.number, line.cell("title").value) for line in sheet.lines] == [
        (2, "một"),
        (9000, None),
        (9001, "hai"),
    ]
    assert most < 40_000_000  # bytes; with every blank row of every sheet it was a gigabyte


def test_more_sheets_are_refused_in_words():
    with pytest.raises(SheetError) as refusal:
        read(bomb(MAX_SHEETS), "so.xlsx", COLUMNS)
    assert refusal.value.message == "Tệp có hơn 50 trang; chép trang cần nạp sang một sổ mới."


def with_value(content: bytes, before: bytes, after: bytes) -> bytes:
    """The workbook with another number in its sheets."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(made, "w", ZIP_DEFLATED) as out:
        for name in packed.namelist():
            part = packed.read(name)
            out.writestr(name, part.replace(before, after) if name.startswith("xl/worksheets/sheet") else part)
    return made.getvalue()


@pytest.mark.parametrize("written", [b"1e999", b"-1e999", b"1.e9999"])
@pytest.mark.parametrize("place", [2, 3])
def test_an_infinite_number_is_a_fault_of_its_cell(written, place):
    row = ["một", "Thượng", 1, "18/5/2026"]
    row[place] = 987654
    content = book([column.name for column in COLUMNS], row)
    sheet = read(with_value(content, b"<v>987654</v>", b"<v>" + written + b"</v>"), "so.xlsx", COLUMNS)
    column = COLUMNS[place]
    with pytest.raises(CellFault) as fault:
        column.read(sheet.lines[0].cell(column.key), None)
    assert fault.value.message == "không phải là số hay ngày."


@pytest.mark.parametrize("written", [b"NaN", b"nan", b"inf"])
def test_what_is_no_number_at_all_is_told(written):
    content = book(["Tên", "Số"], ["một", 987654])
    with pytest.raises(SheetError) as refusal:
        read(with_value(content, b"<v>987654</v>", b"<v>" + written + b"</v>"), "so.xlsx", COLUMNS)
    assert refusal.value.message == "Tệp Excel này bị hỏng; mở bằng Excel, lưu lại rồi nạp lần nữa."


@pytest.mark.parametrize("name", ["Cống", "Công", "Tống", "Tổng", "Cộng"])
def test_a_row_whose_first_word_looks_like_a_total_is_a_row(name):
    content = book(["Thôn", "Tên"], [name, "Đường hỏng"], ["Thượng", "Cầu hỏng"])
    sheet = read(content, "so.xlsx", COLUMNS)
    assert [line.cell("hamlet").value for line in sheet.lines] == [name, "Thượng"]
    assert sheet.notes == []


@pytest.mark.parametrize("name", ["Cống", "Công", "Tống"])
def test_nor_is_it_left_out_when_something_is_missing(name):
    sheet = read(book(["Thôn", "Tên"], [name, None], ["Thượng", "Cầu hỏng"]), "so.xlsx", COLUMNS)
    assert [line.cell("hamlet").value for line in sheet.lines] == [name, "Thượng"]


@pytest.mark.parametrize("words", ["Tổng cộng", "CỘNG", "Tong so", "cong:", "TỔNG SỐ (kiến nghị)", "Tổng"])
def test_totals_are_left_out(words):
    sheet = read(book(["Thôn", "Tên", "Số"], ["Thượng", "Cầu hỏng", 3], [words, None, 3]), "so.xlsx", COLUMNS)
    assert (len(sheet.lines), sheet.notes) == (1, ["Bỏ qua dòng cộng, tổng (dòng 3)."])


def test_a_formula_without_a_value_is_told_once():
    content = book(["Tên", "Số"], ["một", "=1+1"])
    sheet = read(content, "so.xlsx", COLUMNS)
    assert (sheet.notes, sheet.lines[0].cell("count").fault) == (
        [],
        "là công thức chưa có giá trị tính sẵn; chép giá trị thay cho công thức.",
    )


def test_an_unknown_column_stands_out_where_it_says_something():
    content = book(["Tên", "Người nhập", "Trống"], ["một", "Lan", None])
    sheet = read(content, "so.xlsx", COLUMNS)
    assert (sheet.warnings, sheet.notes) == (
        ["Không đọc cột “Người nhập” (ô B1) dù có dữ liệu; nếu cần thì sửa tiêu đề theo mẫu rồi gửi lại."],
        ["Không dùng cột “Trống” (ô C1)."],
    )


def test_a_fault_of_the_program_is_not_told_as_a_damaged_file(monkeypatch):
    monkeypatch.setattr(reading, "_head", lambda lines, columns: {}["của chương trình"])
    with pytest.raises(KeyError):
        read(book(["Tên"], ["một"]), "so.xlsx", COLUMNS)


@pytest.mark.parametrize("ref", [b"A:B", b"1:2", b"A9999999:B9999999"])
def test_merged_cells_that_are_no_range_of_cells_are_told(ref):
    content = book(["Thôn", "Tên"], ["Thượng", "một"], ["Hạ", "hai"], merged=["A3:B3"])
    with pytest.raises(SheetError) as refusal:
        read(with_value(content, b'ref="A3:B3"', b'ref="' + ref + b'"'), "so.xlsx", COLUMNS)
    assert refusal.value.message == "Tệp Excel này bị hỏng; mở bằng Excel, lưu lại rồi nạp lần nữa."


def test_every_column_of_every_register_is_read():
    """One column more, that of the row's number, stands before them in the template."""
    assert {kind.code: len(kind.columns) for kind in kinds() if len(kind.columns) >= MAX_COLUMNS} == {}
