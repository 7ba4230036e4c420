"""What people do when a term is handed over: open the list, take over, return, propose somebody else, close."""

from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System, name_of
from coordination.audit.choices import EventKind
from coordination.jobs.queue import enqueue
from coordination.lib.numbers import vi
from coordination.notices.actions import tell
from coordination.people.concerning import write_concerns
from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.people.succession import has_ended
from coordination.records.errors import AlreadyDone, Forbidden
from coordination.workflow import door
from sessions.choices import HandoverState, HandoverStatus
from sessions.models import HandoverRow
from sessions.queries import handover as queries
from sessions.workflow.handover import CLOSED, check_proposable, check_theirs, check_waiting, done_words

DIRECT = 1_000
"""Open things of a term that are looked through while the person waits; more of them are left to the worker."""
AT_ONCE = 500
"""Rows written at once."""
ONCE = ("handover", "content_type", "object_id")
"""What stands on a list once."""


@transaction.atomic
def open_handover(record, *, by, related=None):
    """Write down everything that the ended term left open; who is proposed to take it over is told."""
    door.create(record, by=by, related=related)
    _list(record, by=by)
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
    _list(record, by=by)
    return record


def close_handover(record, *, by, closed_on=None, note=""):
    """The minutes are complete: nothing waits any more."""
    return door.move(record, "close", by=by, note=note, closed_on=closed_on or timezone.localdate())


def reopen_handover(record, *, by, reason=""):
    """The list is worked on again."""
    return door.move(record, "reopen", by=by, note=reason, closed_on=None)


def _list(record, *, by) -> None:
    """Write the list now, or leave it to the worker: where there is much, and where it failed there before."""
    if not isinstance(by, System) and (queries.listing(record) or queries.left_open(record) > DIRECT):
        params, title = {"handover": record.pk}, f"Lập danh sách: {record}"
        enqueue(queries.LIST_JOB, by=by, params=params, locality=record.locality, title=title)
    else:
        fill(record, by=by, since=timezone.now())


def fill(record, *, by, since, progress=None):
    """Write the rows that are missing; the bodies named in them see the handover from now on, and hear of what was
    written `since`. Begun again after a stop it goes on where it was; of two at once each row is written once."""
    missing, total, done = queries.gathered(record, timezone.localdate()), progress and queries.left_open(record), 0
    while rows := list(islice(missing, AT_ONCE)):
        # a row that another one wrote meanwhile stays as it is; "ignore" would pass over every other fault on SQLite
        HandoverRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=ONCE, update_fields=ONCE[:1])
        done += len(rows)
        if progress:
            progress(done, total, f"Đã ghi {vi(done)} việc")
    write_concerns(record)
    _tell(record, since, by=by)
    return record


def _tell(record, since, *, by) -> None:
    """The workers of each body hear once that something waits for them; a job that loads tells nobody."""
    if isinstance(by, System):
        return
    named = record.rows.order_by().filter(created_at__gte=since).values("to_body")
    for body in Body.objects.filter(pk__in=named):
        tell(body, f"{record}: có việc chờ {body} nhận.", by=by, about=record)


# --- One row ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def accept(row, *, by, assignee=None, document=None, note=""):
    """The body takes it over. Its register follows by its own action: another body, another person where the one who
    had it is gone; an ended place's records stay as they are, the minutes say who took them over."""
    check_waiting(row, queries.is_open(row))
    check_theirs(row, by, on_paper=document is not None)
    record, body = row.target, row.to_body
    _claim(row, HandoverState.ACCEPTED, by=by, document=document, note=note)
    words = f"{row.handover.words}: {body} nhận. {note}".strip()
    if not record.locality.is_ended:
        row.kind.take(record, by=by, body=body, assignee=assignee, note=words)
    _write_down(row, words, by=by)
    return row


@transaction.atomic
def give_back(row, *, by, reason):
    """The body does not take it over, and says why; the office proposes somebody else."""
    if not reason.strip():
        raise ValidationError({"reason": "Trả lại thì ghi lý do."})
    check_waiting(row, queries.is_open(row))
    check_theirs(row, by)
    _claim(row, HandoverState.RETURNED, by=by, document=None, note=reason)
    _write_down(row, f"{row.handover.words}: {row.to_body} trả lại. {reason}", by=by)
    return row


@transaction.atomic
def propose(row, *, by, to_body, note=""):
    """The office names who is to take it over, where nobody was known or what was proposed was returned."""
    if not isinstance(by, System) and not by.can(Permission.SESSION_EDIT, row.handover):
        raise Forbidden
    check_proposable(row, queries.is_open(row))
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
