"""How far a day is, in words, by the common calendar: what every list and page says beside a date."""

from datetime import date

from coordination.deadlines.calendar import SOON
from coordination.deadlines.calendars import calendar_of


def distance(due: date, today: date) -> tuple[str, str]:
    """(kind, words): overdue by calendar days; working days as long as the day counts as near; else calendar days."""
    if due < today:
        return "late", f"quá hạn {(today - due).days} ngày"
    if due == today:
        return "today", "hôm nay"
    days, calendar = (due - today).days, calendar_of()
    if due <= calendar.shift(today, SOON):
        working = calendar.working_days(today, due)
        return "soon", f"còn {working} ngày làm việc" if working else f"còn {days} ngày"
    return "wait", f"còn {days} ngày"
