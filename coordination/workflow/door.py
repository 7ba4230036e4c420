"""The one door: every record is created, changed and moved here, in one transaction, with history.

Each call writes the row, its concerns, its search entry, its status history and one audit event. `consequence` is for
what follows from an act that was checked already (an answer closes the duty to answer): it asks for no permission.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System, name_of
from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.lib.memory import remembering
from coordination.people.concerning import write_all_concerns, write_concerns
from coordination.records.changes import differences
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow, TakenMeanwhile
from coordination.records.models import Pointer, Record
from coordination.records.pointers import follow
from coordination.records.soundness import check_all
from coordination.search.indexing import index, index_all
from coordination.workflow.models import StatusChange
from coordination.workflow.table import table_of


def create(record, *, by, related=None, note="", at=None, consequence=False):
    """Save a new record. `related` maps many-to-many fields to their rows. Raises Forbidden, ValidationError; of the
    latter TakenMeanwhile where somebody else was a little faster.

    `at` dates the history row (loading of past records).
    """
    try:
        return _create(record, by=by, related=related, note=note, at=at, consequence=consequence)
    except IntegrityError as error:
        try:
            record.full_clean()
        except ValidationError as taken:
            raise TakenMeanwhile(taken) from error
        raise


@transaction.atomic
def _create(record, *, by, related, note, at, consequence):
    creation = getattr(table_of(type(record)), "creation", None)
    _check_open(record, by)
    if not consequence:
        _check_own_locality(record, by)
    if creation and not consequence:
        _check_permission(record, creation, by)
    record.created_by = None if isinstance(by, System) else by
    record.full_clean()
    record.save()
    _finish(record, related)
    if creation:
        _append_history(record, creation.name, "", by, note, at)
    log.record(EventKind.CREATED, record, by=by, note=note)
    return record


@transaction.atomic
def create_all(records, *, by, at=None):
    """Save many new records of one model: what `create` does with each, written together. `at`: a day for each of them
    as `create` takes it. Raises what `create` raises, without saying which record is at fault, and IntegrityError where
    the database refuses one: then nothing is written, and whoever needs the words creates them singly.
    """
    if not records:
        return []
    model = type(records[0])
    if model.save is not Record.save:
        raise TypeError(f"{model.__name__} saves in a way of its own: create its records singly.")
    creation = getattr(table_of(model), "creation", None)
    with remembering():
        for record in records:
            _check_open(record, by)
            _check_own_locality(record, by)
            if creation:
                _check_permission(record, creation, by)
            record.created_by = None if isinstance(by, System) else by
        check_all(records)
        for record in records:
            record.settle()
            record.is_fresh = True
        try:
            with transaction.atomic():
                model._base_manager.bulk_create(records)
            write_all_concerns(records)
            index_all(records)
        finally:
            for record in records:
                record.is_fresh = False
    if creation:
        moments = at or [None] * len(records)
        StatusChange.objects.bulk_create(
            _history(record, creation.name, "", by, "", moment) for record, moment in zip(records, moments, strict=True)
        )
    log.record_all(EventKind.CREATED, ((record, None, "") for record in records), by=by)
    return records


@transaction.atomic
def change(record, *, by, related=None, note=""):
    """Save changed fields of a record loaded at `record.revision`.

    Raises Conflict when somebody else saved in between, Forbidden in an ended locality, and when a person would move
    the record into a locality they do not act for (the whole it belongs to was exchanged). Never changes the status.
    Where nothing differs from what is stored, and nothing is noted, there is no new revision and no history.
    """
    before = _stored(record)
    _check_open(before, by)
    if record.locality_id != before.locality_id:
        _check_own_locality(record, by)
    if not note and not _differs(before, record, related):
        record.revision = before.revision
        _finish(record, None, before)  # what follows from other records may have changed
        return record
    _claim(record, before)
    record.full_clean()
    changed = differences(before, record)
    record.save()
    _finish(record, related, before)
    log.record(EventKind.CHANGED, record, by=by, data=changed, note=note)
    return record


@transaction.atomic
def move(record, name, *, by, note="", at=None, related=None, consequence=False, **fields):
    """Take the record through a transition of its table, setting `fields` on the way.

    Raises Forbidden (not yours), NotNow (not from this status, or a condition is unmet), AlreadyDone (somebody else was
    faster, or it has been done: the message says who and when). `at` dates the history row (loading of past records).
    """
    step = _step(record, name)
    _check_open(record, by)
    if not consequence:
        _check_permission(record, step, by)
    _check_now(record, step)
    source = record.status
    before = _stored(record)
    claimed = type(record)._base_manager.filter(pk=record.pk, status=source, revision=record.revision)
    # The status itself is saved below, together with the fields that a constraint pairs with it.
    if claimed.update(revision=F("revision") + 1) != 1:
        if _stored(record).status == source:
            raise _conflict(record)
        raise AlreadyDone(_who_did_it(record))
    for field, value in fields.items():
        setattr(record, field, value)
    record.status = step.target
    record.revision += 1
    record.full_clean()
    record.save()
    _finish(record, related, before)
    _append_history(record, name, source, by, note, at)
    log.record(EventKind.MOVED, record, by=by, data={"transition": name, "from": source, "to": step.target}, note=note)
    return record


def _stored(record):
    """The record as the database holds it now; a load or a split may have been taken back since it was opened."""
    found = type(record)._base_manager.filter(pk=record.pk).first()
    if found is None:
        raise NotNow("Hồ sơ này không còn trong sổ: lần nạp hoặc lần tách ghi ra nó đã được hoàn tác.")
    return found


def _step(record, name):
    """The named transition; a model without a table has no status to move."""
    table = table_of(type(record))
    if table is None:
        raise TypeError(f"{type(record).__name__} has no transition table.")
    return table[name]


def _differs(before, record, related) -> bool:
    """Whether a column, or the rows of a many-to-many field, are not what is stored."""
    if differences(before, record):
        return True
    return any(
        {row.pk for row in rows} != set(getattr(before, field).values_list("pk", flat=True))
        for field, rows in (related or {}).items()
    )


def _finish(record, related, before=None) -> None:
    """What follows every save: many-to-many rows, concerns, the gate of rows that point here, the search entry."""
    for field, rows in (related or {}).items():
        getattr(record, field).set(rows)
    write_concerns(record)
    if before is not None and Pointer.gate_of(before) != Pointer.gate_of(record):
        follow(record)
    index(record)


def _check_open(record, by) -> None:
    """An ended locality is read-only for people; a named system job may load its past."""
    if not isinstance(by, System) and record.locality.is_ended:
        raise Forbidden(f"{record.locality} đã kết thúc nên chỉ xem được, không ghi thêm.")


def _check_own_locality(record, by) -> None:
    """People register records of the locality they act for, of no other."""
    if not isinstance(by, System) and (by.acting is None or record.locality_id != by.acting.body.locality_id):
        raise Forbidden(f"Bạn đang làm việc cho địa phương khác nên không ghi được hồ sơ của {record.locality}.")


def _check_permission(record, step, by) -> None:
    if isinstance(by, System):
        return
    if not step.is_for(record, by):
        raise Forbidden(f"Vai của bạn không được làm việc “{step.label}” ở hồ sơ này.")


def _check_now(record, step) -> None:
    if record.status == step.target and record.status not in step.sources:
        raise AlreadyDone(_who_did_it(record))
    if record.status not in step.sources:
        raise NotNow(f"Không làm được “{step.label}” khi hồ sơ đang ở trạng thái “{record.get_status_display()}”.")
    reason = step.unless(record) if step.unless else None
    if reason:
        raise NotNow(reason)


def _claim(record, before) -> None:
    """Take the revision the form was opened at; someone else's save in between is told, not overwritten."""
    rows = type(record)._base_manager.filter(pk=record.pk, revision=record.revision)
    if rows.update(revision=F("revision") + 1) != 1:
        raise _conflict(record)
    if hasattr(record, "status") and record.status != before.status:
        raise ValidationError({"status": "Trạng thái chỉ đổi bằng nút thao tác."})
    record.revision += 1


def _conflict(record) -> Conflict:
    """The refusal that says who saved last, and when."""
    last = Event.objects.about(record).order_by("-id").first()
    return Conflict.saved_by(last.actor_name if last else "Người khác", _stored(record).changed_at)


def _who_did_it(record) -> str:
    last = StatusChange.objects.about(record).order_by("id").last()
    if last is None:
        return "Việc này đã được làm rồi."
    return f"Việc này đã được {last.by_name} làm lúc {timezone.localtime(last.at):%H:%M ngày %d/%m/%Y}."


def _append_history(record, name, source, by, note, at=None) -> None:
    _history(record, name, source, by, note, at).save()


def _history(record, name, source, by, note, at=None) -> StatusChange:
    person = None if isinstance(by, System) else by
    return StatusChange(
        **Pointer.gate_of(record),
        from_status=source,
        to_status=record.status,
        transition=name,
        by=person,
        by_name=name_of(by),
        acting_body=person.acting.body if person and person.acting else None,
        at=at or timezone.now(),
        note=note,
    )
