"""How the handover of a term moves. Its rows have no table of steps: the checks below say what may be done to one."""

from django.utils import timezone

from coordination.audit.actors import System
from coordination.people.permissions import Permission
from coordination.people.speaking import speaks_for
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow.table import Transition, transitions
from sessions.choices import HandoverState
from sessions.choices import HandoverStatus as S
from sessions.models import Handover
from sessions.queries.handover import listing, waiting

CLOSED = "Biên bản bàn giao đã chốt."
LISTING = "Máy chủ đang lập danh sách: chờ lập xong."
UNLISTED = "Máy chủ chưa lập xong danh sách vì gặp lỗi: rà lại danh sách trước."
FINISHED = "Đã xong từ khi lập danh sách nên không còn phải bàn giao."
NOBODY = "Chưa có cơ quan nhận: văn phòng HĐND đề xuất trước."
RETURNED = "Đã trả lại: chờ văn phòng HĐND đề xuất cơ quan nhận."


def why_not_collected(record) -> str | None:
    """One list is made at a time."""
    job = listing(record)
    return LISTING if job and job.is_open else None


def why_not_closed(record) -> str | None:
    """The list is whole, and every row was taken over, returned, or is finished since."""
    if job := listing(record):
        return LISTING if job.is_open else UNLISTED
    left = waiting(record.rows.all()).count()
    return f"Còn {left} việc chờ nhận." if left else None


HANDOVER = transitions(
    Handover,
    Transition("open", "Lập bàn giao nhiệm kỳ", (), S.OPEN, Permission.SESSION_EDIT),
    Transition("collect", "Rà lại danh sách", (S.OPEN,), S.OPEN, Permission.SESSION_EDIT, unless=why_not_collected),
    Transition(
        "close", "Chốt biên bản", (S.OPEN,), S.CLOSED, Permission.SESSION_EDIT, primary=True, unless=why_not_closed
    ),
    Transition("reopen", "Mở lại bàn giao", (S.CLOSED,), S.OPEN, Permission.SESSION_EDIT),
)


# --- One row ---------------------------------------------------------------------------------------------------------


def check_waiting(row, is_open: bool) -> None:
    """Raise unless the row waits to be taken over; `is_open`: whether something is still owed of the thing itself."""
    if row.handover.status != S.OPEN:
        raise NotNow(CLOSED)
    if row.status == HandoverState.ACCEPTED:
        raise AlreadyDone(done_words(row))
    if row.status == HandoverState.RETURNED:
        raise NotNow(RETURNED)
    if not is_open:
        raise NotNow(FINISHED)
    if row.to_body is None:
        raise NotNow(NOBODY)


def check_theirs(row, by, on_paper: bool = False) -> None:
    """Raise unless it is for this person: a row is taken over by its own body; the council's office writes down what
    that body accepted by a document."""
    if isinstance(by, System) or (speaks_for(by.acting, row.to_body) and by.can(row.kind.permission)):
        return
    if not by.can(Permission.SESSION_EDIT, row.handover):
        raise Forbidden(f"Việc này do {row.to_body} nhận.")
    if not on_paper:
        raise NotNow(f"Việc này do {row.to_body} nhận; ghi thay thì chọn văn bản tiếp nhận.")


def check_proposable(row, is_open: bool) -> None:
    """Raise unless somebody can be proposed for the row: it was not taken over, and is still open."""
    if row.handover.status != S.OPEN:
        raise NotNow(CLOSED)
    if row.status == HandoverState.ACCEPTED:
        raise AlreadyDone(done_words(row))
    if not is_open:
        raise NotNow(FINISHED)


def done_words(row) -> str:
    """Who took the row over or returned it, and when, for those who come second."""
    verb = "trả lại" if row.status == HandoverState.RETURNED else "nhận"
    return f"Đã được {row.by_name} {verb} lúc {timezone.localtime(row.at):%H:%M ngày %d/%m/%Y}." if row.at else CLOSED
