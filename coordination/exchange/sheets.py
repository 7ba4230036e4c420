"""Reading the first sheet of an Excel workbook that somebody sends in, and writing the template for it.

A file is looked at before it is opened: size, kind, what it unpacks to. Every fault is a Vietnamese sentence that names
the cell. Formulas are refused: their value may be anybody's.
"""

import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from math import ceil
from typing import Any, TypeVar

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from coordination.lib.cells import kept
from coordination.lib.dates import DateError, parse, screen
from coordination.lib.numbers import vi
from coordination.lib.text import fold, squeeze
from coordination.records.errors import Refused

MEGABYTE = 1024 * 1024
MAX_SIZE = 5 * MEGABYTE
MAX_UNPACKED = 100 * MEGABYTE
MAX_PARTS = 1000
MAX_ROWS = 10_000
MAX_COLUMNS = 100
MAX_TEXT = 32_767
"""Letters that Excel lets stand in a cell."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OLD = b"\xd0\xcf\x11\xe0"
"""First bytes of a .xls, and of a workbook with a password."""
_LISTS = "Danh mục"
Choice = TypeVar("Choice")


class SheetError(Refused):
    """The file as a whole cannot be used; the sentence says why."""

    sentence = "Không đọc được tệp này."


@dataclass(frozen=True)
class Heading:
    """A column. Its name may be typed without accents and in any case; `hint` and `choices` go into the template."""

    key: str
    name: str
    required: bool = True
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_date: bool = False
    width: int = 20


@dataclass
class Row:
    """A line of the sheet: what it says, and what is wrong with it."""

    number: int
    cells: dict[str, tuple[str, Any]]
    faults: list[str] = field(default_factory=list)

    def address(self, key: str) -> str:
        """Where the value stands ("B3"), or the row alone where the sheet has no such column."""
        return self.cells[key][0] if key in self.cells else str(self.number)

    def blame(self, key: str, words: str) -> None:
        """Note a fault at a cell; one that has been refused already is not blamed again."""
        address = self.address(key)
        if not any(fault.startswith((f"Ô {address} ", f"Ô {address}:")) for fault in self.faults):
            self.faults.append(f"Ô {address}: {words}")

    def value(self, key: str) -> Any:
        """The bare value, or None."""
        return self.cells.get(key, ("", None))[1]

    def text(self, key: str, limit: int = 0, required: bool = False) -> str:
        """A text; numbers and dates as a person would write them."""
        words = squeeze(written(self.value(key)))
        if required and not words:
            self.blame(key, "còn trống.")
        if limit and len(words) > limit:
            self.blame(key, f"dài quá: {len(words)} chữ cái, nhiều nhất {limit}.")
        return words

    def day(self, key: str) -> date | None:
        """A date cell, or a date typed as text; required."""
        value = self.value(key)
        if isinstance(value, date):  # the years that may be typed are those that may stand in a date cell
            value = screen(value.date() if isinstance(value, datetime) else value)
        if isinstance(value, str) and value.strip():
            try:
                return parse(value)
            except DateError as error:
                self.blame(key, str(error))
                return None
        words = "còn trống." if value is None or value == "" else f"“{written(value)}” không phải là ngày."
        self.blame(key, words)
        return None

    def choice(self, key: str, words: Mapping[str, Choice], default: Choice | None = None) -> Choice | None:
        """What the words of the cell mean; an empty cell means `default`, or is a fault where there is none."""
        typed = squeeze(written(self.value(key)))
        known = {fold(name): value for name, value in words.items()}
        if not typed and default is not None:
            return default
        if fold(typed) in known:
            return known[fold(typed)]
        said = f"không có “{typed[:60]}”" if typed else "còn trống"
        self.blame(key, f"{said}; chọn một trong: {'; '.join(words)}.")
        return None


def read(content: bytes, name: str, headings: Sequence[Heading], max_rows: int = MAX_ROWS) -> list[Row]:
    """The lines under the headings of the first sheet, blank ones and the template's hint left out.

    Raises SheetError; what is wrong with one line stands in its `faults`.
    """
    examine(content, name)
    lines = _lines(content, max_rows)
    columns = _columns(lines[0] if lines else [], headings)
    rows = [_row(number, line, columns) for number, line in enumerate(lines[1:], 2)]
    hints = {heading.key: heading.hint for heading in headings}
    rows = [row for row in rows if row.cells and not _is_hint(row, hints)]
    if not rows:
        raise SheetError("Tệp không có dòng nào dưới dòng tiêu đề.")
    return rows


def template(title: str, headings: Sequence[Heading], rows: Iterable[Sequence] = ()) -> bytes:
    """A workbook to fill in: headings, a line of hints, lists to choose from, and the rows that are known already."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append([heading.name for heading in headings])
    sheet.append([heading.hint for heading in headings])
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if cell.data_type == "f":  # a text that begins with "=" is a text
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for cell in sheet[2]:
        cell.font = Font(italic=True, color="555B62")
    sheet.freeze_panes = "A2"
    _shape(book, sheet, headings)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def content_of(upload) -> bytes:
    """The bytes of a file that was sent; one that is too large is refused before it is read."""
    _check_size(upload.size)
    return upload.read()


