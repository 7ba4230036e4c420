"""The calendar as an Excel file: the columns, reading, the template."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coordination.deadlines.actions.calendar import fault_of
from coordination.deadlines.choices import DAY_KINDS, DayStatus
from coordination.deadlines.models import CalendarDay, ChangedDay
from coordination.exchange.sheets import Heading, Row, read, template

DROPPED = "bỏ khỏi lịch"
"""The word for a day that the table shall not hold any more."""
KINDS = {str(words): str(kind) for kind, words in DAY_KINDS} | {DROPPED: ""}
STATUSES = {str(words): str(status) for status, words in DayStatus.choices}
_COLUMNS: Any = CalendarDay._meta
NAME, SOURCE = (_COLUMNS.get_field(name).max_length for name in ("name", "source"))
MOST = 2000
"""Lines of one file: several years of days off."""

HEADINGS = (
    Heading("day", "Ngày", hint="Ngày/tháng/năm, ví dụ 18/05/2026", is_date=True, width=30),
    Heading("kind", "Loại ngày", hint="Chọn trong danh sách", choices=tuple(KINDS), width=26),
    Heading("name", "Tên", required=False, hint="Ví dụ Tết Nguyên đán", width=36),
    Heading("source", "Văn bản", required=False, hint="Số, ký hiệu, ngày văn bản quyết định", width=44),
    Heading("status", "Mức chắc chắn", required=False, hint="Để trống là chính thức", choices=tuple(STATUSES)),
)


@dataclass
class Line:
    """A line of the file: the day it means, day and kind as they were typed, and what is wrong with it."""

    number: int
    day: date | None
    typed: str
    words: str
    fields: dict = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_days(content: bytes, name: str) -> list[Line]:
    """What each line says. Raises SheetError when the file as a whole cannot be used."""
    lines: list[Line] = []
    seen: dict[date, str] = {}
    for row in read(content, name, HEADINGS, MOST):
        line = _line(row)
        if line.day and line.day in seen:
            line.faults.append(f"Ô {row.address('day')}: ngày này đã có ở ô {seen[line.day]}.")
        elif line.day:
            seen[line.day] = row.address("day")
        lines.append(line)
    return lines


def workbook(days: Iterable[CalendarDay]) -> bytes:
    """The template, with days that are known already: to be corrected and sent in again."""
    kinds, statuses = ({value: words for words, value in table.items()} for table in (KINDS, STATUSES))
    rows = ([row.day, kinds[row.kind], row.name, row.source, statuses[row.status]] for row in days)
    return template("Lịch nghỉ", HEADINGS, rows)


def _line(row: Row) -> Line:
    day = row.day("day")
    kind = row.choice("kind", KINDS)
    fields = {
        "day": day,
        "kind": kind,
        "name": row.text("name", NAME),
        "source": row.text("source", SOURCE),
        "status": row.choice("status", STATUSES, DayStatus.OFFICIAL),
    }
    if day and kind and (fault := fault_of(day, kind)):
        row.blame("kind", fault)
    words = ChangedDay(kind=kind).get_kind_display() or DROPPED if kind is not None else row.text("kind")
    return Line(row.number, day, row.text("day"), words, fields, row.faults)
