"""The register in a file, however untidy: what is read, what is left out and told, what is refused."""

from datetime import date, datetime

import pytest

from coordination.exchange.cells import CellFault
from coordination.exchange.columns import Choice, Day, Number, PartDay, Place, Text, YesNo
from coordination.exchange.reading import read
from coordination.exchange.sheets import SheetError
from coordination.lib.dates import PartialDate
from tests.exchange.books import book

COLUMNS = (
    Text("title", "Nội dung", aliases=("Tên nội dung",), required=True, limit=20),
    Text("body", "Cơ quan"),
    Day("due", "Hạn nộp (ngày)", aliases=("Hạn",)),
)
HEAD = ["STT", "Nội dung", "Cơ quan", "Hạn nộp"]


def lines(content: bytes) -> list[list]:
    """Row number and raw values of what is read."""
    sheet = read(content, "so.xlsx", COLUMNS)
    return [[line.number, *(line.cell(column.key).value for column in COLUMNS)] for line in sheet.lines]


def notes(content: bytes) -> list[str]:
    return read(content, "so.xlsx", COLUMNS).notes


def refused(content: bytes, name: str = "so.xlsx") -> str:
    with pytest.raises(SheetError) as refusal:
        read(content, name, COLUMNS)
    return refusal.value.message


def test_headings_are_recognised_in_any_order_and_under_other_names():
    content = book(
        ["HĐND TỈNH AN BÌNH"],
        ["Biểu tiến độ"],
        [],
        ["HAN", "tt", "Ghi chú riêng", "TÊN  NỘI DUNG *", "cơ quan"],
        ["1/6/2026", 1, "x", "Báo cáo", "Sở Y tế"],
    )
    assert lines(content) == [[5, "Báo cáo", "Sở Y tế", "1/6/2026"]]
    assert notes(content) == ["Không dùng cột “Ghi chú riêng” (ô C4)."]


def test_what_is_no_row_is_left_out_and_told():
    content = book(
        HEAD,
        ["(1)", "(2)", "(3)", "(4)"],
        ["Ví dụ", "Báo cáo mẫu", None, None],
        ["I", "BÁO CÁO", None, None],
        [1, "Tổng kết năm", "Sở Y tế", None],
        [None, None, None, None],
        [2, "Tờ trình", None, None],
        [None, "Tổng cộng:", 2, None],
    )
    assert [line[1] for line in lines(content)] == ["BÁO CÁO", "Tổng kết năm", "Tờ trình"]
    assert notes(content) == [
        "Bỏ qua dòng đánh số cột (dòng 2).",
        "Bỏ qua dòng ví dụ của mẫu (dòng 3).",
        "Bỏ qua dòng trống (dòng 6).",
        "Bỏ qua dòng cộng, tổng (dòng 8).",
    ]


def test_merged_cells_hold_for_every_row_and_a_merged_line_is_a_group():
    content = book(
        ["Cơ quan", "Nội dung", "Hạn"],
        ["PHẦN THỨ NHẤT", None, None],
        ["Sở Y tế", "Báo cáo", None],
        [None, "Tờ trình", None],
        merged=("A2:C2", "A3:A4"),
    )
    assert lines(content) == [[3, "Báo cáo", "Sở Y tế", None], [4, "Tờ trình", "Sở Y tế", None]]
    assert notes(content) == ["Bỏ qua dòng tên nhóm (dòng 2)."]


def test_the_sheet_with_the_headings_is_read_and_the_others_named():
    content = book(["Ghi chú", "gì đó"], title="Bìa", more={"Danh sách": [HEAD, [1, "Báo cáo"]], "Cũ": [["x"]]})
    sheet = read(content, "so.xlsx", COLUMNS)
    assert (sheet.name, [line.number for line in sheet.lines]) == ("Danh sách", [2])
    assert sheet.notes == ["Chỉ đọc trang “Danh sách”; không đọc trang Bìa, Cũ."]