def _check_size(size: int) -> None:
    if size > MAX_SIZE:
        said = vi(ceil(100 * size / MEGABYTE) / 100)  # rounded up: never the limit itself
        raise SheetError(f"Tệp lớn quá: {said} MB, nhiều nhất {MAX_SIZE // MEGABYTE} MB.")


def examine(content: bytes, name: str) -> None:
    """Refuse what is no workbook, too large, or made to do harm, before anything is unpacked."""
    _check_size(len(content))
    if name.lower().endswith((".xlsm", ".xltm", ".xlsb", ".xlam")):
        raise SheetError("Không nhận tệp có macro; lưu lại thành .xlsx rồi nạp.")
    if content.startswith(_OLD):
        raise SheetError("Tệp .xls kiểu cũ hoặc có mật khẩu không đọc được; lưu lại thành .xlsx, không đặt mật khẩu.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            _examine_parts(packed)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError):
        raise SheetError(_not_a_workbook(content)) from None


def _not_a_workbook(content: bytes) -> str:
    """Why the file is none: plain text and web pages that only bear the name are told apart."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip()
    if start.lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return "Tệp này là trang web mang đuôi .xlsx; mở bằng Excel, lưu lại thành .xlsx rồi nạp."
    if (
        start
        and b"\0" not in start
        and not start.startswith(b"PK")
        and (b"," in start or b";" in start or b"\t" in start)
    ):
        return "Tệp này là văn bản (CSV) mang đuôi .xlsx, không phải sổ Excel; mở bằng Excel rồi lưu thành .xlsx."
    return "Tệp này không phải là sổ Excel (.xlsx)."


def _examine_parts(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        raise SheetError("Tệp này không phải là sổ Excel (.xlsx).")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise SheetError("Không nhận tệp có macro; lưu lại thành .xlsx rồi nạp.")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise SheetError("Tệp bung ra lớn quá nên không mở; chép các dòng cần nạp sang một sổ mới.")
    for part in parts:
        with packed.open(part) as opened:  # a workbook declares no entities; a bomb of entities does
            if b"<!DOCTYPE" in opened.read(4096):
                raise SheetError("Tệp này không phải là sổ Excel (.xlsx).")


def _lines(content: bytes, max_rows: int) -> list[list]:
    """The cells of the first sheet, line by line, without blank lines at the end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # decorations that openpyxl does not know
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
            lines = [list(line) for line in sheet.iter_rows(max_row=max_rows + 2, max_col=MAX_COLUMNS)]
            book.close()
    except Exception as error:  # a damaged file can fail anywhere in the library
        raise SheetError("Tệp Excel này bị hỏng; mở bằng Excel, lưu lại rồi nạp lần nữa.") from error
    while lines and all(is_blank(cell.value) for cell in lines[-1]):
        lines.pop()
    if len(lines) > max_rows + 1:
        raise SheetError(f"Tệp có hơn {vi(max_rows)} dòng; chia thành nhiều tệp.")
    return lines


def _columns(line: list, headings: Sequence[Heading]) -> dict[int, str]:
    """Which column holds what, by the names in the first line. Every fault of the line is told at once."""
    known = {fold(heading.name): heading for heading in headings}
    found: dict[int, str] = {}
    first: dict[str, str] = {}
    faults = []
    for index, cell in enumerate(line):
        name = squeeze(written(cell.value))
        if not name:
            continue
        address = f"{get_column_letter(index + 1)}1"
        heading = known.get(fold(name))
        if heading is None:
            faults.append(f"Không biết cột “{name[:60]}” (ô {address}).")
        elif heading.key in first:
            faults.append(f"Cột “{heading.name}” có hai lần (ô {first[heading.key]} và ô {address}).")
        else:
            first[heading.key] = address
            found[index] = heading.key
    missing = [heading.name for heading in headings if heading.required and heading.key not in first]
    faults += [f"Thiếu cột “{name}”." for name in missing]
    if faults:
        names = ", ".join(heading.name for heading in headings)
        raise SheetError(f"{' '.join(faults)} Dòng 1 phải là tiêu đề các cột: {names}.")
    return found


def _row(number: int, line: list, columns: Mapping[int, str]) -> Row:
    row = Row(number, {})
    if all(is_blank(cell.value) for cell in line):
        return row
    stray = []
    for index, cell in enumerate(line):
        address = f"{get_column_letter(index + 1)}{number}"
        if index in columns:
            row.cells[columns[index]] = (address, cell.value)
        elif not is_blank(cell.value):
            stray.append(f"Ô {address}: cột này không có tiêu đề.")
        if getattr(cell, "data_type", "") == "f":
            row.faults.append(f"Ô {address} là công thức; chép giá trị thay cho công thức.")
        elif getattr(cell, "data_type", "") == "e":
            row.faults.append(f"Ô {address} có lỗi {cell.value}.")
        elif isinstance(cell.value, str) and len(cell.value) > MAX_TEXT:
            row.faults.append(f"Ô {address} dài quá.")
    row.faults += stray
    for heading in columns.values():  # a short line still has an address for what it lacks
        if heading not in row.cells:
            index = next(place for place, key in columns.items() if key == heading)
            row.cells[heading] = (f"{get_column_letter(index + 1)}{number}", None)
    return row


def is_blank(value) -> bool:
    """Nothing, or nothing but white space."""
    return value is None or isinstance(value, str) and not value.strip()


def _is_hint(row: Row, hints: Mapping[str, str]) -> bool:
    """The line of hints that the template came with."""
    said = {key: squeeze(written(value)) for key, (_, value) in row.cells.items() if not is_blank(value)}
    return bool(said) and all(squeeze(hints.get(key, "")) == words for key, words in said.items())


def written(value) -> str:
    """A value as a person would type it; letters that no database stores are left out."""
    if isinstance(value, str):
        return value if value.isprintable() else kept(value).replace("\r", "")
    if value is None:
        return ""
    if isinstance(value, datetime):
        return screen(value.date()) if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return screen(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return kept(str(value)).replace("\r", "")


def _shape(book: Workbook, sheet, headings: Sequence[Heading]) -> None:
    """Widths, date columns, and lists to choose from: on a sheet of their own, since words may hold commas."""
    lists = book.create_sheet(_LISTS) if any(heading.choices for heading in headings) else None
    for index, heading in enumerate(headings, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = heading.width
        if heading.is_date:
            for line in range(3, sheet.max_row + 1):
                sheet[f"{letter}{line}"].number_format = "dd/mm/yyyy"
            sheet.column_dimensions[letter].number_format = "dd/mm/yyyy"
        if heading.choices:
            for line, words in enumerate((heading.name, *heading.choices), 1):
                lists.cell(line, index, words)
            lists.column_dimensions[letter].width = 36
            source = f"'{_LISTS}'!${letter}$2:${letter}${len(heading.choices) + 1}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True)
            rule.error = "Chọn một mục trong danh sách."
            sheet.add_data_validation(rule)
            rule.add(f"{letter}3:{letter}{MAX_ROWS + 2}")
