"""What is done with letters: drafted from a record, changed, exported, issued with a number of the register.

`by` is a user or a `System` job. Every act is one transaction with its audit event.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.documents import actions, books, docx, letters, pdf, rules
from coordination.documents.choices import Direction, DocumentKind
from coordination.documents.layout import GAP, LetterPaper, lines
from coordination.documents.letters import LetterKind
from coordination.documents.models import Attachment, LetterDraft, OfficialDocument
from coordination.documents.paper import Signature, name_lines
from coordination.lib.dates import PartialDate
from coordination.lib.text import slugify_vi
from coordination.people.choices import BodyKind
from coordination.people.concerning import write_concerns
from coordination.records.changes import differences
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.search.indexing import index

TEMPLATE = "pdf/letter.html"
ATTEMPTS = 5
"""How often a number is asked for again when somebody else was a moment faster."""
TOP = (
    BodyKind.COUNCIL,
    BodyKind.COUNCIL_STANDING,
    BodyKind.COMMITTEE,
    BodyKind.FRONT,
    BodyKind.FRONT_STANDING,
    BodyKind.NA_DELEGATION,
)
"""Bodies over whose name no other one stands in the head of a paper."""
FROM_TEXT = (
    "issuer",
    "abstract",
    "body",
    "symbol",
    "addressees",
    "bases",
    "closing",
    "copies",
    "capacity",
    "signer_post",
    "signer_name",
    "co_signer_post",
    "co_signer_name",
    "place",
)


def begun(kind: LetterKind, record, user) -> tuple[LetterDraft, list]:
    """An unsaved letter about the record with its first text, and the bodies it is meant for."""
    text = kind.compose(record, user)
    letter = LetterDraft(
        locality=record.locality,
        confidential=record.confidential,
        constituency=record.constituency,
        subject=record,
        kind=kind.code,
        **{name: getattr(text, name) for name in FROM_TEXT},
    )
    letter.symbol = text.symbol or letters.symbol_of(kind.document_kind, text.issuer)
    return letter, text.recipients


@transaction.atomic
def create(letter: LetterDraft, *, by, related=None) -> LetterDraft:
    """Save a new draft; only the side that writes it sees it. Raises Forbidden, ValidationError."""
    _check_may(letter, by)
    _check_own_name(letter, by)
    if not isinstance(by, System):
        letter.created_by = by
        letter.draft_of = letter.issuer.principal
    letter.full_clean()
    letter.save()
    _finish(letter, related)
    log.record(EventKind.CREATED, letter, by=by)
    return letter


@transaction.atomic
def change(letter: LetterDraft, *, by, related=None) -> LetterDraft:
    """Save the changed parts of a draft that was opened at `letter.revision`.

    Raises Conflict when somebody saved in between, NotNow once it was issued, Forbidden, ValidationError.
    """
    before = LetterDraft._base_manager.get(pk=letter.pk)
    _check_may(before, by)
    if before.is_issued:
        raise NotNow("Văn bản đã ban hành nên không sửa được nữa.")
    _check_own_name(letter, by)
    _claim(letter, before)
    letter.full_clean()
    changed = differences(before, letter)
    letter.save()
    _finish(letter, related)
    log.record(EventKind.CHANGED, letter, by=by, data=changed)
    return letter


@transaction.atomic
def issue(letter: LetterDraft, *, by, issued_on=None, number: str = "", file=None) -> OfficialDocument:
    """Give the letter its number in the book of outgoing documents, and tell the record it was drafted from.

    Without `number` it takes the next one. `file` is the signed or finished paper; without it the PDF is made in the
    background and attached. Raises AlreadyDone, NotNow, Forbidden, ValidationError (a number already used, gaps left).
    """
    kind = kind_of(letter)
    stored = LetterDraft._base_manager.get(pk=letter.pk)
    _check_may(stored, by)
    if stored.is_issued:
        raise AlreadyDone(f"Văn bản này đã ban hành: {stored.document}.")
    _check_own_name(letter, by)
    if file is None:
        _check_no_gaps(letter)
    _claim(letter, stored)
    document = _numbered(letter, kind, issued_on or letter.issued_on or timezone.localdate(), number, by=by)
    letter.document, letter.issued_on, letter.symbol = document, document.issued_on.exact, document.symbol
    letter.draft_of = None
    letter.full_clean()
    letter.save()
    _finish(letter)
    data = {"transition": "issue", "document": document.pk}
    log.record(EventKind.MOVED, letter, by=by, data=data, note=f"Ban hành số {document.reference}")
    if file is not None:
        actions.attach(document, file, by=by, title=kind.label)
    else:
        letters.print_later(letter, by=by, keep=True)
    if kind.issued:
        kind.issued(letter.subject, letter, document, by=by)
    return document


def proposed_number(letter: LetterDraft, day) -> str:
    """The number it would take if it were issued now, under a day of the year of `day`; empty where it has its own."""
    kind = kind_of(letter)
    if kind.reference:
        return ""
    return books.next_number(_document(letter, kind, letter.symbol, day))


def export_docx(letter: LetterDraft, *, by) -> tuple[str, bytes]:
    """File name and content of the letter as a Word document. Writes an audit event."""
    log.record(EventKind.EXPORTED, letter, by=by, data={"format": "docx"})
    return file_name(letter, "docx"), docx.letter(paper_of(letter))


def export_pdf(letter: LetterDraft, *, by):
    """Queue the PDF; returns the job. Writes an audit event."""
    log.record(EventKind.EXPORTED, letter, by=by, data={"format": "pdf"})
    return letters.print_later(letter, by=by)


def as_pdf(letter: LetterDraft, progress=None) -> bytes:
    """The paper as PDF: seconds of work, never in a request."""
    return pdf.render(TEMPLATE, {"paper": paper_of(letter)}, progress)


def attach_pdf(letter: LetterDraft, content, *, by) -> None:
    """Put the paper with its document, unless the office put one there already."""
    if letter.is_issued and not Attachment.objects.about(letter.document).exists():
        actions.attach(letter.document, content, by=by, title=kind_of(letter).label)


def kind_of(letter: LetterDraft) -> LetterKind:
    """The kind the letter was drafted as. Raises NotNow where no app declares it any more."""
    kind = letters.kind_of(letter.kind)
    if kind is None:
        raise NotNow("Mẫu văn bản này không còn trong phần mềm.")
    return kind


def file_name(letter: LetterDraft, extension: str) -> str:
    """A plain name without anybody's name in it."""
    return f"{slugify_vi(kind_of(letter).label)}-{letter.pk}.{extension}"


