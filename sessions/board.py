"""The readiness board of one session, first version: its rows counted and grouped for the page, without a query."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coordination.lib.dates import WEEKDAYS, official
from coordination.ui.charts import Share
from sessions.choices import SessionStatus, Stage

SHARES = {Stage.SENT: "done", Stage.WORKING: "mid", Stage.WAITING: "open", Stage.OVERDUE: "late"}


@dataclass(frozen=True)
class Group:
    """The items that one body prepares, and what it owes now."""

    body: str
    body_id: int | None
    items: list

    @cached_property
    def owes(self) -> int:
        """Documents still to come."""
        return sum(item.is_owed for item in self.items)

    @cached_property
    def overdue(self) -> int:
        """Of those, the overdue ones."""
        return sum(item.is_overdue for item in self.items)

    @property
    def words(self) -> str:
        """ "nợ 2, quá hạn 1; đã nộp 3"."""
        came = len(self.items) - self.owes
        owes = f"nợ {self.owes}, {f'quá hạn {self.overdue}' if self.overdue else 'chưa đến hạn'}" if self.owes else ""
        return "; ".join(part for part in (owes, f"đã nộp {came}" if came else "") if part)


class Board:
    """`items` of one session in agenda order, with their bodies fetched; `address` is the list they are counted in."""

    def __init__(self, items, address: str):
        self.items = [item for item in items if item.stage != Stage.STOPPED]
        self.stopped = [item for item in items if item.stage == Stage.STOPPED]
        self.address = address

    @cached_property
    def groups(self) -> list[Group]:
        """By preparing body: who is overdue first, then who owes, then the others; in a group what is owed first."""
        bodies: dict[int | None, Group] = {}
        for item in self.items:
            name = str(item.preparing_body) if item.preparing_body else "Chưa giao cơ quan chuẩn bị"
            bodies.setdefault(item.preparing_body_id, Group(name, item.preparing_body_id, [])).items.append(item)
        for group in bodies.values():
            group.items.sort(key=lambda item: (-item.is_overdue, -item.is_owed))
        return sorted(bodies.values(), key=lambda group: (-group.overdue, -group.owes))

    @property
    def debtors(self) -> list[Group]:
        """Bodies that owe something now."""
        return [group for group in self.groups if group.owes]

    @cached_property
    def counts(self) -> Counter:
        """Items per share."""
        return Counter(item.stage for item in self.items)

    @property
    def shares(self) -> list[Share]:
        """The parts of the bar, each a link to its rows."""
        return [
            Share(str(stage.label), self.counts[stage], kind, f"{self.address}&stage={stage.value}")
            for stage, kind in SHARES.items()
        ]

    @property
    def total(self) -> int:
        """Documents expected, those withdrawn or postponed apart."""
        return len(self.items)

    @property
    def ready(self) -> int:
        """Documents that the delegates have."""
        return self.counts[Stage.SENT]


@dataclass(frozen=True)
class Countdown:
    """How far the opening is: the big words, what they count, and the day."""

    big: str
    small: str
    day: str = ""


def countdown(session, today: date) -> Countdown:
    """Days until the planned opening, or what the session has come to."""
    if session.status == SessionStatus.CLOSED:
        return Countdown("Đã họp", "khai mạc", _day(session.opened_on))
    if session.status == SessionStatus.OPEN:
        return Countdown("Đang họp", "khai mạc", _day(session.opened_on))
    if session.status not in SessionStatus.COMING:
        return Countdown(session.get_status_display().capitalize(), "")
    opening = session.opening
    if opening is None:
        known = f"dự kiến {official(session.planned_opening)}" if session.planned_opening else ""
        return Countdown("Chưa rõ ngày", known)
    left = (opening - today).days
    if left < 0:
        return Countdown(f"{-left} ngày", "sau ngày dự kiến khai mạc", _day(opening))
    return Countdown(f"{left} ngày" if left else "Hôm nay", "đến khai mạc" if left else "khai mạc", _day(opening))


def _day(day: date) -> str:
    """ "thứ Ba, 28/07/2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
