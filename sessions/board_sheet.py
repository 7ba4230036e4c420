"""The readiness board as the offices pass it round ("biểu tiến độ chuẩn bị kỳ họp"): headings, lines, totals, workbook.

Page and workbook take the same lines, so that paper and file never differ.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from coordination.lib.dates import screen
from sessions.choices import ItemStatus

HEADINGS = (
    ("STT", 5),
    ("Nội dung", 44),
    ("Căn cứ", 18),
    ("Cơ quan chủ trì soạn thảo", 20),
    ("Cơ quan phối hợp", 20),
    ("Cơ quan thẩm định (Tư pháp)", 16),
    ("UBND thông qua (ngày)", 12),
    ("Ban HĐND thẩm tra", 20),
    ("Hạn gửi thẩm tra", 12),
    ("Ngày nhận thực tế", 12),
    ("Hạn gửi đại biểu", 12),
    ("Ngày gửi", 12),
    ("QPPL/cá biệt; trình tự", 16),
    ("Trạng thái", 22),
    ("Ghi chú", 36),
)
"""Column and width in letters."""

IN_TIME, LATE, CAME = "đúng hạn", "chậm", "đã nhận, không đặt hạn"
WAITING, OVERDUE = "chưa nộp, chưa đến hạn", "chưa nộp, quá hạn"
POSTPONED, WITHDRAWN = "xin lùi", "rút"
STANDINGS = (IN_TIME, LATE, CAME, WAITING, OVERDUE, POSTPONED, WITHDRAWN)
"""What became of each document: every line has exactly one, so that the totals close."""
DATE_FORMAT = "dd/mm/yyyy"
MAX_TEXT = 32_000


@dataclass(frozen=True)
class Line:
    """One line: the cells under HEADINGS (texts, dates, None), and what became of the document."""

    cells: list[Any]
    standing: str

    @property
    def words(self) -> list[str]:
        """The cells as people read them."""
        return [screen(cell) if isinstance(cell, date) else str("" if cell is None else cell) for cell in self.cells]


def lines(board, today: date, appraisers: dict[int, str]) -> list[Line]:
    """The board's rows in agenda order; `appraisers`: draft → who appraised it."""
    return [_line(number, row, today, appraisers) for number, row in enumerate(board.rows, 1)]


def totals(rows: list[Line]) -> list[tuple[str, int]]:
    """How many lines stand how; the first number is the sum of all the others."""
    counted = Counter(row.standing for row in rows)
    return [("Tổng số", len(rows)), *((f"Trong đó: {words}", counted[words]) for words in STANDINGS if counted[words])]


def standing_of(item, today: date) -> tuple[str, str]:
    """(which of STANDINGS, the words of the line): "chậm 2 ngày"."""
    late = item.days_late_on(today)
    if item.status == ItemStatus.WITHDRAWN:
        return WITHDRAWN, f"{WITHDRAWN} ngày {screen(item.stopped_on)}"
    if item.status == ItemStatus.POSTPONED:
        return POSTPONED, f"{POSTPONED} ngày {screen(item.stopped_on)}"
    if item.is_owed:
        return (OVERDUE, f"{OVERDUE} {late} ngày") if late else (WAITING, WAITING)
    if item.due_on is None:
        return CAME, CAME
    return (LATE, f"{LATE} {late} ngày") if late else (IN_TIME, IN_TIME)


def workbook(title: str, rows: list[Line], today: date) -> bytes:
    """An .xlsx to be passed round and printed on A4 landscape. What was typed stays text, whatever it begins with."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Tiến độ"
    sheet.append(["BIỂU TIẾN ĐỘ CHUẨN BỊ KỲ HỌP"])
    sheet.append([title])
    sheet.append([f"Số liệu đến ngày {screen(today)}"])
    sheet.append([])
    sheet.append([name for name, _ in HEADINGS])
    head = sheet.max_row
    for row in rows:
        sheet.append([_cell(cell) for cell in row.cells])
    last = sheet.max_row
    sheet.append([])
    for words, number in totals(rows):
        sheet.append([None, words, number])
    _keep_text(sheet)
    _shape(sheet, head, last)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _line(number: int, row, today: date, appraisers: dict[int, str]) -> Line:
    item = row.item
    standing, words = standing_of(item, today)
    draft = item.draft
    cells = [
        number,
        item.title,
        item.basis,
        str(item.preparing_body or ""),
        ", ".join(str(body) for body in item.co_preparing_bodies.all()),
        appraisers.get(item.draft_id, ""),
        row.approved_on,
        row.verifiers,
        item.due_on,
        item.received_on,
        item.delegates_due_on,
        item.sent_on,
        f"{'QPPL' if draft.is_normative else 'cá biệt'}; {draft.get_procedure_display()}" if draft else "",
        words,
        _note(row),
    ]
    return Line(cells, standing)


def _note(row) -> str:
    """Why it was stopped, where it came from and went to, what its dossier lacks."""
    item = row.item
    parts = [item.reason]
    if item.continues:
        parts.append(f"lùi từ {item.continues.gathering}")
    parts += [f"đưa sang {later.gathering}" for later in item.continued_by.all()]
    if row.checks and row.checks.missing and item.status in ItemStatus.RECEIVED_AND_ON:
        parts.append(row.checks.words)
    return "; ".join(part for part in parts if part)


def _cell(value):
    """Letters that no workbook stores are left out; a text longer than a cell holds is cut."""
    return ILLEGAL_CHARACTERS_RE.sub("", value)[:MAX_TEXT] if isinstance(value, str) else value


def _keep_text(sheet) -> None:
    """A text that begins with "=" is a text, no formula."""
    for line in sheet.iter_rows():
        for cell in line:
            if cell.data_type == "f":
                cell.data_type = "s"
                cell.quotePrefix = True


def _shape(sheet, head: int, last: int) -> None:
    """Widths, lines, dates, and how it is printed."""
    thin = Side(style="thin", color="999999")
    for index, (_, width) in enumerate(HEADINGS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for line in sheet.iter_rows(min_row=head, max_row=last, max_col=len(HEADINGS)):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if isinstance(cell.value, date):
                cell.number_format = DATE_FORMAT
    for cell in sheet[head]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    for number in (1, 2):
        sheet.cell(number, 1).font = Font(bold=True, size=13)
    sheet.freeze_panes = f"C{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
