"""Any list as an Excel or a Word file: columns, filters and order of its table, the rows that its reader may see."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from html import unescape
from io import BytesIO
from itertools import chain, islice

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django_tables2.rows import BoundRow
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.documents import annexes
from coordination.documents.docx import MEDIA_TYPE as DOCX
from coordination.exchange.sheets import MAX_TEXT, XLSX
from coordination.jobs.queue import enqueue
from coordination.lib.cells import is_reckoned, kept
from coordination.lib.dates import PartialDate, official_long, screen
from coordination.lib.numbers import vi
from coordination.records.errors import Refused
from coordination.ui.crud import ListPage
from coordination.ui.policy import allow
from coordination.ui.saved import FILE
from coordination.ui.show import capfirst, moment
from coordination.ui.tables import LinkColumn

JOB = "exchange.list"
DIRECT = 2000
"""Rows of a file that is made while the person waits."""
MOST = 100_000
"""Rows of an Excel file at all; who needs more narrows the list."""
MOST_WORD = 5_000
"""Rows of a Word file at all: some five hundred pages, more than Word opens at ease."""
AT_ONCE = 1000
A4 = 9
"""The number of the paper, as Excel keeps it."""
SAMPLE = 60
"""Rows from which the widths of columns are taken."""
WIDEST = 60
LETTER, PADDING = 2.1, 5
"""Millimetres of paper for a letter, and for the edges of a cell."""
FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\[\]\x00-\x1f]')


def answer(page: ListPage) -> HttpResponse | None:
    """The file, or the page of the job that makes it; nothing where no such file is known, and while a filter cannot
    be read: the page says which."""
    request = page.request
    kind = request.GET.get(FILE, "")
    if kind not in WRITTEN:
        return None
    filterset, rows, table = page.sheet()
    if filterset and not filterset.form.is_valid():
        return None
    count = _counted(rows, kind)
    query = request.GET.copy()
    query.pop(FILE, None)
    back = f"{request.path}?{query.urlencode()}"
    if count > _most(kind):
        messages.warning(request, _too_long(kind))
        return HttpResponseRedirect(back)
    if count > DIRECT:
        title = f"Xuất danh sách {title_of(page)}"
        params = {"path": request.path, "query": query.urlencode(), "kind": kind}
        locality = getattr(request.user.acting, "locality", None)
        job = enqueue(JOB, by=request.user, params=params, locality=locality, title=title)
        messages.info(request, f"Danh sách có {vi(count)} dòng nên máy chủ dựng tệp; xong sẽ có trong hộp thông báo.")
        return HttpResponseRedirect(job.get_absolute_url())
    name, content, media = made(page, table, count, kind)
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def rebuilt(
    path: str, query: str, user, progress: Callable | None = None, *, kind: str = "xlsx"
) -> tuple[str, bytes, str]:
    """The file of the list at an address, as the user sees it now: the list is asked again, nothing was kept of it."""
    try:
        match = resolve(path)
    except Resolver404:
        raise Refused("Danh sách này không còn.") from None
    view_class = getattr(match.func, "view_class", None)
    if not (isinstance(view_class, type) and issubclass(view_class, ListPage)):
        raise Refused("Danh sách này không còn.")
    request = RequestFactory().get(f"{path}?{query}")
    request.user, request.session, request.htmx = user, {}, False
    page = view_class(**match.func.view_initkwargs)
    page.setup(request, *match.args, **match.kwargs)
    allow(user, page.permission)
    _, rows, table = page.sheet()
    count = _counted(rows, kind)
    if count > _most(kind):
        raise Refused(_too_long(kind))
    return made(page, table, count, kind, progress)


def _counted(rows, kind: str) -> int:
    """How many rows there are, up to one above what the file holds."""
    return rows.order_by()[: _most(kind) + 1].count()


def _most(kind: str) -> int:
    return MOST_WORD if kind == "docx" else MOST


def _too_long(kind: str) -> str:
    """That nothing is cut off in silence."""
    if kind == "docx":
        return (
            f"Danh sách có hơn {vi(MOST_WORD)} dòng, một tệp Word không chứa hết; "
            "lọc bớt rồi xuất từng phần, hoặc xuất Excel."
        )
    return f"Danh sách có hơn {vi(MOST)} dòng; lọc bớt rồi xuất từng phần."


def made(page: ListPage, table, count: int, kind: str, progress: Callable | None = None) -> tuple[str, bytes, str]:
    """File name, content, type; that somebody took the list away is written down."""
    title = title_of(page)
    write, media, words = WRITTEN[kind]
    content = write(title, table, count, progress)
    user = page.request.user
    place = getattr(user.acting, "locality", None)
    log.record(EventKind.EXPORTED, place, by=user, note=f"Danh sách {title}: {vi(count)} dòng ({words})")
    today = timezone.localdate()
    return f"{_clean(title)} {today:%d-%m-%Y}.{kind}", content, media


def title_of(page: ListPage) -> str:
    """What the list is called."""
    return page.title or capfirst(page.noun)


def workbook(title: str, table, count: int, progress: Callable | None = None) -> bytes:
    """The rows of a table on one sheet, ready for A4 paper."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_clean(title)[:31] or "Danh sách")
    columns = _columns(table)
    headings, lines = [name for name, _ in columns], _lines(table, columns, progress, count)
    first = list(islice(lines, SAMPLE))
    _set_up(sheet, headings, first, count)
    bold = [WriteOnlyCell(sheet, text) for text in headings]
    for cell in bold:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.append(bold)
    for some in (first, lines):
        for line in some:
            sheet.append([_cell(sheet, value) for value in line])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def paper(title: str, table, count: int, progress: Callable | None = None) -> bytes:
    """The rows of a table as a Word file, A4 across, the headings on every page."""
    columns = _columns(table)
    lines = ([said(value) for value in line] for line in _lines(table, columns, progress, count))
    first = list(islice(lines, SAMPLE))
    above = [(title.upper(), True), (f"Lập {official_long(timezone.localdate())}", False)]
    headings = _across([name for name, _ in columns], first)
    return annexes.annex(above, headings, ((False, line) for line in chain(first, lines)), (), title, is_numbered=False)


