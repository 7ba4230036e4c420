"""The register in a file, however untidy: what is read, what is left out and told, what is refused."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coordination.exchange.cells import CellFault
from coordination.exchange.columns import BodyNamed, Choice, Day, Number, PartDay, Place, Text, YesNo
from coordination.exchange.models import Import
from coordination.exchange.reading import read
from coordination.exchange.sheets import XLSX, SheetError
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
    assert read(content, "tep.xlsx", COLUMNS).warnings == [
        "Không đọc cột “Ghi chú riêng” (ô C4) dù có dữ liệu; nếu cần thì sửa tiêu đề theo mẫu rồi gửi lại."
    ]
    assert notes(content) == []


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
        (b"\0" * (5 * 1024 * 1024 + 1), "so.xlsx", "Tệp lớn quá: 5,01 MB, nhiều nhất 5 MB."),
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


# --- Untidy headings, several sheets, formulas, hostile files -----------------------------------------------------

TWO = (
    Text("title", "Nội dung", required=True),
    BodyNamed("lead", "Cơ quan chủ trì"),
    BodyNamed("support", "Cơ quan phối hợp"),
    Day("due", "Thời hạn"),
)


def test_headings_over_two_lines_with_merged_cells():
    content = book(
        ["BIỂU TỔNG HỢP"],
        ["STT", "Nội dung", "Cơ quan", None, "Thời hạn"],
        [None, None, "chủ trì", "phối hợp", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1, "Đường hỏng", "Sở Xây dựng", "UBND xã", "1/6/2026"],
        merged=("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"),
    )
    sheet = read(content, "so.xlsx", TWO)
    assert [[line.number, *(cell.value for cell in line.cells.values())] for line in sheet.lines] == [
        [5, "Đường hỏng", "Sở Xây dựng", "UBND xã", "1/6/2026"]
    ]
    assert sheet.letters == {"title": "B", "lead": "C", "support": "D", "due": "E"}
    assert sheet.notes == ["Bỏ qua dòng đánh số cột (dòng 4)."]


def test_a_first_row_that_leaves_cells_open_is_no_second_line_of_headings():
    content = book(["Nội dung", "Cơ quan chủ trì", "Thời hạn"], ["Đường hỏng", None, None])
    assert [line.number for line in read(content, "so.xlsx", TWO).lines] == [2]


def test_a_sheet_is_read_by_its_name_and_an_unknown_one_is_told():
    content = book(HEAD, [1, "Một"], title="Quý I", more={"Quý II": [HEAD, [1, "Hai"]]})
    sheet = read(content, "so.xlsx", COLUMNS, "quy ii")
    assert (sheet.name, [line.cell("title").value for line in sheet.lines]) == ("Quý II", ["Hai"])
    with pytest.raises(SheetError) as refusal:
        read(content, "so.xlsx", COLUMNS, "Quý III")
    assert refusal.value.message == "Tệp không có trang “Quý III”; có: “Quý I”, “Quý II”."


def reckoned(content: bytes, value: str) -> bytes:
    """The book as Excel leaves it: the formula with the value that was reckoned last."""
    source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with source, zipfile.ZipFile(target, "w") as packed:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                old = re.search(rb'<c r="B2"[^>]*>(<f>.*?</f>)<v ?/?>(?:</v>)?</c>', data)
                new = b'<c r="B2" t="str">' + old[1] + b"<v>" + value.encode() + b"</v></c>"
                data = data.replace(old[0], new)
            packed.writestr(part, data)
    return target.getvalue()


def test_a_formula_counts_with_the_value_that_excel_reckoned():
    content = reckoned(book(HEAD, [1, '="a"&"b"', "Sở Y tế", None]), "ab")
    sheet = read(content, "so.xlsx", COLUMNS)
    assert sheet.lines[0].cell("title").value == "ab"
    assert sheet.notes == ["Ô có công thức được lấy theo giá trị Excel đã tính: B2."]


def packed(name: str, data, content: bytes = b"") -> bytes:
    """A workbook with one part more."""
    target = BytesIO(content or book(HEAD, [1, "x"]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, data)
    return target.getvalue()


def hostile() -> dict[str, tuple]:
    """Files that are no register, each with what is said of it."""
    good = book(HEAD, [1, "x"])
    return {
        "csv": ("Nội dung,Hạn\nx,1/6/2026\n".encode(), "so.xlsx", "Tệp này là văn bản (CSV) mang đuôi .xlsx"),
        "xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "so.xlsx", "Tệp .xls kiểu cũ hoặc có mật khẩu không đọc được"),
        "xlsm": (good, "so.xlsm", "Không nhận tệp có macro"),
        "vba": (packed("xl/vbaProject.bin", b"x"), "so.xlsx", "Không nhận tệp có macro"),
        "bomb": (packed("xl/x.xml", b"\0" * (101 << 20)), "so.xlsx", "Tệp bung ra lớn quá"),
        "parts": (many_parts(), "so.xlsx", "Tệp bung ra lớn quá"),
        "50-MB": (b"PK" + b"\0" * (50 << 20), "so.xlsx", "Tệp lớn quá"),
        "cut": (good[: len(good) // 2], "so.xlsx", "Tệp này không phải là sổ Excel"),
        "no-sheet": (broken(), "so.xlsx", "Tệp Excel này bị hỏng"),
    }


def many_parts() -> bytes:
    target = BytesIO(book(HEAD))
    with zipfile.ZipFile(target, "a") as opened:
        for number in range(1100):
            opened.writestr(f"xl/media/{number}.png", b"")
    return target.getvalue()


def broken() -> bytes:
    """A workbook whose sheet is no XML."""
    source, target = zipfile.ZipFile(BytesIO(book(HEAD, [1, "x"]))), BytesIO()
    with source, zipfile.ZipFile(target, "w") as opened:
        for part in source.infolist():
            opened.writestr(part, b"<sheet" if "sheet1" in part.filename else source.read(part))
    return target.getvalue()


@pytest.mark.parametrize("name", ["csv", "xls", "xlsm", "vba", "bomb", "parts", "50-MB", "cut", "no-sheet"])
def test_a_hostile_file_is_refused_at_its_field_and_nothing_is_kept(cast, client, name):
    content, file_name, words = hostile()[name]
    client.force_login(cast.lan)
    answer = client.post(
        reverse("exchange:kind", args=["agenda"]), {"file": SimpleUploadedFile(file_name, content, XLSX)}
    )
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Import.objects.count() == 0
