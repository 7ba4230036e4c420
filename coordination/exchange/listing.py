"""Any list as an Excel file: the columns of its table, its filters and its order, the rows that its reader may see."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from io import BytesIO
from itertools import islice

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
from coordination.exchange.sheets import MAX_TEXT, XLSX
from coordination.jobs.queue import enqueue
from coordination.lib.dates import PartialDate, screen
from coordination.lib.numbers import vi
from coordination.records.errors import Refused
from coordination.ui.crud import ListPage
from coordination.ui.policy import allow
from coordination.ui.show import capfirst
from coordination.ui.tables import LinkColumn

JOB = "exchange.list"
DIRECT = 2000
"""Rows of a file that is made while the person waits."""
MOST = 100_000
"""Rows of a file at all; who needs more narrows the list."""
AT_ONCE = 1000
A4 = 9
"""The number of the paper, as Excel keeps it."""
SAMPLE = 60
"""Rows from which the widths of columns are taken."""
WIDEST = 60
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\[\]\x00-\x1f]')
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""First letters that make a spreadsheet reckon; such a text is marked as text."""


def answer(page: ListPage) -> HttpResponse | None:
    """The file, or the page of the job that makes it; nothing while a filter cannot be read: the page says which."""
    request = page.request
    filterset, rows, table = page.sheet()
    if filterset and not filterset.form.is_valid():
        return None
    count = rows.order_by()[: MOST + 1].count()
    query = request.GET.copy()
    query.pop("xuat", None)
    back = f"{request.path}?{query.urlencode()}"
    if count > MOST:
        messages.warning(request, f"Danh sách có hơn {vi(MOST)} dòng; lọc bớt rồi xuất từng phần.")
        return HttpResponseRedirect(back)
    if count > DIRECT:
        title = f"Xuất danh sách {title_of(page)}"
        params = {"path": request.path, "query": query.urlencode()}
        locality = getattr(request.user.acting, "locality", None)
        job = enqueue(JOB, by=request.user, params=params, locality=locality, title=title)
        messages.info(request, f"Danh sách có {vi(count)} dòng nên máy chủ dựng tệp; xong sẽ có trong hộp thông báo.")
        return HttpResponseRedirect(job.get_absolute_url())
    name, content, kind = made(page, table, count)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def rebuilt(path: str, query: str, user, progress: Callable | None = None) -> tuple[str, bytes, str]:
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
    return made(page, table, rows.order_by()[: MOST + 1].count(), progress)


def made(page: ListPage, table, count: int, progress: Callable | None = None) -> tuple[str, bytes, str]:
    """File name, content, type; that somebody took the list away is written down."""
    title = title_of(page)
    content = workbook(title, table, count, progress)
    user = page.request.user
    place = getattr(user.acting, "locality", None)
    log.record(EventKind.EXPORTED, place, by=user, note=f"Danh sách {title}: {vi(count)} dòng (Excel)")
    today = timezone.localdate()
    return f"{_clean(title)} {today:%d-%m-%Y}.xlsx", content, XLSX


def title_of(page: ListPage) -> str:
    """What the list is called."""
    return page.title or capfirst(page.noun)


def workbook(title: str, table, count: int, progress: Callable | None = None) -> bytes:
    """The rows of a table on one sheet, ready for A4 paper."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_clean(title)[:31] or "Danh sách")
    headings, lines = _headings(table), _lines(table, progress, count)
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


def _headings(table) -> list[str]:
    names = []
    for bound in table.columns:
        names.append(str(bound.header or "") or capfirst(bound.name.replace("_", " ")))
        if _has_sub(bound.column):
            names.append("Thông tin thêm")
    return names


def _has_sub(column) -> bool:
    return isinstance(column, LinkColumn) and bool(column.sub)


def _lines(table, progress, count) -> Iterator[list]:
    """The rows, fetched some at a time."""
    columns = list(table.columns)
    for done, record in enumerate(table.data.data[:MOST].iterator(chunk_size=AT_ONCE), 1):
        row = BoundRow(record, table)
        line = []
        for bound in columns:
            line.append(row.get_cell_value(bound.name))
            if _has_sub(bound.column):
                line.append(bound.column.details(record))
        yield line
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
    if isinstance(value, str) and value.startswith(RISKY):
        return text_cell(WriteOnlyCell(sheet), value)
    return value


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
    return UNPRINTABLE.sub("", text)[:MAX_TEXT]


def _clean(name: str) -> str:
    """A name that files and sheets may have, with its Vietnamese letters."""
    return " ".join(FORBIDDEN_IN_NAMES.sub(" ", name).split())[:80]
