"""Dates as people type them, as screens show them and as Decree 30/2020 writes them; dates known only in part."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering

from coordination.lib.text import squeeze

FIRST_YEAR, LAST_YEAR = 1900, 2200
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""By `date.weekday()`."""
EXAMPLE = "Hãy ghi ngày/tháng/năm, ví dụ 29/7/2021."
PARTIAL_EXAMPLE = "Hãy ghi ngày/tháng/năm, tháng/năm hoặc năm, ví dụ 29/7/2021, 7/2021, 2021."


class DateError(ValueError):
    """The text or the parts are no date; the message says in Vietnamese what is wrong with them."""


class Precision(StrEnum):
    """How much of a partial date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


def check(year: int, month: int | None = None, day: int | None = None) -> None:
    """Raise `DateError` naming the first fault of the parts."""
    if not 1 <= year <= 9999:
        raise DateError(f"Không có năm {year}.")
    if month is None:
        if day is not None:
            raise DateError("Có ngày thì phải có tháng.")
        return
    if not 1 <= month <= 12:
        raise DateError(f"Không có tháng {month}.")
    if day is None:
        return
    if not 1 <= day <= 31:
        raise DateError(f"Không có ngày {day}.")
    last = calendar.monthrange(year, month)[1]
    if day > last:
        of_year = f" năm {year}" if month == 2 else ""
        raise DateError(f"Tháng {month}{of_year} chỉ có {last} ngày.")


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date whose month or day may be unknown. A year sorts before its months, a month before its days."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        check(self.year, self.month, self.day)

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The partial date that is known to the day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """Read back what `iso` wrote: "2021-07-29", "2021-07" or "2021"."""
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII):
            raise DateError(f"“{text}” không phải là ngày dạng năm-tháng-ngày.")
        return cls(*map(int, text.split("-")))

    @property
    def iso(self) -> str:
        """The known parts, "2021-07-29", "2021-07" or "2021"; these strings sort as the dates do."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])

    @property
    def precision(self) -> Precision:
        """Which part is the last one known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first(self) -> date:
        """The earliest day this can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day this can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> date | None:
        """The day, where it is known."""
        return self.first if self.precision is Precision.DAY else None

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.iso < other.iso

    def __str__(self) -> str:
        return official(self)


AnyDate = date | PartialDate


def _parts(value: AnyDate) -> tuple[int, int | None, int | None]:
    return value.year, value.month, value.day


def screen(value: AnyDate | None) -> str:
    """As screens and Excel show it: "05/07/2021", "07/2021", "2021"; nothing for nothing."""
    if value is None:
        return ""
    year, month, day = _parts(value)
    return "/".join(f"{part:02}" for part in (day, month, year) if part is not None)


def _padded(day: int | None, month: int | None) -> tuple[str, str]:
    """Day and month with the zero that Decree 30 puts before days 1–9 and months 1 and 2."""
    return ("" if day is None else f"{day:02}"), ("" if month is None else f"{month:02}" if month < 3 else str(month))


def official(value: AnyDate | None) -> str:
    """As official documents write it in running text: "29/7/2021", "05/02/2021", "7/2021", "2021"."""
    if value is None:
        return ""
    year, month, day = _parts(value)
    return "/".join(part for part in (*_padded(day, month), str(year)) if part)


def official_long(value: AnyDate | None) -> str:
    """In words: "ngày 29 tháng 7 năm 2021", "ngày 05 tháng 02 năm 2021", "tháng 7 năm 2021", "năm 2021"."""
    if value is None:
        return ""
    year, month, day = _parts(value)
    words = zip(("ngày", "tháng", "năm"), (*_padded(day, month), str(year)), strict=True)
    return " ".join(f"{word} {part}" for word, part in words if part)


_SEPARATED = re.compile(r"(?:(?:(\d{1,2})\s*([/.-])\s*)?(\d{1,2})\s*([/.-])\s*)?(\d+)", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_WORDS = re.compile(r"(?:(?:ngày )?(\d{1,2}) )?(?:tháng (\d{1,2}) )?năm (\d+)", re.ASCII | re.IGNORECASE)


def _read(text: str) -> tuple[str | None, str | None, str] | None:
    """Day, month and year as typed, in any of the three ways of writing, or nothing."""
    if match := _ISO.fullmatch(text):
        return match[3], match[2], match[1]
    if match := _WORDS.fullmatch(text):
        return match[1], match[2], match[3]
    if (match := _SEPARATED.fullmatch(text)) and (match[2] is None or match[2] == match[4]):
        return match[1], match[3], match[5]
    return None


def parse_partial(text: str) -> PartialDate:
    """Read a date typed by a person, of which day or month may be left out. Raises `DateError`."""
    text = squeeze(text)
    if not text:
        raise DateError("Chưa nhập ngày.")
    read = _read(text)
    if read is None:
        raise DateError(f"“{text[:40]}” không phải là ngày. {PARTIAL_EXAMPLE}")
    day, month, year = read
    if len(year) != 4:
        raise DateError("Năm phải ghi đủ 4 chữ số, ví dụ 2021.")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise DateError(f"Năm phải trong khoảng từ {FIRST_YEAR} đến {LAST_YEAR}.")
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None)


def parse(text: str) -> date:
    """Read a whole date typed by a person: 29/7/2021, 29-7-2021, 29.7.2021, 2021-07-29 or in words."""
    try:
        day = parse_partial(text).exact
    except DateError as error:
        raise DateError(str(error).replace(PARTIAL_EXAMPLE, EXAMPLE)) from None
    if day is None:
        raise DateError(f"Chưa đủ ngày, tháng, năm. {EXAMPLE}")
    return day
