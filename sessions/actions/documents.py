"""What people do with the documents of an agenda item: hand in versions, open them to readers, order the agenda.

A version that was handed to the delegates stays as it is: whoever corrects it adds the next version.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from coordination.audit.actors import System
from coordination.documents import actions as files
from coordination.documents.rules import CLASSIFIED_REFUSED, bears_secrecy_stamp
from coordination.jobs.queue import enqueue
from coordination.lib.text import squeeze
from coordination.notices.actions import tell
from coordination.notices.models import Notice
from coordination.people.concerning import write_concerns
from coordination.people.models import User
from coordination.people.permissions import Permission
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.workflow import door
from sessions import extraction
from sessions.actions.agenda import send_item
from sessions.choices import Audience, ItemStatus
from sessions.models import ReadReceipt, SessionDocument
from sessions.queries import papers as queries
from sessions.queries.hall import delegates_of
from sessions.workflow.documents import may_hand_in, reading_url, why_not_give

HEAD = 600
"""Letters at the beginning of a text among which the stamp of a classified document stands."""
WIDTH = {Audience.INSIDE: 0, Audience.DELEGATES: 1, Audience.PUBLIC: 2}
DOSSIERS = {"zip": "session-zip", "pdf": "session-pdf"}
"""Form of a dossier → kind of the job that makes it."""


@transaction.atomic
def create_document(document, *, by, related=None, upload=None):
    """Hand in a version: the next one of its title. A .docx or .txt gives its text where none was typed.

    Who works on the item does, for their own side; the council's office for anybody.
    """
    _check_own_side(document.item, by)
    document.title = squeeze(document.title)
    document.version = queries.next_version(document.item_id, document.title)
    _take_text(document, upload)
    try:
        with transaction.atomic():
            door.create(document, by=by, related=related)
    except IntegrityError as error:
        raise Conflict("Người khác vừa thêm một bản của tài liệu này; hãy lưu lại để thành bản sau.") from error
    if upload:
        files.attach(document, upload, by=by, permission=Permission.SESSION_SUBMIT)
    return document


@transaction.atomic
def edit_document(document, *, by, related=None):
    """Correct a version that only the inside reads. Afterwards what it says stays, only what it is may be corrected."""
    before = SessionDocument.objects.get(pk=document.pk)
    document.title = squeeze(document.title)
    said = (document.title, document.text) != (before.title, before.text)
    if said and before.files_closed:
        raise NotNow(before.files_closed)
    if document.title != before.title and queries.versions_of(SessionDocument.objects, before).count() > 1:
        raise ValidationError({"title": "Tài liệu này có nhiều bản cùng tên nên không đổi tên một bản được."})
    _refuse_secrets(document)
    return door.change(document, by=by, related=related)


@transaction.atomic
def attach_file(document, *, by, file, title=""):
    """Add a file to a version that only the inside reads."""
    if not isinstance(by, System) and not by.can(Permission.SESSION_SUBMIT, document):
        raise Forbidden
    _check_own_side(document.item, by)
    had_text = bool(document.text)
    _take_text(document, file)
    if document.text and not had_text:
        door.change(document, by=by, note="Lấy toàn văn từ tệp.")
    files.attach(document, file, by=by, title=title, permission=Permission.SESSION_SUBMIT)
    return document


@transaction.atomic
def give(document, *, by, note=""):
    """Hand a version to the delegates: the newest, with something in it."""
    _check_office(document, by)
    if document.audience in Audience.WITH_DELEGATES:
        raise AlreadyDone("Tài liệu này đã đưa cho đại biểu rồi.")
    if reason := why_not_give(document):
        raise NotNow(reason)
    _open_to(document, Audience.DELEGATES, by=by, note=note)
    _tell_delegates(document.item.gathering, by=by)
    return document


def publish(document, *, by, note=""):
    """Make a document that the delegates have public."""
    _check_office(document, by)
    if document.audience == Audience.PUBLIC:
        raise AlreadyDone("Tài liệu này đã công khai rồi.")
    if document.audience != Audience.DELEGATES:
        raise NotNow("Đưa tài liệu cho đại biểu trước rồi mới công khai.")
    return _open_to(document, Audience.PUBLIC, by=by, note=note)


def narrow(document, *, by, audience, reason):
    """Take a document back from some of its readers, with the reason; who has opened it stays known."""
    _check_office(document, by)
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do."})
    if WIDTH[audience] >= WIDTH[document.audience]:
        raise ValidationError({"audience": "Chọn phạm vi hẹp hơn phạm vi đang có."})
    return _open_to(document, audience, by=by, note=reason)


@transaction.atomic
def hand_over_item(item, *, by, mark_sent=False, note=""):
    """Give the delegates the final documents of an item: of each the newest version that the inside alone reads.

    With `mark_sent` the item itself is sent as of today, if it came.
    """
    _check_office(item, by)
    ready = [document for document in to_give(item) if not queries.is_empty(document)]
    for document in ready:
        _open_to(document, Audience.DELEGATES, by=by, note=note)
    if ready:
        _tell_delegates(item.gathering, by=by)
    if mark_sent and item.status in (ItemStatus.RECEIVED, ItemStatus.VERIFIED):
        return send_item(item, by=by, note=note)
    if not ready:
        raise NotNow("Không có tài liệu nào chờ đưa cho đại biểu.")
    return item


def to_give(item) -> list[SessionDocument]:
    """The final documents of an item that the delegates do not have yet."""
    final = queries.newest(item.documents.select_related("item", "locality").order_by("title", "-version"))
    return [document for document in final if document.audience == Audience.INSIDE]


def is_delegate(user, locality) -> bool:
    """Whether the person sits in the council of the locality today."""
    if user.person_id is None:
        return False
    return delegates_of(locality, timezone.localdate()).filter(pk=user.person_id).exists()


def note_reading(document, *, by) -> None:
    """A delegate with a mandate in force opened a document that the delegates have: kept once per version."""
    if document.audience in Audience.WITH_DELEGATES and is_delegate(by, document.locality):
        ReadReceipt.objects.get_or_create(document=document, person_id=by.person_id)


def note_dossier(documents, *, by) -> None:
    """A delegate took out a dossier: a receipt for each document in it that the delegates still have."""
    rows = SessionDocument.objects.visible_to(by).filter(pk__in=documents, audience__in=Audience.WITH_DELEGATES)
    had = list(rows.select_related("locality"))
    if had and is_delegate(by, had[0].locality):
        receipts = [ReadReceipt(document=document, person_id=by.person_id) for document in had]
        ReadReceipt.objects.bulk_create(receipts, ignore_conflicts=True)  # opened before: the first time stays


@transaction.atomic
def reorder(item, *, by, up: bool):
    """Move an item one place up or down among its siblings. `item.revision` is the one the person saw.

    Raises Forbidden, Conflict (somebody else saved the item meanwhile), NotNow (it is the first or last already).
    """
    _check_office(item, by)
    rows = list(queries.siblings(item))
    here = next(place for place, row in enumerate(rows) if row.pk == item.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        raise NotNow(f"Nội dung này đã ở {'đầu' if up else 'cuối'} mục.")
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, start=1):
        if row.pk != item.pk and row.order != place:
            type(item).objects.filter(pk=row.pk).update(order=place, revision=F("revision") + 1)
    item.order = there + 1
    return door.change(item, by=by, note="Đưa lên" if up else "Đưa xuống")


def ask_dossier(gathering, form: str, *, by):
    """Queue the dossier of a session or sitting, as ZIP or as one PDF; asked twice it is one job."""
    whole = gathering.side
    title = f"{'Hồ sơ ZIP' if form == 'zip' else 'Hồ sơ PDF'}: {gathering.public_title}"
    params = {whole: gathering.pk}
    return enqueue(DOSSIERS[form], by=by, params=params, locality=gathering.locality, title=title)


def _open_to(document, audience, *, by, note):
    """Set who may read; the concerns, and with them the gate of its files and of the session, follow."""
    document.audience = audience
    door.change(document, by=by, note=note)
    write_concerns(document.item.gathering)
    return document


def _tell_delegates(gathering, *, by) -> None:
    """Documents are there to be read: one line in each delegate's inbox, as long as the last one was not read."""
    if isinstance(by, System):
        return
    url = reading_url(gathering)
    seated = User.objects.filter(person__in=delegates_of(gathering.locality, timezone.localdate()))
    waiting = Notice.objects.filter(url=url, read_at=None).values("recipient")
    tell(seated.exclude(pk__in=waiting), f"Có tài liệu mới để đọc: {gathering}", by=by, about=gathering, url=url)


def _check_office(record, by) -> None:
    """Who may read, and in which order, is the council office's to say."""
    if not (isinstance(by, System) or by.can(Permission.SESSION_EDIT, record)):
        raise Forbidden


def _check_own_side(item, by) -> None:
    """One side does not put its version over that of another."""
    if not isinstance(by, System) and not may_hand_in(item, by):
        raise Forbidden(f"Tài liệu này do {item.preparing_body or 'cơ quan khác'} chuẩn bị và nộp.")


def _take_text(document, upload) -> None:
    """The text of the file where none was typed; a classified one is refused with its file."""
    if upload and not document.text:
        document.text = extraction.text_of(upload)
    _refuse_secrets(document, getattr(upload, "name", "") or "")


def _refuse_secrets(document, file_name: str = "") -> None:
    """Nothing that bears the stamp of a state secret, wherever it shows."""
    if bears_secrecy_stamp(document.title, document.text[:HEAD], file_name):
        raise ValidationError({"is_state_secret": CLASSIFIED_REFUSED})