def test_a_formula_without_a_value_is_a_fault_of_its_cell():
    content = book(HEAD, [1, "=A2&B2", "Sở Y tế", None])
    line = read(content, "so.xlsx", COLUMNS).lines[0]
    with pytest.raises(CellFault) as fault:
        COLUMNS[0].read(line.cell("title"), None)
    assert fault.value.message == "là công thức chưa có giá trị tính sẵn; chép giá trị thay cho công thức."
    assert line.cell("title").letter == "B"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"STT,N\xe1\xbb\x99i dung\n1,x\n", "so.xlsx", "Tệp này là văn bản (CSV) mang đuôi .xlsx"),
        (b"<html><table></table>", "so.xlsx", "Tệp này là trang web mang đuôi .xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "so.xlsx", "Tệp .xls kiểu cũ hoặc có mật khẩu không đọc được"),
        (book(HEAD), "so.xlsm", "Không nhận tệp có macro"),
        (b"\0" * (5 * 1024 * 1024 + 1), "so.xlsx", "Tệp lớn quá: 5,0 MB, nhiều nhất 5 MB."),
        (book(HEAD), "so.xlsx", "Trang “Trang 1” không có dòng nào dưới dòng tiêu đề (dòng 1)."),
        (book(["Cơ quan", "Hạn"], ["x"]), "so.xlsx", "Trang “Trang 1”, dòng 1: thiếu cột “Nội dung”."),
        (book(["a", "b"]), "so.xlsx", "Không tìm thấy dòng tiêu đề trong 1 trang của tệp; cần ít nhất các cột"),
    ],
    ids=["csv", "html", "xls", "macro", "large", "no-rows", "no-column", "no-head"],
)
def test_what_is_no_register_is_refused_in_words(content, name, words):
    assert refused(content, name).startswith(words)


class Cell:
    """A cell with a value."""

    def __new__(cls, value):
        from coordination.exchange.cells import Cell as Real

        return Real("C", value)


STATES = (("open", "đang làm"), ("done", "đã xong"))


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [
        (Day("d", "Ngày"), datetime(2026, 6, 1), date(2026, 6, 1)),  # noqa: DTZ001 - Excel knows no zones
        (Day("d", "Ngày"), " 1/6/2026", date(2026, 6, 1)),
        (Day("d", "Ngày"), 46174, date(2026, 6, 1)),
        (Day("d", "Ngày"), None, None),
        (PartDay("d", "Ngày"), "6/2026", PartialDate(2026, 6)),
        (PartDay("d", "Ngày"), datetime(2026, 6, 1), PartialDate(2026, 6, 1)),  # noqa: DTZ001
        (Number("n", "Số"), "1.234", 1234),
        (Number("n", "Số"), 12.0, 12),
        (YesNo("y", "Có"), "x", True),
        (YesNo("y", "Có"), "Không", False),
        (YesNo("y", "Có"), None, False),
        (Choice("c", "Loại", options=STATES), "ĐÃ XONG", "done"),
        (Choice("c", "Loại", options=STATES), "open", "open"),
        (Text("t", "Chữ"), "  a \n b ", "a b"),
        (Text("t", "Chữ", lines=True), "a \r\n b", "a\nb"),
        (Text("t", "Chữ"), 12.0, "12"),
    ],
)
def test_a_cell_is_understood(column, value, read):
    assert column.read(Cell(value), Place(None)) == read


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (Day("d", "Ngày"), "31/02/2026", "tháng 2 năm 2026 chỉ có 28 ngày."),
        (Day("d", "Ngày", required=True), " ", "còn trống."),
        (Number("n", "Số", most=10), 11, "phải từ 0 đến 10."),
        (Number("n", "Số"), "mười", "“mười” không phải là số nguyên."),
        (YesNo("y", "Có"), "chắc", "“chắc”: ghi Có hoặc Không."),
        (
            Choice("c", "Loại", options=STATES),
            "đã song",
            "không có “đã song”; có phải “đã xong”? Chọn một trong: đang làm; đã xong.",
        ),
        (Text("t", "Chữ", limit=3), "abcd", "dài quá: 4 chữ cái, nhiều nhất 3."),
    ],
)
def test_a_cell_is_refused_in_words(column, value, words):
    with pytest.raises(CellFault) as fault:
        column.read(Cell(value), Place(None))
    assert fault.value.message == words
