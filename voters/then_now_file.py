"""Petitions by the body of the time and by who has its tasks today, as an Excel file."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from coordination.exchange.listing import RISKY, on_paper, plain, text_cell

HEADINGS = ("Cơ quan", "Nay là", "Lúc đó", "Hiện nay")
WIDTHS = (60, 60, 14, 14)
NOBODY = "Chưa giao cơ quan nào"


def as_xlsx(rows) -> bytes:
    """The rows of `queries.then_and_now` on one sheet, with the sum under them; no text is ever reckoned by Excel."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Lúc đó, hiện nay"
    lines = [(row.body or NOBODY, row.heir, row.then, row.now) for row in rows]
    total = ("Cộng", None, sum(row.then for row in rows), sum(row.now for row in rows))
    for number, line in enumerate((HEADINGS, *lines, total), 1):
        for column, value in enumerate(map(plain, line), 1):
            cell = sheet.cell(number, column, value)
            cell.font = Font(bold=line in (HEADINGS, total))
            if isinstance(value, str) and value.startswith(RISKY):
                text_cell(cell, value)
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    on_paper(sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