def paper_of(letter: LetterDraft) -> LetterPaper:
    """What stands on the paper, with the number it was issued under or an empty place."""
    kind = kind_of(letter)
    number, symbol = _reference(letter, kind)
    decides = kind.document_kind in (DocumentKind.DECISION, DocumentKind.RESOLUTION)
    issuer = letter.issuer
    return LetterPaper(
        type_name=kind.type_name,
        abstract=letter.abstract,
        issuer=name_lines(issuer.name),
        parent_body=issuer.parent.name if issuer.parent and issuer.kind not in TOP else "",
        number=number,
        symbol=symbol,
        place=letter.place,
        issued_on=letter.issued_on,
        bases=lines(letter.bases),
        signatures=_signatures(letter),
        recipients=tuple(line.lstrip("- ") for line in lines(letter.copies)),
        archive=letter.archive or "VT",
        text=letter.body,
        addressees=tuple(line.lstrip("- ") for line in lines(letter.addressees)),
        greeting="Kính mời" if kind.document_kind == DocumentKind.INVITATION else "Kính gửi",
        closing_lines=lines(letter.closing),
        authority=issuer.name if decides and not rules.is_normative(symbol) else "",
        is_dispatch=kind.document_kind == DocumentKind.DISPATCH,
    )


def _signatures(letter: LetterDraft) -> tuple[Signature, ...]:
    """The one at left where there is one, then who signs."""
    signer = Signature(lines(letter.capacity), letter.signer_post, letter.signer_name)
    if letter.co_signer_post or letter.co_signer_name:
        return Signature((), letter.co_signer_post, letter.co_signer_name), signer
    return (signer,)


