"""Excel files that people send in: every fault is a sentence that names the cell."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from coordination.deadlines.forms.calendar import FileForm as CalendarFile
from coordination.exchange import sheets
from coordination.exchange.forms import FileForm as RegisterFile
from coordination.exchange.sheets import Heading, SheetError, read, template

HEADINGS = (
    Heading("day", "Ngày", hint="Ngày/tháng/năm", is_date=True),
    Heading("kind", "Loại ngày", hint="Chọn", choices=("nghỉ lễ, Tết", "làm bù")),
    Heading("name", "Tên", required=False),
)
KINDS = {"nghỉ lễ, Tết": "holiday", "làm bù": "makeup"}
ASKED = "Dòng 1 phải là tiêu đề các cột: Ngày, Loại ngày, Tên."


def book(*lines) -> bytes:
    """A workbook of those lines."""
    workbook = Workbook()
    for line in lines:
        workbook.active.append(line)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def packed(**parts) -> bytes:
    """A ZIP file of those parts ("xl__workbook_xml" is xl/workbook.xml)."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            path, _, ending = name.replace("__", "/").rpartition("_")
            target.writestr(f"{path}.{ending}", data)
    return content.getvalue()


def refused(content: bytes, name: str = "lich.xlsx") -> str:
    with pytest.raises(SheetError) as refusal:
        read(content, name, HEADINGS)
    return refusal.value.message


def first(*values):
    """The one line under the headings."""
    return read(book(["Ngày", "Loại ngày", "Tên"], values), "lich.xlsx", HEADINGS)[0]


def test_a_sheet_is_read_by_the_names_of_its_columns():
    content = book(
        ["TEN", " loai  ngay", "Ngày"],
        [],
        ["Tết", "NGHI LE, TET", datetime(2027, 2, 8)],  # noqa: DTZ001 - Excel knows no zones
        [None, "làm bù", "22/8/2026"],
        [" ", None, ""],
    )
    rows = read(content, "lich.xlsx", HEADINGS)
    assert [(row.number, row.day("day"), row.choice("kind", KINDS), row.text("name"), row.faults) for row in rows] == [
        (3, date(2027, 2, 8), "holiday", "Tết", []),
        (4, date(2026, 8, 22), "makeup", "", []),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["Ngày", "Loại ngày", "Ghi chú"], f"Không biết cột “Ghi chú” (ô C1). {ASKED}"),
        (["Tên"], f"Thiếu cột “Ngày”. Thiếu cột “Loại ngày”. {ASKED}"),
        (["Ngày", "Loại ngày", None, "ngay"], f"Cột “Ngày” có hai lần (ô A1 và ô D1). {ASKED}"),
        (["Ngày", "x"], f"Không biết cột “x” (ô B1). Thiếu cột “Loại ngày”. {ASKED}"),
    ],
)
def test_headings(line, message):
    assert refused(book(line, ["01/01/2027"])) == message


def test_an_empty_sheet():
    assert refused(book()) == f"Thiếu cột “Ngày”. Thiếu cột “Loại ngày”. {ASKED}"
    assert refused(book(["Ngày", "Loại ngày"])) == "Tệp không có dòng nào dưới dòng tiêu đề."
    assert refused(book(["Ngày", "Loại ngày"], [], [" "])) == "Tệp không có dòng nào dưới dòng tiêu đề."


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("31/06/2026", "Ô A2: Tháng 6 chỉ có 30 ngày."),
        ("hôm qua", "Ô A2: “hôm qua” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 29/7/2021."),
        (46023, "Ô A2: “46023” không phải là ngày."),
        (None, "Ô A2: còn trống."),
        ("=TODAY()", "Ô A2 là công thức; chép giá trị thay cho công thức."),
    ],
)
def test_dates(value, fault):
    row = first(value, "làm bù")
    assert (row.day("day"), row.faults) == (None, [fault])


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("nghỉ", "Ô B2: không có “nghỉ”; chọn một trong: nghỉ lễ, Tết; làm bù."),
        (None, "Ô B2: còn trống; chọn một trong: nghỉ lễ, Tết; làm bù."),
        ("=A1", "Ô B2 là công thức; chép giá trị thay cho công thức."),
    ],
)
def test_choices(value, fault):
    row = first("01/01/2027", value)
    assert (row.choice("kind", KINDS), row.faults) == (None, [fault])


def test_a_choice_may_have_a_default():
    assert first("01/01/2027", None).choice("kind", KINDS, "holiday") == "holiday"


def test_texts():
    row = first("01/01/2027", "làm bù", "  Tết  Dương\nlịch ")
    assert (row.text("name"), row.text("name", limit=5), row.faults) == (
        "Tết Dương lịch",
        "Tết Dương lịch",
        ["Ô C2: dài quá: 14 chữ cái, nhiều nhất 5."],
    )
    empty = first("01/01/2027", "làm bù")
    assert (empty.text("name", required=True), empty.faults) == ("", ["Ô C2: còn trống."])
    assert first("01/01/2027", "làm bù", 12.0).text("name") == "12"
    assert first("01/01/2027", "làm bù", date(2026, 5, 1)).text("name") == "01/05/2026"