WRITTEN = {"xlsx": (workbook, XLSX, "Excel"), "docx": (paper, DOCX, "Word")}
"""What `?xuat=` asks for: how it is written, its type, its name."""


def said(value) -> str:
    """A value in a Word file: as the page says it, without marks."""
    value = plain(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return screen(value)
    return vi(value) if isinstance(value, int | float | Decimal) else value or ""


def _across(headings: list[str], lines: list[list[str]]) -> list[tuple[str, int]]:
    """Headings with their widths in millimetres: the longest word whole, what is left to those with much to say."""
    columns = [[name, *(line[place] for line in lines)] for place, name in enumerate(headings)]
    words = [max(len(word) for text in texts for word in text.split() or [""]) for texts in columns]
    most = [min(max(map(len, texts)), WIDEST) for texts in columns]
    least = [min(letters, WIDEST // 2) * LETTER + PADDING for letters in words]
    wanted = [max(letters * LETTER + PADDING - width, 0) for letters, width in zip(most, least, strict=True)]
    share = max(annexes.TEXT - sum(least), 0) / (sum(wanted) or 1)
    return [(name, round(width + more * share)) for name, width, more in zip(headings, least, wanted, strict=True)]


def _columns(table) -> list[tuple[str, Callable]]:
    """Headings, and what reads the value under each from a row."""
    columns: list[tuple[str, Callable]] = []
    for bound in table.columns:
        heading = str(bound.header or "") or capfirst(bound.name.replace("_", " "))
        columns.append((heading, partial(BoundRow.get_cell_value, name=bound.name)))
        if isinstance(bound.column, LinkColumn):
            parts = bound.column.parts(table.data.model)
            columns += [(name, partial(_part, column=bound.column, paths=paths)) for name, paths in parts]
    return columns


def _part(row, *, column: LinkColumn, paths):
    return column.details(row.record, paths)


def _lines(table, columns, progress, count) -> Iterator[list]:
    """The rows, fetched some at a time."""
    for done, record in enumerate(table.data.data[:MOST].iterator(chunk_size=AT_ONCE), 1):
        row = BoundRow(record, table)
        yield [read(row) for _, read in columns]
        if progress and done % AT_ONCE == 0:
            progress(done, count + 1, f"Đang ghi dòng {vi(done)}/{vi(count)}")


def _set_up(sheet, headings, lines, count) -> None:
    for index, heading in enumerate(headings):
        texts = [str(line[index] or "") for line in lines]
        longest = max((max(map(len, text.split("\n"))) for text in texts), default=0)
        width = min(max(longest, len(heading)) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(index + 1)].width = max(width, 8)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{count + 1}"
    on_paper(sheet)


def on_paper(sheet) -> None:
    """A4 across, as wide as the page, the headings on every page."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _cell(sheet, value):
    """A value as Excel keeps it: dates are dates, numbers numbers, and no text is ever reckoned."""
    value = plain(value)
    if isinstance(value, datetime):
        return _formatted(sheet, value, "dd/mm/yyyy hh:mm")
    if isinstance(value, date):
        return _formatted(sheet, value, "dd/mm/yyyy")
    if isinstance(value, str) and is_reckoned(value):
        return text_cell(WriteOnlyCell(sheet), value)
    return value


def put(cell, value) -> None:
    """Put a plain value into a cell; no text is ever reckoned."""
    if isinstance(value, str) and is_reckoned(value):
        text_cell(cell, value)
    else:
        cell.value = value


def text_cell(cell, value: str):
    """A cell that stays text, also when somebody edits it in Excel."""
    cell.value = value
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _formatted(sheet, value, words):
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = words
    return cell


def plain(value):
    """What a cell of a table says, without markup and without letters that Excel does not store."""
    if type(value) is str and value.isprintable():
        return value[:MAX_TEXT]
    if isinstance(value, SafeString):
        value = unescape(strip_tags(re.sub(r"<(div|br|p|li|td)\b", r" <\1", str(value)))).strip()
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    text = screen(value) if isinstance(value, PartialDate) else str(value)
    return kept(text)[:MAX_TEXT]


def _clean(name: str) -> str:
    """A name that files and sheets may have, with its Vietnamese letters."""
    return " ".join(FORBIDDEN_IN_NAMES.sub(" ", name).split())[:80]
