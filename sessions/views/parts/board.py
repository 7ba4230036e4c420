"""The readiness board: what the page of a session or sitting says of its documents, in its template."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from coordination.deadlines.actions.urging import TODAY, URGE
from coordination.documents.letters import kind_of
from coordination.documents.panels import letter_url
from coordination.people.permissions import Permission
from coordination.people.roles import Reach
from coordination.ui.picks import BACK, MOST, PICKED
from sessions import queries, reminding
from sessions.board import BY_BODY, BY_KIND, Board, countdown, histories
from sessions.choices import SessionStatus
from sessions.models import AgendaItem, CouncilSession, DraftStep, ReadReceipt, SessionDocument
from sessions.queries import drafts
from sessions.views.common import adding
from sessions.views.parts.common import whole_of

PART = "tai-lieu"
"""The board's word in the address (`?phan=`)."""
LETTER = "session-documents"
"""The kind of letter that asks bodies for what they owe."""
GROUPINGS = ((BY_BODY, "Cơ quan chuẩn bị"), (BY_KIND, "Loại nội dung"))


def draw(page):
    """Nothing besides the board, which stands in the template of the page itself."""
    return []


def context(page) -> dict:
    """What the page shows of the board: on every part its summary, on its own part all of it."""
    record, user = page.record, page.request.user
    if page.part.key != PART:
        return _common(page, Board(items_of(record, user), _address(record), is_over=_is_over(record)))
    asked = page.request.GET.get("nhom", BY_BODY)
    board = board_of(record, user, by=BY_KIND if asked == BY_KIND else BY_BODY)
    reminders = {} if board.is_over else reminding.reminders(board.debtors, user)
    return _common(page, board) | {
        "groups": _with(reminders, board.groups),
        "known": _with(reminders, board.known),
        "urge_url": address(record, "urge"),
        "urge_all": _urge_all(page, board, reminders),
        "unreachable": _unreachable(board, reminders),
        "letter_url": _letter_url(record, user),
        "print_url": address(record, "print"),
        "sheet_url": address(record, "sheet"),
        "groupings": [(words, f"?phan={PART}&nhom={key}", key == board.by) for key, words in GROUPINGS],
    }


def board_of(record, user, by=BY_BODY) -> Board:
    """The whole board of a session or sitting, as far as the user sees it; a constant number of queries."""
    documents = Prefetch("documents", SessionDocument.objects.visible_to(user).order_by("pk"))
    later = Prefetch("continued_by", AgendaItem.objects.visible_to(user).select_related("session", "sitting"))
    items = list(items_of(record, user).prefetch_related(documents, later, "co_preparing_bodies"))
    day = min(record.opening or timezone.localdate(), timezone.localdate())
    seats = queries.delegates_of(record.locality, day)
    receipts = ReadReceipt.objects.visible_to(user)
    return Board(
        items,
        _address(record),
        opened=queries.opened_by(receipts, [item.pk for item in items if item.sent_on], seats),
        seats=seats.count(),
        past=_past(record, user, items),
        dossiers=drafts.dossiers(DraftStep.objects.visible_to(user), {item.draft_id for item in items} - {None}),
        checked=frozenset(item.pk for item in items if sees_dossier(item, user)),
        by=by,
        is_over=_is_over(record),
    )


def _is_over(record) -> bool:
    """Whether it is a session that closed or was called off: its papers are not waited for any more."""
    return isinstance(record, CouncilSession) and record.status in (SessionStatus.CLOSED, SessionStatus.CANCELLED)


def items_of(record, user):
    """The items in agenda order, with what the board says of each."""
    rows = AgendaItem.objects.visible_to(user).filter(**whole_of(record)).order_by("order", "id")
    return rows.select_related("preparing_body", "verifying_board", "draft", "continues__session", "continues__sitting")


def address(record, name: str) -> str:
    """Of the board's own acts: urge, print, sheet."""
    return reverse(f"council_sessions:{record._meta.model_name}-{name}", args=[record.pk])


def _with(reminders, groups) -> list[tuple]:
    """Each group with the reminder of its body, or none."""
    return [(group, reminders.get(group.body_id)) for group in groups]


def _common(page, board: Board) -> dict:
    record = page.record
    return {
        "board": board,
        "countdown": countdown(record, timezone.localdate()),
        "add_item": adding(page, "Thêm tài liệu", AgendaItem, Permission.SESSION_EDIT, **whole_of(record)),
    }


def _address(record) -> str:
    """The list in which the board's numbers are counted."""
    return f"{reverse('council_sessions:agendaitem-list')}?{urlencode(whole_of(record))}"


def _sees_all(record, user) -> bool:
    """Whether every item and document of the place is theirs to see (docs/visibility.md)."""
    return user.acting.role_class.reach is Reach.LOCALITY and record.locality_id in user.acting.locality_ids


def _past(record, user, items) -> dict:
    """Histories of the bodies of which the user sees everything; a part of the rows would give a wrong share."""
    bodies = {item.preparing_body_id for item in items} - {None}
    if not _sees_all(record, user):
        bodies = bodies & user.acting.body_ids if user.acting.role_class.reach is Reach.BODY else set()
    if not bodies:
        return {}
    rows = AgendaItem.objects.visible_to(user).filter(locality=record.locality)
    before = record.opened_on if isinstance(record, CouncilSession) else record.held_on
    return histories(queries.past_documents(rows, bodies, before))


def sees_dossier(item, user) -> bool:
    """Whether every document of the item is theirs to see: to others a paper that exists would seem to be missing."""
    if _sees_all(item, user):
        return True
    return user.acting.role_class.reach is Reach.BODY and item.preparing_body_id in user.acting.body_ids


def _unreachable(board: Board, reminders) -> list[str]:
    """Bodies that would be reminded, had anybody there an account: the overdue ones, else all that owe."""
    groups = board.overdue_bodies or board.debtors
    known = [(group.body, reminders.get(group.body_id)) for group in groups]
    return [body for body, row in known if row and not row.duties and row.reason != TODAY]


def _letter_url(record, user) -> str:
    """Where the letter that asks for documents is drafted, for those who may."""
    kind = kind_of(LETTER)
    return letter_url(kind, record) if kind and kind.is_about(record) and kind.is_for(user, record) else ""


def _urge_all(page, board: Board, reminders) -> tuple[str, str] | None:
    """Words and address of reminding all: the ledger shows first who is told of what."""
    late = {group.body_id for group in board.overdue_bodies}
    ready = {body_id: row for body_id, row in reminders.items() if row.duties}
    chosen = {body_id: row for body_id, row in ready.items() if body_id in late} or ready
    if not chosen:
        return None
    keys = [duty.pk for row in chosen.values() for duty in row.duties][:MOST]
    query = urlencode([*((PICKED, key) for key in keys), (BACK, page.request.get_full_path())])
    state = "quá hạn" if late & set(chosen) else "còn nợ tài liệu"
    return f"Đôn đốc {len(chosen)} cơ quan {state}", f"{reverse('deadlines:obligation-bulk', args=[URGE])}?{query}"
