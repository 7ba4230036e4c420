"""What the screens ask and apps above answer: the kit imports nobody above itself, they fill these when they start."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Button:
    """A step offered on a record. One that is not allowed yet stays, disabled, with its reason; `instead`: it is noted
    for somebody else whose step it is."""

    label: str
    url: str
    enabled: bool = True
    reason: str = ""
    primary: bool = False
    icon: str = ""
    instead: bool = False


@dataclass(frozen=True)
class Panel:
    """A block that one app shows on another app's page: in the margin, or below the record's own sections."""

    title: str
    template: str
    context: dict = field(default_factory=dict)
    wide: bool = False
    count: int | None = None
    link: tuple[str, str] | None = None  # words, address


@dataclass(frozen=True)
class Entry:
    """A line of history."""

    at: datetime
    who: str
    what: str
    note: str = ""


class Hook:
    """A question with a quiet answer until an app above fills in a better one."""

    def __init__(self, default: Callable[..., Any]):
        self.default = self.answer = default

    def fill(self, answer: Callable[..., Any]) -> Callable[..., Any]:
        """Take the answer of an app above; may stand over a function as a decorator."""
        self.answer = answer
        return answer

    def __call__(self, *args, **kwargs):
        return self.answer(*args, **kwargs)


def plain_distance(due: date, today: date) -> tuple[str, str]:
    """How far a day is, in words, counting Monday to Friday: what holds until a real calendar answers."""
    if due < today:
        return "late", f"quá hạn {(today - due).days} ngày"
    if due == today:
        return "today", "hôm nay"
    days = range(1, (due - today).days + 1)
    if len(days) <= 14:
        working = sum((today + timedelta(days=n)).weekday() < 5 for n in days)
        if working <= 7:
            return "soon", f"còn {working} ngày làm việc" if working else f"còn {len(days)} ngày"
    return "wait", f"còn {len(days)} ngày"


buttons_of = Hook(lambda record, user: [])
"""(record, user) → list of `Button`, the next steps of a record."""

step_of = Hook(lambda record, name: None)
"""(record, name) → the transition, with its `label` and `is_for(record, user)`, or None."""

panels_of = Hook(lambda record, user: [])
"""(record, user) → list of `Panel` from higher apps."""

history_of = Hook(lambda record, user: [])
"""(record, user) → list of `Entry`, newest first, only what the user may read."""

list_buttons_of = Hook(lambda model, user: [])
"""(model, user) → list of `Button` over a list: import, export."""

list_file_of = Hook(lambda page: None)
"""(list page) → the answer that hands its rows out as the file asked for, or nothing where no app knows how."""

matching = Hook(lambda rows, q: rows)
"""(queryset, text) → queryset of the rows that hold the words, without accents."""

distance = Hook(plain_distance)
"""(due, today) → (kind, words), with the working calendar."""

why_url = Hook(lambda record, day: "")
"""(record, day) → where it is explained why a record is due on the day, or nothing."""

saved_since = Hook(lambda records, at, user: {})
"""(records, moment, user) → record → list of `Entry`, newest first: what was saved of it from the moment on, only what
the user may read. Records of which nothing is known are left out."""

unread_count = Hook(lambda user: 0)
"""(user) → unread notices, for the bell."""

operator_warning = Hook(lambda user: "")
"""(user) → what whoever runs the installation should know at once (the sweep stands still), or nothing."""

overdue_count = Hook(lambda user: 0)
"""(user) → own overdue duties, the red number in the bar."""
