"""What people do when a term is handed over: open the list, take over, return, propose somebody else, close."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System, name_of
from coordination.audit.choices import EventKind
from coordination.notices.actions import tell
from coordination.people.concerning import write_concerns
from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.people.succession import has_ended
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow import door
from sessions.choices import HandoverState, HandoverStatus
from sessions.models import HandoverRow
from sessions.queries import handover as queries
from sessions.workflow.handover import CLOSED, check_proposable, check_theirs, check_waiting, done_words


@transaction.atomic
def open_handover(record, *, by, related=None):
    """Write down everything that the ended term left open; who is proposed to take it over is told."""
    door.create(record, by=by, related=related)
    _tell(record, _add(record, by), by=by)
    return record


def edit_handover(record, *, by, related=None):
    """Correct day, document and note; both terms stay, since the list was made of the one and proposed to the other."""
    stored = type(record).objects.get(pk=record.pk)
    for name in ("from_term_id", "to_term_id"):
        if getattr(record, name) != getattr(stored, name):
            raise ValidationError({name.removesuffix("_id"): "Danh sách đã lập theo nhiệm kỳ này nên không đổi được."})
    return door.change(record, by=by, related=related)


@transaction.atomic
def collect(record, *, by, note=""):
    """Look again: what the ended term left open and was registered, or opened again, after the list was made."""
    door.move(record, "collect", by=by, note=note)
    added = _add(record, by)
    _tell(record, added, by=by)
    return record


def close_handover(record, *, by, closed_on=None, note=""):
    """The minutes are complete: nothing waits any more."""
    return door.move(record, "close", by=by, note=note, closed_on=closed_on or timezone.localdate())


def reopen_handover(record, *, by, reason=""):
    """The list is worked on again."""
    return door.move(record, "reopen", by=by, note=reason, closed_on=None)


def _add(record, by) -> list[HandoverRow]:
    """Write the rows that are missing; the bodies named in them see the handover from now on."""
    added = HandoverRow.objects.bulk_create(queries.gathered(record, timezone.localdate()), batch_size=500)
    write_concerns(record)
    return added


def _tell(record, rows, *, by) -> None:
    """The workers of each body hear once that something waits for them; a job that loads tells nobody."""
    if isinstance(by, System):
        return
    for body in Body.objects.filter(pk__in={row.to_body_id for row in rows if row.to_body_id}):
        tell(body, f"{record}: có việc chờ {body} nhận.", by=by, about=record)


# --- One row ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def accept(row, *, by, assignee=None, document=None, note=""):
    """The body takes it over. Its register follows by its own action: another body, another person where the one who
    had it is gone; an ended place's records stay as they are, the minutes say who took them over."""
    check_waiting(row, row.is_open)
    check_theirs(row, by, on_paper=document is not None)
    record, body = row.target, row.to_body
    _claim(row, HandoverState.ACCEPTED, by=by, document=document, note=note)
    words = f"{row.handover.words}: {body} nhận. {note}".strip()
    if not record.locality.is_ended:
        _hand(row, record, by=by, body=body, assignee=assignee, note=words)
    _write_down(row, words, by=by)
    return row


def _hand(row, record, *, by, body, assignee, note) -> None:
    """Let the register do what makes the body the one that has it."""
    now = row.kind.holder(record, row.from_body)
    if row.kind.take:
        row.kind.take(record, by=by, body=body, assignee=assignee, note=note)
    elif now is not None and now.pk != body.pk:
        raise NotNow(f"Hồ sơ còn ghi ở {now}: ghi {body} ở trang của hồ sơ rồi mới nhận.")


@transaction.atomic
def give_back(row, *, by, reason):
    """The body does not take it over, and says why; the office proposes somebody else."""
    if not reason.strip():
        raise ValidationError({"reason": "Trả lại thì ghi lý do."})
    check_waiting(row, row.is_open)
    check_theirs(row, by)
    _claim(row, HandoverState.RETURNED, by=by, document=None, note=reason)
    _write_down(row, f"{row.handover.words}: {row.to_body} trả lại. {reason}", by=by)
    return row


@transaction.atomic
def propose(row, *, by, to_body, note=""):
    """The office names who is to take it over, where nobody was known or what was proposed was returned."""
    if not isinstance(by, System) and not by.can(Permission.SESSION_EDIT, row.handover):
        raise Forbidden
    check_proposable(row, row.is_open)
    if has_ended(to_body, timezone.localdate()):
        raise ValidationError({"to_body": f"{to_body} đã kết thúc."})
    fields = {"to_body": to_body, "status": HandoverState.WAITING, "at": None, "by": None, "by_name": ""}
    fields |= {"acting_body": None, "document": None, "note": note}
    _update(row, (HandoverState.WAITING, HandoverState.RETURNED), fields)
    write_concerns(row.handover)
    _write_down(row, f"{row.handover.words}: đề xuất {to_body} nhận. {note}".strip(), by=by)
    if not isinstance(by, System):
        tell(to_body, f"{row.handover}: có việc chờ {to_body} nhận.", by=by, about=row.handover)
    return row


def _claim(row, status, *, by, document, note) -> None:
    """Take the row for oneself: of two officers at once the second is told who was first."""
    person = None if isinstance(by, System) else by
    acting = person.acting.body if person and person.acting else None
    fields = {"status": status, "at": timezone.now(), "by": person, "by_name": name_of(by), "acting_body": acting}
    _update(row, (HandoverState.WAITING,), fields | {"document": document, "note": note})


def _update(row, sources, fields) -> None:
    rows = HandoverRow.objects.filter(pk=row.pk, status__in=sources, handover__status=HandoverStatus.OPEN)
    if rows.update(**fields) != 1:
        row.refresh_from_db()
        raise AlreadyDone(done_words(row) if row.at else CLOSED)
    for name, value in fields.items():
        setattr(row, name, value)


def _write_down(row, words: str, *, by) -> None:
    """In the history of the thing itself."""
    log.record(EventKind.CHANGED, row.target, by=by, note=words)
