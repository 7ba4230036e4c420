"""The readiness board of a session or sitting: its rows counted and grouped for page, print and sheet, without a query.

Every figure comes from rows that were handed in; what is not known (`opened`, `past`) is not shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from statistics import median

from coordination.lib.dates import WEEKDAYS, official
from coordination.ui.charts import Share
from sessions.choices import DocumentRole, Procedure, SessionStatus, Stage
from sessions.models import CouncilSession
from sessions.rules import days_late, needed_roles

SHARES = {Stage.SENT: "done", Stage.WORKING: "mid", Stage.WAITING: "open", Stage.OVERDUE: "late"}
BY_BODY, BY_KIND = "co-quan", "loai"
"""How the rows are grouped."""
BAR_WIDTH, BAR_STEP, BAR_HEIGHT = 34, 42, 30
"""Units of the drawing of the last sessions: one column each, the late part red."""


@dataclass(frozen=True)
class Checklist:
    """The papers that make an item complete, and which of them are there."""

    needed: tuple[DocumentRole, ...]
    there: frozenset[str]

    @property
    def missing(self) -> list[DocumentRole]:
        """What is still to come."""
        return [role for role in self.needed if role not in self.there]

    @property
    def papers(self) -> list[tuple[DocumentRole, bool]]:
        """Each that is needed, and whether it is there."""
        return [(role, role in self.there) for role in self.needed]

    @property
    def count(self) -> str:
        """ "3/5"."""
        return f"{len(self.needed) - len(self.missing)}/{len(self.needed)}"

    @property
    def words(self) -> str:
        """ "thiếu báo cáo thẩm định, báo cáo thẩm tra", or that it is complete."""
        missing = ", ".join(str(role.label) for role in self.missing)
        return f"thiếu {missing}" if missing else "đủ hồ sơ"


def checklist(item, brought: frozenset[str] = frozenset()) -> Checklist | None:
    """Of one item with its documents fetched; None where its kind has no list of its own.

    `brought`: papers that the steps of its draft say are there, whether or not a file of them was handed in.
    """
    draft = item.draft
    needed = needed_roles(
        item.kind,
        is_normative=bool(draft and draft.is_normative),
        is_shortened=bool(draft and draft.procedure == Procedure.SHORTENED),
        is_criticised=bool(draft and draft.needs_criticism),
        is_verified=item.verifying_board_id is not None,
    )
    handed_in = frozenset(document.role for document in item.documents.all())
    return Checklist(needed, handed_in | brought) if needed else None


@dataclass(frozen=True)
class Row:
    """An item on the board: how many delegates opened it (once it was sent), what its dossier lacks; who verifies it,
    since when that is done and when the committee agreed, by itself or else by the steps of its draft."""

    item: object
    opened: str = ""
    checks: Checklist | None = None
    verifiers: str = ""
    verified_on: date | None = None
    approved_on: date | None = None

    @property
    def is_sent(self) -> bool:
        """Whether the delegates have it: nothing is left to do, on a phone it is folded away until asked for."""
        return self.item.stage == Stage.SENT


@dataclass(frozen=True)
class PastSession:
    """What one body handed in for one held session."""

    opened_on: date
    late: int
    total: int

    @property
    def percent(self) -> int:
        """Share that was late, in whole percent."""
        return round(100 * self.late / self.total)


@dataclass(frozen=True)
class History:
    """The last held sessions of a body, the earliest first, and how late its late documents were, in calendar days."""

    sessions: list[PastSession]
    late_days: list[int]

    @property
    def total(self) -> int:
        """Documents with a due day."""
        return sum(session.total for session in self.sessions)

    @property
    def share(self) -> float:
        """Part of them that came late, in per cent."""
        return 100 * len(self.late_days) / self.total

    @property
    def median(self) -> float:
        """Of the late ones; 0 when none was late."""
        return median(self.late_days) if self.late_days else 0

    @property
    def columns(self) -> list[dict[str, str]]:
        """The drawing: a column for each session, the late part at its foot."""
        drawn = []
        for place, session in enumerate(self.sessions):
            height = BAR_HEIGHT * session.late / session.total
            drawn.append({"x": str(place * BAR_STEP), "y": f"{BAR_HEIGHT - height:.1f}", "height": f"{height:.1f}"})
        return drawn

    @property
    def words(self) -> str:
        """What the drawing shows, for those who do not see it."""
        shares = ", ".join(f"{session.percent} %" for session in self.sessions)
        return f"Tỉ lệ nộp trễ của {len(self.sessions)} kỳ họp gần nhất: {shares}"


def histories(past: Iterable) -> dict[int, History]:
    """Body → its history, from rows of `queries.past_documents`.

    What never came is late until the session closed, so that old debts do not outweigh the others.
    """
    found: dict[int, dict[int, list]] = defaultdict(lambda: defaultdict(list))
    for row in past:
        found[row.body_id][row.session_id].append(row)
    return {body_id: _history(sessions) for body_id, sessions in found.items()}


def _history(sessions: Mapping[int, list]) -> History:
    counted, late_days = [], []
    for rows in sessions.values():
        days = [
            days_late(row.due_on, row.received_on or row.stopped_on, row.closed_on or row.opened_on) for row in rows
        ]
        late = [number for number in days if number]
        counted.append(PastSession(rows[0].opened_on, len(late), len(rows)))
        late_days += late
    return History(sorted(counted, key=lambda session: session.opened_on), late_days)


@dataclass(frozen=True)
class Group:
    """The items that one body prepares (or of one kind), and what is owed of them now."""

    body: str
    body_id: int | None
    items: list
    rows: list[Row] = field(default_factory=list)
    history: History | None = None
    is_over: bool = False

    @cached_property
    def owes(self) -> int:
        """Documents still to come."""
        return sum(item.is_owed for item in self.items)

    @cached_property
    def overdue(self) -> int:
        """Of those, the overdue ones."""
        return sum(item.is_overdue for item in self.items)

    @property
    def sent(self) -> int:
        """Documents that the delegates have."""
        return sum(row.is_sent for row in self.rows)

    @property
    def words(self) -> str:
        """ "nợ 2, quá hạn 1; đã nộp 3"."""
        came = len(self.items) - self.owes
        state = f"quá hạn {self.overdue}" if self.overdue else "chưa đến hạn"
        owes = (f"chưa nộp {self.owes}" if self.is_over else f"nợ {self.owes}, {state}") if self.owes else ""
        return "; ".join(part for part in (owes, f"đã nộp {came}" if came else "") if part)

    @property
    def to_urge(self) -> list:
        """What a reminder is about: the overdue ones, or all that is owed while none is overdue."""
        return [item for item in self.items if item.is_overdue] or [item for item in self.items if item.is_owed]


class Board:
    """`items` of one session or sitting in agenda order, with bodies and draft fetched; `address` is their list.

    `seats` is how many delegates the council has, `opened` how many of them opened what (item → number), `past` the
    histories of bodies, `checked` the items (keys) whose documents were fetched, all of them, for the checklist;
    `dossiers`: draft → what its steps brought (`queries.drafts.Dossier`); `is_over`: nothing is handed in any more.
    """

    def __init__(
        self,
        items,
        address: str,
        *,
        opened=None,
        seats=0,
        past=None,
        checked=frozenset(),
        dossiers=None,
        by=BY_BODY,
        is_over=False,
    ):
        self.items = [item for item in items if item.stage != Stage.STOPPED and item.asks_for_documents]
        self.stopped = [item for item in items if item.stage == Stage.STOPPED]
        self.address = address
        self.by = by
        self.is_over = is_over
        self._opened, self._seats, self._past = opened or {}, seats, past or {}
        self._checked, self._dossiers = checked, dossiers or {}

    @cached_property
    def groups(self) -> list[Group]:
        """Who is overdue first, then who owes, then the others; in a group what is owed first."""
        return self._grouped(self.by)

    @cached_property
    def bodies(self) -> list[Group]:
        """The same by preparing body, however the rows are grouped."""
        return self.groups if self.by == BY_BODY else self._grouped(BY_BODY)

    def _grouped(self, by: str) -> list[Group]:
        found: dict[object, Group] = {}
        for item in self.items:
            key, name = (item.kind, _capital(item.get_kind_display())) if by == BY_KIND else _body_of(item)
            body_id = None if by == BY_KIND else item.preparing_body_id
            if key not in found:
                found[key] = Group(name, body_id, [], [], self._past.get(body_id), self.is_over)
            found[key].items.append(item)
        for group in found.values():
            group.items.sort(key=lambda item: (-item.is_overdue, -item.is_owed))
            group.rows.extend(self._row(item) for item in group.items)
        return sorted(found.values(), key=lambda group: (-group.overdue, -group.owes))

    def _row(self, item) -> Row:
        opened = f"{self._opened.get(item.pk, 0)}/{self._seats}" if self._seats and item.sent_on else ""
        dossier = self._dossiers.get(item.draft_id)
        checks = checklist(item, dossier.papers if dossier else frozenset()) if item.pk in self._checked else None
        verifiers = str(item.verifying_board or "") or ", ".join(map(str, dossier.boards if dossier else ()))
        verified_on = item.verified_on or (dossier and dossier.verified_on)
        approved_on = item.committee_approved_on or (dossier and dossier.approved_on)
        return Row(item, opened, checks, verifiers, verified_on, approved_on)

    @property
    def rows(self) -> list[Row]:
        """In agenda order, as print and sheet show them; what was withdrawn or postponed stands at its end."""
        return [self._row(item) for item in (*self.items, *self.stopped)]

    @property
    def debtors(self) -> list[Group]:
        """Bodies that owe something now."""
        return [group for group in self.bodies if group.owes]

    @property
    def overdue_bodies(self) -> list[Group]:
        """Bodies of which something is overdue."""
        return [group for group in self.bodies if group.overdue and group.body_id]

    @property
    def known(self) -> list[Group]:
        """Bodies with a history: who owes most now, then who was late most often."""
        with_history = [group for group in self.bodies if group.history]
        return sorted(with_history, key=lambda group: (-group.overdue, -group.history.share, -group.owes))

    @cached_property
    def counts(self) -> Counter:
        """Items per share."""
        return Counter(item.stage for item in self.items)

    @property
    def shares(self) -> list[Share]:
        """The parts of the bar, each a link to its rows."""
        return [
            Share(self._label(stage), self.counts[stage], kind, f"{self.address}&stage={stage.value}")
            for stage, kind in SHARES.items()
        ]

    def _label(self, stage: Stage) -> str:
        """After the session nothing is to come any more: what was not due yet simply never came."""
        return "Chưa nộp" if self.is_over and stage == Stage.WAITING else str(stage.label)

    @property
    def total(self) -> int:
        """Documents expected, those withdrawn or postponed apart."""
        return len(self.items)

    @property
    def ready(self) -> int:
        """Documents that the delegates have."""
        return self.counts[Stage.SENT]


def _body_of(item) -> tuple[object, str]:
    body = item.preparing_body
    return (item.preparing_body_id, str(body)) if body else (None, "Chưa giao cơ quan chuẩn bị")


def _capital(words) -> str:
    words = str(words)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Countdown:
    """How far the opening is: the big words, what they count, and the day."""

    big: str
    small: str
    day: str = ""


def countdown(gathering, today: date) -> Countdown:
    """Days until the planned opening (of a sitting: until it is held), or what it has come to."""
    if not isinstance(gathering, CouncilSession):
        return _of_sitting(gathering, today)
    if gathering.status == SessionStatus.CLOSED:
        return Countdown("Đã họp", "khai mạc", _day(gathering.opened_on))
    if gathering.status == SessionStatus.OPEN:
        return Countdown("Đang họp", "khai mạc", _day(gathering.opened_on))
    if gathering.status not in SessionStatus.COMING:
        return Countdown(gathering.get_status_display().capitalize(), "")
    opening = gathering.opening
    if opening is None:
        known = f"dự kiến {official(gathering.planned_opening)}" if gathering.planned_opening else ""
        return Countdown("Chưa rõ ngày", known)
    left = (opening - today).days
    if left < 0:
        return Countdown(f"{-left} ngày", "sau ngày dự kiến khai mạc", _day(opening))
    return Countdown(f"{left} ngày" if left else "Hôm nay", "đến khai mạc" if left else "khai mạc", _day(opening))


def _of_sitting(sitting, today: date) -> Countdown:
    if sitting.opening is None:
        return Countdown("Chưa rõ ngày", "")
    left = (sitting.opening - today).days
    if left < 0:
        return Countdown("Đã họp", "ngày", _day(sitting.opening))
    return Countdown(f"{left} ngày" if left else "Hôm nay", "đến phiên họp" if left else "họp", _day(sitting.opening))


def _day(day: date) -> str:
    """ "thứ Ba, 28/07/2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
