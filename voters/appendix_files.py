"""An appendix as an Excel or a Word file. No text is ever reckoned by Excel."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from coordination.documents.annexes import annex
from coordination.documents.docx import MEDIA_TYPE as DOCX
from coordination.exchange.listing import on_paper, plain, put
from coordination.exchange.sheets import XLSX
from coordination.lib.dates import screen
from voters.appendices import Appendix

FIRST = 6
"""Letters of the column of numbers."""
ORDINAL = "STT"
THIN = Side(style="thin", color="8A929B")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
FILLS = {"level": PatternFill("solid", fgColor="DDE3EA"), "field": PatternFill("solid", fgColor="EEF1F4")}
LETTERS = 0.5
"""Letters of Excel's width in a millimetre."""
LINE_HEIGHT, HIGHEST = 15, 409
"""Points of a line of text, and the most that Excel lets a row have."""


def as_xlsx(appendix: Appendix) -> bytes:
    """The appendix on one sheet, A4 across; the headings stand on every page."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Phụ lục"
    columns = len(appendix.headings) + 1
    for text, bold in _above(appendix):
        _wide(sheet, text, columns, Font(bold=bold), CENTRED)
    sheet.append([])
    top = sheet.max_row + 2  # the blank line is not counted before something follows it
    for row, texts in ((top, _names(appendix)), (top + 1, [f"({number})" for number in range(1, columns + 1)])):
        for index, text in enumerate(texts, 1):
            cell = sheet.cell(row, index, text)
            cell.font, cell.alignment, cell.border = Font(bold=row == top), CENTRED, BOX
    widths = [FIRST, *(max(round(heading.width * LETTERS), 9) for heading in appendix.headings)]
    for line in appendix.lines:
        if line.kind == "row":
            _row(sheet, line.cells, widths)
        else:
            _wide(sheet, line.text, columns, Font(bold=line.kind != "place", italic=line.kind == "place"), WRAPPED,
                  FILLS.get(line.kind))  # fmt: skip
    for text in appendix.closing:
        _wide(sheet, text, columns, Font(), WRAPPED)
        sheet.row_dimensions[sheet.max_row].height = _height([text], [sum(widths)])
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[top].height = _height(_names(appendix), widths)
    sheet.freeze_panes = f"A{top + 2}"
    on_paper(sheet)
    sheet.print_title_rows = f"{top}:{top + 1}"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def as_docx(appendix: Appendix) -> bytes:
    """The appendix as a Word file, A4 across."""
    headings = [(ORDINAL, 10), *((heading.name, heading.width) for heading in appendix.headings)]
    lines = (
        (False, [_words(value) for value in line.cells]) if line.kind == "row" else (True, [line.text])
        for line in appendix.lines
    )
    return annex(_above(appendix), headings, lines, appendix.closing, appendix.form.title)


WRITTEN = {"xlsx": (as_xlsx, XLSX), "docx": (as_docx, DOCX)}


def _above(appendix: Appendix) -> list[tuple[str, bool]]:
    return [(appendix.issuer.upper(), True), (appendix.form.title.upper(), True), (appendix.scope, False)]


def _names(appendix: Appendix) -> list[str]:
    return [ORDINAL, *(heading.name for heading in appendix.headings)]


def _words(value) -> str:
    return screen(value) if hasattr(value, "year") else str(plain(value) if value is not None else "")


def _height(texts, widths) -> float:
    """Points that a row needs for its longest cell: Excel reckons no heights for a file that it did not write."""
    lines = (
        sum(-(-max(len(part), 1) // max(width - 1, 1)) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(max(lines) * LINE_HEIGHT, HIGHEST)


def _row(sheet, values, widths) -> None:
    number = sheet.max_row + 1
    sheet.row_dimensions[number].height = _height([_words(value) for value in values], widths)
    for index, value in enumerate(values, 1):
        cell = sheet.cell(number, index)
        put(cell, plain(value))
        cell.alignment, cell.border = WRAPPED, BOX
        if hasattr(value, "year"):
            cell.number_format = "dd/mm/yyyy"


def _wide(sheet, text: str, columns: int, font, alignment, fill=None) -> None:
    """One text over all columns."""
    number = sheet.max_row + 1 if sheet["A1"].value is not None else 1
    put(sheet.cell(number, 1), plain(text))
    cell = sheet.cell(number, 1)
    cell.font, cell.alignment = font, alignment
    if fill:
        cell.fill = fill
    sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=columns)
