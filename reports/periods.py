"""From what people type (a year, a term, two days) to a `Period`, and back into an address."""

from datetime import date
from urllib.parse import urlencode

from django.utils import timezone

from coordination.lib.dates import DateError, official, parse, screen
from coordination.lib.period import Period, PeriodError
from coordination.people.models import Term

YEAR, TERM, OTHER = "nam-", "nhiem-ky-", "khac"


def of_year(year: int) -> Period:
    """The calendar year; years that nobody can mean are refused."""
    if not 1946 <= year <= 2100:
        raise PeriodError(f"Năm {year} không hợp lệ.")
    return Period.from_year(year)


def of_term(locality, name: str, to: date | None = None) -> Period:
    """From the start of a term (unknown if nobody wrote it down) to a day within it, else to the end of the term."""
    term = Term.objects.filter(locality=locality, name=name).first()
    if term is None:
        known = ", ".join(Term.objects.filter(locality=locality).values_list("name", flat=True)) or "chưa có"
        raise PeriodError(f"{locality.full_name} không có nhiệm kỳ {name} (đã ghi: {known}).")
    whole = Period(term.start.exact if term.start else None, term.end.exact if term.end else None, term.name)
    if to is None:
        return whole
    if not whole.contains(to):
        raise PeriodError(f"Ngày {official(to)} không nằm trong nhiệm kỳ {name}.")
    return Period(whole.start, to, term.name)


def current(locality, today: date | None = None) -> Period:
    """The running term to today; in an ended locality its last term to its last day; without a term, the year."""
    today = today or timezone.localdate()
    last = min(today, locality.valid_to) if locality.valid_to else today
    for term in Term.objects.filter(locality=locality).order_by("-name"):
        try:
            return of_term(locality, term.name, last)
        except PeriodError:  # a term that lies ahead, or one that is over
            continue
    return Period(date(last.year, 1, 1), last)


def chosen(locality, data) -> Period:
    """The period of an address: `ky=nam-2026`, `ky=nhiem-ky-2026-2031` with perhaps `den`, or the days `tu` and `den`.

    Nothing chosen is the current one. Raises PeriodError with a Vietnamese message.
    """
    words, start, end = data.get("ky", ""), _day(data.get("tu")), _day(data.get("den"))
    if words.startswith(TERM):
        return of_term(locality, words.removeprefix(TERM), end)
    if words.startswith(YEAR) and words.removeprefix(YEAR).isdecimal():
        return of_year(int(words.removeprefix(YEAR)))
    if words not in ("", OTHER):
        raise PeriodError("Không hiểu kỳ đã chọn.")
    if start and end:
        return Period(start, end)
    if start or end:
        raise PeriodError("Ghi cả ngày đầu và ngày cuối của kỳ.")
    return current(locality)


def choices(locality, today: date | None = None) -> list[tuple[str, str]]:
    """What the period menu offers: the current period, its last two years, all terms."""
    today = today or timezone.localdate()
    last = min(today, locality.valid_to) if locality.valid_to else today
    years = [(f"{YEAR}{year}", f"Năm {year}") for year in (last.year, last.year - 1)]
    terms = Term.objects.filter(locality=locality).order_by("-name")
    running = "Nhiệm kỳ cuối" if locality.is_ended else "Nhiệm kỳ này đến nay"
    return [("", running), *years, *((f"{TERM}{term.name}", f"Nhiệm kỳ {term.name}") for term in terms)]


def query(period: Period) -> str:
    """The part of an address that chooses the same period again."""
    if period.term:
        parts = {"ky": f"{TERM}{period.term}", "den": screen(period.end)}
    else:
        parts = {"tu": screen(period.start), "den": screen(period.end)}
    return urlencode({name: value for name, value in parts.items() if value}, safe="/")


def title(period: Period) -> str:
    """What a review of the period is called unless somebody knows better."""
    return f"Kết quả thực hiện Quy chế phối hợp {period.label}"


def last_year_to_review(today: date | None = None) -> Period:
    """The year that a review written today is most likely about: in its first two months still the one before."""
    today = today or timezone.localdate()
    return of_year(today.year if today.month > 2 else today.year - 1)


def _day(text: str | None) -> date | None:
    """A day of the address. Raises PeriodError."""
    try:
        return parse(text) if text and text.strip() else None
    except DateError as error:
        raise PeriodError(str(error)) from error
