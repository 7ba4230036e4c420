"""Workbooks made for tests."""

from io import BytesIO

from openpyxl import Workbook, load_workbook


def book(*lines, title="Trang 1", more=None, merged=()) -> bytes:
    """A workbook with these lines on its first sheet; `more`: title → lines of further sheets."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for line in lines:
        sheet.append(line)
    for cells in merged:
        sheet.merge_cells(cells)
    for name, rows in (more or {}).items():
        other = workbook.create_sheet(name)
        for row in rows:
            other.append(row)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def opened(content: bytes):
    """The workbook in a file."""
    return load_workbook(BytesIO(content))


def grid(content: bytes) -> list[list]:
    """The values of the first sheet."""
    return [list(row) for row in opened(content).worksheets[0].iter_rows(values_only=True)]
