"""What can be done with documents and attached files. Every act is one transaction with its audit event.

`by` is a user or a `System` job. People act in the locality they work for while it exists; jobs may load the past.
"""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F

from coordination.audit import log
from coordination.audit.actors import System, name_of
from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.documents import books
from coordination.documents.attaching import may_attach, permission_for
from coordination.documents.choices import Direction
from coordination.documents.files import examine
from coordination.documents.models import Attachment, OfficialDocument, Version
from coordination.documents.signals import downloaded
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Conflict, Forbidden, NotNow
from coordination.records.models import Pointer, Record
from coordination.search.indexing import index


@transaction.atomic
def create(document: OfficialDocument, *, by, related=None) -> OfficialDocument:
    """Enter a document in a register: row, concerns, search entry, audit event.

    Raises Forbidden, ValidationError (a state secret is refused with the reason).
    """
    _check_may(by, Permission.DOCUMENT_EDIT)
    if not isinstance(by, System) and document.locality_id != by.acting.locality.pk:
        raise Forbidden(f"Vai đang dùng không ghi sổ văn bản của {document.locality}.")
    _check_may(by, Permission.DOCUMENT_EDIT, document)
    document.created_by = None if isinstance(by, System) else by
    _choose_book(document, by)
    _save(document)
    _finish(document, related)
    log.record(EventKind.CREATED, document, by=by)
    return document


@transaction.atomic
def change(document: OfficialDocument, *, by, related=None) -> OfficialDocument:
    """Save the changed fields of a document that was opened at `document.revision`.

    Raises Conflict when somebody saved in between, Forbidden, ValidationError.
    """
    before = OfficialDocument._base_manager.get(pk=document.pk)
    _check_may(by, Permission.DOCUMENT_EDIT, before)
    opened = OfficialDocument._base_manager.filter(pk=document.pk, revision=document.revision)
    if opened.update(revision=F("revision") + 1) != 1:
        raise _conflict(before)
    document.revision += 1
    if before.direction != Direction.INCOMING:
        _choose_book(document, by)
    _save(document)
    _finish(document, related)
    Attachment.objects.about(document).update(**Pointer.gate_of(document))
    log.record(EventKind.CHANGED, document, by=by, data=_differences(before, document))
    return document


@transaction.atomic
def attach(record: Record, upload: File, *, by, title: str = "", permission: Permission | None = None) -> Attachment:
    """Attach a file to any record, as version 1. An action of a higher app names the permission its own step needs.

    Raises Forbidden, ValidationError (kind, size, content of the file).
    """
    _check_may(by, permission or permission_for(record), record)
    _check_files_open(record, by)
    examined = examine(upload)
    attachment = Attachment.objects.create(**Pointer.gate_of(record), title=title.strip() or examined.name)
    return _add_version(attachment, 1, upload, examined, record, by).attachment


@transaction.atomic
def replace(attachment: Attachment, upload: File, *, by, permission: Permission | None = None) -> Attachment:
    """Add a newer version; older ones stay. Raises Forbidden, Conflict, ValidationError."""
    record = attachment.target
    _check_may(by, permission or permission_for(record), record)
    _check_files_open(record, by)
    examined = examine(upload)
    latest = attachment.latest
    if latest and latest.sha256 == examined.sha256:
        raise ValidationError("Tệp này giống hệt bản đang có.")
    number = latest.number + 1 if latest else 1
    return _add_version(attachment, number, upload, examined, record, by).attachment


def hand_on_files(before: Record, after: Record) -> None:
    """The files of a record that another one comes of belong to that one from now on, all versions with them."""
    Attachment.objects.about(before).update(**Pointer.gate_of(after))


def copy_files(before: Record, after: Record, *, by) -> None:
    """The newest version of each file of a record, as a file of another one: the same bytes, seen by those who see that
    other one."""
    for attachment in Attachment.objects.about(before).prefetch_related("versions"):
        if version := attachment.latest:
            version.pk, version.number = None, 1
            version.attachment = Attachment.objects.create(**Pointer.gate_of(after), title=attachment.title)
            version.save()
            _note_attached(version, after, by)


def note_download(version: Version, *, by) -> None:
    """Write down who took which file out."""
    data = {"file": version.original_name, "version": version.number}
    record = version.attachment.target
    log.record(EventKind.DOWNLOADED, record, by=by, data=data)
    downloaded.send(type(record), record=record, by=by)


def _add_version(attachment, number, upload, examined, record, by) -> Version:
    version = Version(
        attachment=attachment,
        number=number,
        original_name=examined.name,
        media_type=examined.media_type,
        size=examined.size,
        sha256=examined.sha256,
        added_by=None if isinstance(by, System) else by,
        added_by_name=name_of(by),
    )
    version.file.save(examined.name, upload, save=False)
    try:
        with transaction.atomic():
            version.save()
        _note_attached(version, record, by)
    except BaseException as error:
        version.file.delete(save=False)
        if isinstance(error, IntegrityError):
            raise Conflict("Người khác vừa gửi bản mới của tệp này.") from error
        raise
    return version


def _note_attached(version: Version, record: Record, by) -> None:
    name = version.original_name
    data = {"file": name, "version": version.number, "sha256": version.sha256}
    log.record(EventKind.ATTACHED, record, by=by, data=data, note="" if record.confidential else name)


def _check_may(by, permission, record=None) -> None:
    """People need the permission, on the record too; its ended locality is read-only for them."""
    if isinstance(by, System):
        return
    if record is not None and record.locality.is_ended:
        raise Forbidden(f"{record.locality} đã kết thúc nên chỉ xem được, không ghi thêm.")
    if not by.can(permission, record):
        raise Forbidden


def _check_files_open(record, by) -> None:
    """A record may say (`files_closed`) why its files stay as they are, its app whose it takes; a job is free."""
    if isinstance(by, System):
        return
    if not may_attach(record, by):
        raise Forbidden
    if reason := getattr(record, "files_closed", ""):
        raise NotNow(reason)


def _choose_book(document: OfficialDocument, by) -> None:
    """What comes in stands in the book of the body whose office enters it, and stays there whoever corrects it; what a
    job enters in that of the council."""
    if document.direction == Direction.INCOMING and document.book_of_id is None:
        document.book_of = books.council_of(document.locality) if isinstance(by, System) else books.keeper(by)


def _save(document: OfficialDocument) -> None:
    """Check and save; two that take one number at the same moment are told like two that take it one after another."""
    document.full_clean()
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        document.full_clean()
        raise


def last_saver(saved: Record) -> str:
    """Who saved last, from the history, which is read here only to be told."""
    last = Event.objects.about(saved).filter(kind__in=(EventKind.CREATED, EventKind.CHANGED)).first()
    return last.actor_name if last else "Người khác"


def _conflict(saved: OfficialDocument) -> Conflict:
    return Conflict.saved_by(last_saver(saved), saved.changed_at)


def _finish(document: OfficialDocument, related) -> None:
    """What follows every save: many-to-many rows, whom it concerns, the search entry."""
    for field, rows in (related or {}).items():
        getattr(document, field).set(rows)
    write_concerns(document)
    index(document)


def _differences(before, after) -> dict:
    """Changed fields with old and new value as text."""
    skipped = {"revision", "changed_at", "created_at", "book_of", "book_year", "series", "number_key"}
    return {
        field.name: [str(getattr(before, field.attname)), str(getattr(after, field.attname))]
        for field in after._meta.concrete_fields
        if field.name not in skipped and getattr(before, field.attname) != getattr(after, field.attname)
    }