def test_a_value_without_a_heading():
    content = book(["Ngày", "Loại ngày"], ["01/01/2027", "làm bù", "thừa"])
    assert read(content, "x.xlsx", HEADINGS)[0].faults == ["Ô C2: cột này không có tiêu đề."]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"xin ch\xc3\xa0o", "lich.xlsx", "Tệp này không phải là sổ Excel (.xlsx)."),
        (b"", "lich.xlsx", "Tệp này không phải là sổ Excel (.xlsx)."),
        (packed(word__document_xml="<x/>"), "lich.xlsx", "Tệp này không phải là sổ Excel (.xlsx)."),
        (packed(xl__workbook_xml="<x/>"), "lich.xlsm", "Không nhận tệp có macro; lưu lại thành .xlsx rồi nạp."),
        (
            packed(xl__workbook_xml="<x/>", xl__vbaProject_bin="x"),
            "lich.xlsx",
            "Không nhận tệp có macro; lưu lại thành .xlsx rồi nạp.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "lich.xls",
            "Tệp .xls kiểu cũ hoặc có mật khẩu không đọc được; lưu lại thành .xlsx, không đặt mật khẩu.",
        ),
        (
            packed(xl__workbook_xml="<x/>"),
            "lich.xlsx",
            "Tệp Excel này bị hỏng; mở bằng Excel, lưu lại rồi nạp lần nữa.",
        ),
        (
            packed(xl__workbook_xml='<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
            "lich.xlsx",
            "Tệp này không phải là sổ Excel (.xlsx).",
        ),
    ],
    ids=["text", "empty", "not-excel", "xlsm", "macro-inside", "old", "damaged", "entities"],
)
def test_files_that_are_no_workbook(content, name, message):
    assert refused(content, name) == message


@pytest.mark.parametrize(
    ("size", "words"), [(sheets.MAX_SIZE + 1, "5,01 MB"), (6_000_004, "5,73 MB"), (7 * sheets.MEGABYTE, "7 MB")]
)
def test_a_file_that_is_too_large(size, words):
    upload = SimpleUploadedFile("so.xlsx", b"x" * size)
    for form_class in (CalendarFile, RegisterFile):
        form = form_class({}, {"file": upload}, user=None, record=None)
        assert form.is_valid()
        with pytest.raises(sheets.SheetError) as refusal:
            form.content()
        assert refusal.value.message == f"Tệp lớn quá: {words}, nhiều nhất 5 MB."
    assert refused(b"x" * size) == f"Tệp lớn quá: {words}, nhiều nhất 5 MB."


def test_a_file_that_is_just_not_too_large_is_read_whole():
    form = RegisterFile({}, {"file": SimpleUploadedFile("so.xlsx", b"x" * sheets.MAX_SIZE)}, user=None, record=None)
    assert (form.is_valid(), len(form.content())) == (True, sheets.MAX_SIZE)


def test_a_file_that_unpacks_to_too_much():
    bomb = packed(xl__workbook_xml="<x/>", xl__worksheets__sheet1_xml=" " * (sheets.MAX_UNPACKED + 1))
    assert len(bomb) < sheets.MEGABYTE
    assert refused(bomb) == "Tệp bung ra lớn quá nên không mở; chép các dòng cần nạp sang một sổ mới."


def test_a_file_with_too_many_lines():
    content = book(["Ngày", "Loại ngày"], *[["01/01/2027", "làm bù"]] * 4)
    assert len(read(content, "x.xlsx", HEADINGS, 4)) == 4
    with pytest.raises(SheetError) as refusal:
        read(content, "x.xlsx", HEADINGS, 3)
    assert refusal.value.message == "Tệp có hơn 3 dòng; chia thành nhiều tệp."


def test_a_template_comes_back_empty():
    content = template("Lịch nghỉ", HEADINGS)
    assert refused(content) == "Tệp không có dòng nào dưới dòng tiêu đề."
    workbook = load_workbook(BytesIO(content))
    assert [cell.value for cell in workbook["Lịch nghỉ"][1]] == ["Ngày", "Loại ngày", "Tên"]
    assert [cell.value for cell in workbook["Lịch nghỉ"][2]] == ["Ngày/tháng/năm", "Chọn", None]
    assert [cell.value for cell in workbook["Danh mục"]["B"]] == ["Loại ngày", "nghỉ lễ, Tết", "làm bù"]
    rules = workbook["Lịch nghỉ"].data_validations.dataValidation
    assert [(rule.formula1, str(rule.sqref)) for rule in rules] == [("'Danh mục'!$B$2:$B$3", "B3:B10002")]


def test_what_a_template_holds_is_read_back():
    content = template("Lịch nghỉ", HEADINGS, [[date(2027, 1, 1), "làm bù", "=HYPERLINK(1)"]])
    (row,) = read(content, "lich.xlsx", HEADINGS)
    assert (row.number, row.day("day"), row.choice("kind", KINDS), row.text("name"), row.faults) == (
        3,
        date(2027, 1, 1),
        "makeup",
        "=HYPERLINK(1)",
        [],
    )


@pytest.mark.parametrize("day", [date(9999, 12, 31), datetime(2201, 1, 1)])  # noqa: DTZ001 - Excel knows no zones
def test_a_date_cell_keeps_to_the_years_that_may_be_typed(day):
    row = first(day, "làm bù", "x")

    assert row.day("day") is None
    assert row.faults == ["Ô A2: Năm phải trong khoảng từ 1900 đến 2200."]
