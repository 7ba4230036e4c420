"""Writing a register: the template to fill in, and what is stored already, in the same columns."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from coordination.exchange.columns import Column, Day, PartDay, Place
from coordination.exchange.kinds import Kind
from coordination.exchange.layouts import for_place
from coordination.exchange.listing import on_paper, plain, put
from coordination.exchange.reading import EXAMPLE, HELP, LISTS
from coordination.exchange.sheets import MAX_ROWS, XLSX
from coordination.lib.numbers import vi

ORDINAL = "STT"
ZIP = "application/zip"
HEAD = PatternFill("solid", fgColor="EEF1F4")
MUTED = Font(italic=True, color="555B62")
WRAPPED = Alignment(wrap_text=True, vertical="top")
DAY_FORMAT = "dd/mm/yyyy"
ROOM = 500
"""Empty lines of a template that have lists to choose from."""

RULES = (
    "Điền từ dòng dưới dòng ví dụ; mỗi hồ sơ một dòng. Dòng có chữ “Ví dụ” ở cột STT không bao giờ được nạp.",
    "Cột có dấu * phải có. Được đổi thứ tự cột, bỏ cột không cần, thêm cột riêng; cột lạ không được đọc.",
    "Ngày ghi ngày/tháng/năm, ví dụ 18/05/2026. Không dùng công thức, không cần gộp ô.",
    "Dòng trống và dòng cộng, tổng được bỏ qua. Sửa hồ sơ đã có: để nguyên các cột nhận ra hồ sơ, đổi các cột khác; "
    "ô để trống nghĩa là xóa nội dung cũ; cột không có trong tệp thì giữ nguyên.",
    "Khi nạp, chương trình cho xem trước từng dòng, từng ô; có một ô sai thì chưa ghi gì.",
)


def template(kind: Kind, place: Place) -> bytes:
    """Headings, an example that is never loaded, lists to choose from, instructions."""
    kind = for_place(kind, place, writing=True)
    return _book(kind, place, [_example(kind, place)], is_template=True)


def register(kind: Kind, place: Place, part: slice = slice(0, None)) -> bytes:
    """Everything stored that one may see, or a part of it, as a file that can be loaded again."""
    kind = for_place(kind, place, writing=True)
    return _book(kind, place, _lines(kind, place, part), is_template=False)


def register_file(kind: Kind, place: Place, count: int, progress: Callable | None = None) -> tuple[str, bytes, str]:
    """(name, content, type) of a register of so many rows: a workbook, or where that would be more than one load takes
    several of them packed together.
    """
    name = kind.label.capitalize()
    if count <= MAX_ROWS:
        return f"{name}.xlsx", register(kind, place), XLSX
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for number, start in enumerate(range(0, count, MAX_ROWS), 1):
            part = register(kind, place, slice(start, start + MAX_ROWS))
            packed.writestr(f"{name}, phần {number}.xlsx", part)
            if progress:
                progress(min(start + MAX_ROWS, count), count + 1, f"Đang ghi dòng {vi(start + 1)}/{vi(count)}")
    return f"{name}.zip", content.getvalue(), ZIP


def dumped(kind: Kind, place: Place) -> list[dict[str, Any]]:
    """The stored rows by the keys of their columns, in words."""
    kind = for_place(kind, place)
    return [
        {column.key: column.words(column.of(record), place) for column in kind.columns} for record in kind.rows(place)
    ]


def _lines(kind: Kind, place: Place, part: slice) -> Iterator[list]:
    for number, record in enumerate(kind.rows(place)[part], part.start + 1):
        yield [number, *(column.stored(record, place) for column in kind.columns)]


def _example(kind: Kind, place: Place) -> list:
    """A row that could be loaded as it stands: of columns that nobody gave an example it says nothing."""
    said = kind.example(place)
    return [EXAMPLE, *(_shown(column, said, place) for column in kind.columns)]


def _shown(column: Column, said: dict[str, Any], place: Place) -> Any:
    value = said.get(column.key)
    return column.example if value is None else column.write(value, place)


def _book(kind: Kind, place: Place, lines: Iterable[list], is_template: bool) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = kind.label[:31].capitalize()
    names = [
        f"{column.name} *" if (column.required or column.starred) and is_template else column.name
        for column in kind.columns
    ]
    sheet.append([ORDINAL, *names])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    count, styles = 1, {}
    for count, line in enumerate(lines, 2):
        _append(sheet, count, line, kind, styles)
    if is_template:
        for cell in sheet[2]:
            cell.font = MUTED
    _shape(book, sheet, kind, place, count)
    _instruct(book, kind)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _wrap(cell, styles: dict) -> None:
    """Every cell that is set alike gets one and the same style: to look it up for each is half of the work."""
    key = cell.quotePrefix
    if key not in styles:
        cell.alignment = WRAPPED
        styles[key] = cell._style
    cell._style = styles[key]


def _dated(cell, styles: dict) -> None:
    """The same of a day; before its value, which would look for a style of its own."""
    if DAY_FORMAT not in styles:
        cell.number_format = DAY_FORMAT
        styles[DAY_FORMAT] = cell._style
    cell._style = styles[DAY_FORMAT]


def _append(sheet, number: int, line: list, kind: Kind, styles: dict) -> None:
    for index, value in enumerate(line, 1):
        value = plain(value)
        if value is None or value == "":
            continue
        cell = sheet.cell(number, index)
        if hasattr(value, "year"):
            _dated(cell, styles)
            cell.value = value
            continue
        put(cell, value)
        if index > 1 and kind.columns[index - 2].width >= 30:
            _wrap(cell, styles)


def _shape(book, sheet, kind: Kind, place: Place, count: int) -> None:
    """Widths, dates, lists on a sheet of their own (words may hold commas), paper."""
    lists = book.create_sheet(LISTS)
    last = max(count, ROOM)
    sheet.column_dimensions["A"].width = 7
    used = 0
    for index, column in enumerate(kind.columns, 2):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        if isinstance(column, Day | PartDay):
            sheet.column_dimensions[letter].number_format = DAY_FORMAT
        if choices := column.choices(place):
            used += 1
            _list(lists, used, column, choices)
            source = f"'{LISTS}'!${get_column_letter(used)}$2:${get_column_letter(used)}${len(choices) + 1}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True)
            rule.error, rule.errorStyle = "Chọn một mục trong danh sách.", "stop"
            if not column.is_closed:
                rule.errorStyle = "warning"  # of a body codes and full names are understood as well
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{min(last, MAX_ROWS)}")
    if not used:
        book.remove(lists)
    sheet.freeze_panes = "B2"
    on_paper(sheet)


def _list(lists, index: int, column: Column, choices: list[str]) -> None:
    for line, words in enumerate((column.name, *choices), 1):
        put(lists.cell(line, index), words)
    lists.column_dimensions[get_column_letter(index)].width = 36


def _instruct(book, kind: Kind) -> None:
    sheet = book.create_sheet(HELP, 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 92
    sheet.append([f"Mẫu nạp {kind.label}"])
    sheet["A1"].font = Font(bold=True, size=13)
    for rule in (*RULES, f"Một tệp nhiều nhất {vi(MAX_ROWS)} dòng."):
        sheet.append([rule])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=2)
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[sheet.max_row].height = 32
    sheet.append([])
    sheet.append(["Cột", "Ghi gì"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for column in kind.columns:
        needed = "Phải có." if column.required else "Hồ sơ mới phải có." if column.starred else ""
        words = " ".join(part for part in (needed, column.help) if part)
        if column.aliases:
            words = f"{words} Cũng nhận tiêu đề: {', '.join(column.aliases)}.".strip()
        sheet.append([column.name, words])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    on_paper(sheet)
    sheet.print_title_rows = None
