"""Petitions by the body of the time and by who has its tasks today, as an Excel or a Word file."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from coordination.documents.annexes import annex
from coordination.documents.docx import MEDIA_TYPE as DOCX
from coordination.exchange.listing import on_paper, plain, put, said
from coordination.exchange.sheets import XLSX

HEADINGS = ("Cơ quan", "Nay là", "Lúc đó", "Hiện nay")
WIDTHS = (60, 60, 14, 14)
NOBODY = "Chưa giao cơ quan nào"


def as_xlsx(rows, title: str) -> bytes:
    """The rows of `queries.then_and_now` on one sheet, with the sum under them; no text is ever reckoned by Excel."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Lúc đó, hiện nay"
    *lines, total = _lines(rows)
    for number, line in enumerate((HEADINGS, *lines, total), 1):
        for column, value in enumerate(map(plain, line), 1):
            cell = sheet.cell(number, column)
            cell.font = Font(bold=line in (HEADINGS, total))
            put(cell, value)
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    on_paper(sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def as_docx(rows, title: str) -> bytes:
    """The same as a Word file, A4 across."""
    lines = ((False, [said(value) for value in line]) for line in _lines(rows))
    headings = list(zip(HEADINGS, WIDTHS, strict=True))
    return annex([(title.upper(), True)], headings, lines, (), title, is_numbered=False)


WRITTEN = {"xlsx": (as_xlsx, XLSX, "Excel"), "docx": (as_docx, DOCX, "Word")}


def _lines(rows) -> list[tuple]:
    """The cells of each row, and the sum last."""
    lines = [(row.body or NOBODY, row.heir, row.then, row.now) for row in rows]
    return [*lines, ("Cộng", None, sum(row.then for row in rows), sum(row.now for row in rows))]
