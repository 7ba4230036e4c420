"""Session documents through their own actions, and the files that tests attach to them."""

import io
import zipfile

from django.core.files.base import ContentFile
from docx import Document
from pypdf import PdfWriter

from coordination.audit.actors import System
from coordination.documents import actions as files
from sessions import actions
from tests.sessions.factories import SessionDocumentFactory

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_of(pages: int = 1) -> bytes:
    """Empty pages, A4."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def docx_of(*paragraphs: str) -> bytes:
    document, out = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A small archive that calls itself a Word file and unpacks to very much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (41 * 1024 * 1024))
    return out.getvalue()


def named(name: str, content: bytes) -> ContentFile:
    return ContentFile(content, name)


def version_of(item, title="Tờ trình", **fields):
    """The next version of a title, as the action numbers it; `file=(name, bytes)` comes with it."""
    file, audience = fields.pop("file", None), fields.pop("audience", "inside")
    blank = SessionDocumentFactory._meta.model(locality=item.locality, item=item, title=title, **fields)
    document = actions.create_document(blank, by=System("test"), upload=named(*file) if file else None)
    if audience != "inside":
        document.audience = audience
        actions.edit(document, by=System("test"))
    return document


def attached(record, name: str, content: bytes):
    return files.attach(record, named(name, content), by=System("test"))