def _reference(letter: LetterDraft, kind: LetterKind) -> tuple[str, str]:
    """Number and symbol: of the document it became, of the record itself, or the symbol alone."""
    if letter.is_issued:
        return letter.document.number, letter.document.symbol
    return kind.reference(letter.subject) if kind.reference else ("", letter.symbol)


def _numbered(letter: LetterDraft, kind: LetterKind, day, number: str, *, by) -> OfficialDocument:
    """The document in the register; a number that is not given is asked for until nobody else took it."""
    own, symbol = _reference(letter, kind)
    if kind.reference and not own:
        raise NotNow("Hồ sơ này chưa có số. Lấy số ở trang của hồ sơ rồi ban hành.")
    given = own or number.strip()
    for attempt in range(1, ATTEMPTS + 1):
        document = _document(letter, kind, symbol, day)
        document.number = given or books.next_number(document)
        try:
            return actions.create(document, by=by, related={"recipients": letter.recipients.all()})
        except ValidationError as error:
            if given or attempt == ATTEMPTS or "number" not in getattr(error, "error_dict", {}):
                raise
    raise AssertionError("unreachable")


def _document(letter: LetterDraft, kind: LetterKind, symbol: str, day) -> OfficialDocument:
    """The document it becomes, still without a number."""
    return OfficialDocument(
        locality=letter.locality,
        confidential=letter.confidential,
        constituency=letter.constituency,
        direction=Direction.OUTGOING,
        kind=kind.document_kind,
        symbol=symbol,
        issued_on=PartialDate.of(day),
        issuer=letter.issuer,
        abstract=letter.abstract,
    )


def gaps_in(letter: LetterDraft) -> str:
    """What is issued says everything: that some places were not filled in, or nothing."""
    parts = (letter.abstract, letter.addressees, letter.bases, letter.body, letter.closing)
    gaps = sum(part.count(GAP) for part in parts)
    if not gaps:
        return ""
    return f"Còn {gaps} chỗ “{GAP}” chưa ghi. Sửa cho đủ, hoặc đính kèm bản đã hoàn chỉnh để ban hành."


def _check_no_gaps(letter: LetterDraft) -> None:
    """The office fills the gaps here, or in the file it attaches."""
    if words := gaps_in(letter):
        raise ValidationError({"file": words})


def _check_may(letter: LetterDraft, by) -> None:
    if isinstance(by, System):
        return
    if letter.locality.is_ended:
        raise Forbidden(f"{letter.locality} đã kết thúc nên chỉ xem được, không ghi thêm.")
    if not kind_of(letter).is_for(by, letter):
        raise Forbidden


def _check_own_name(letter: LetterDraft, by) -> None:
    """Nobody writes in the name of another side: its number, its signature and its book are its own."""
    if not isinstance(by, System) and letter.issuer.principal.pk not in by.acting.principal_ids:
        raise Forbidden(f"Văn bản của {letter.issuer} do cơ quan ấy soạn và ban hành.")


def _claim(letter: LetterDraft, before: LetterDraft) -> None:
    """Take the revision it was opened at; someone else's save in between is told, not overwritten."""
    rows = LetterDraft._base_manager.filter(pk=letter.pk, revision=letter.revision, document=None)
    if rows.update(revision=F("revision") + 1) != 1:
        raise Conflict.saved_by(actions.last_saver(before), before.changed_at)
    letter.revision += 1


def _finish(letter: LetterDraft, related=None) -> None:
    """What follows every save: recipients, whom it concerns, the search entry."""
    for field, rows in (related or {}).items():
        getattr(letter, field).set(rows)
    write_concerns(letter)
    index(letter)
