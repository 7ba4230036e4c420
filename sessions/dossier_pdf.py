"""The dossier of a session or sitting as one PDF: cover, table of contents, then every document, bookmarked.

PDF files are appended as they are; a document that has only text is set in our own paper. What cannot be joined is
named on a page of its own; a damaged file spoils nothing but its own line.
"""

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from pypdf import PdfReader, PdfWriter
from pypdf.generic import IndirectObject

from coordination.documents import pdf
from coordination.documents.paper import Paper
from coordination.lib.dates import official_long
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.ui.show import capfirst
from sessions.dossier import LARGEST, Chapter, Dossier, Entry, read

MOST_PAGES = 5000
"""Pages of one merged dossier."""
_HARMLESS = ("/URI", "/GoTo")
"""What a link may do. Annotations themselves stay: the stamp of a digital signature is one."""

Progress = Callable[[int, int, str], None]

logging.getLogger("pypdf").setLevel(logging.ERROR)  # its remarks on every odd file are nobody's to act on


@dataclass
class Part:
    """Pages that follow one another: a document, or one of its files. `first` counts from 1 in the merged file."""

    title: str
    pages: PdfReader
    first: int = 0

    @property
    def count(self) -> int:
        """How many pages it has."""
        return len(self.pages.pages)


@dataclass
class Section:
    """A chapter with the parts that could be joined."""

    chapter: Chapter
    parts: list[Part] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The page it begins on, or 0 where it has none of its own."""
        return self.parts[0].first if self.parts else 0


@dataclass(frozen=True)
class LeftOut:
    """A file that is not in the merged one, and why."""

    chapter: str
    document: str
    file: str
    why: str


class Joined:
    """Goes through a dossier once, keeping what can be joined and naming what cannot."""

    def __init__(self, dossier: Dossier, progress: Progress):
        self.dossier, self.progress = dossier, progress
        self.sections: list[Section] = []
        self.left_out: list[LeftOut] = []
        self.room, self.pages, self.done, self.front = LARGEST, 0, 0, 1
        self.issuer = issuer_of(dossier.gathering)
        for chapter in dossier.chapters:
            section = Section(chapter)
            self.sections.append(section)
            for entry in chapter.entries:
                progress(self.done, dossier.count + 1, f"Đang ghép tài liệu {self.done + 1}/{dossier.count}")
                if parts := self._parts(chapter, entry):
                    section.parts += parts
                    dossier.inside.add(entry.document.pk)
                self.done += 1

    def _parts(self, chapter: Chapter, entry: Entry) -> list[Part]:
        document, parts, missing = entry.document, [], []
        title = f"{document.title} (bản {document.version})"
        for file in entry.files:
            why, pages = self._file(file)
            if pages is None:
                missing.append((file.original_name, why))
            else:
                parts.append(Part(title if len(entry.files) == 1 else f"{title}: {file.original_name}", pages))
        if not parts and document.text:
            parts.append(Part(title, self._text(document)))
            missing = [(name, f"{why}; có toàn văn thay") for name, why in missing]
        elif not parts and not entry.files:
            missing.append(("", "chưa có toàn văn, chưa có tệp"))
        self.left_out += [LeftOut(chapter.heading, title, name, why) for name, why in missing]
        return parts

    def _file(self, file) -> tuple[str, PdfReader | None]:
        """(why not, pages) of a file."""
        if file.media_type != "application/pdf":
            return "không phải tệp PDF", None
        if file.size > self.room:
            return "hồ sơ đã đầy, hãy tải riêng", None
        content = read(file)
        if content is None:
            return "tệp không còn trong kho", None
        why, pages = sound(content, MOST_PAGES - self.pages)
        if pages is not None:
            self.room -= file.size
            self.pages += len(pages.pages)
        return why, pages

    def _text(self, document) -> PdfReader:
        """A document that has only text, on our paper."""
        kind = capfirst(document.get_role_display())
        abstract = "" if document.title == kind else document.title
        paper = Paper(type_name=kind, abstract=abstract, issuer=self.issuer, archive="")
        context = {"paper": paper, "document": document}
        pages = PdfReader(io.BytesIO(pdf.render("pdf/session_document.html", context)))
        self.pages += len(pages.pages)
        return pages

    def bound(self) -> bytes:
        """The whole file."""
        self.progress(self.dossier.count, self.dossier.count + 1, "Đang dựng mục lục")
        front = self._front()
        writer = PdfWriter()
        writer.append(front, import_outline=False)
        self._append(writer)
        writer.add_metadata(
            {"/Title": f"Hồ sơ {self.dossier.gathering.public_title}", "/Author": " ".join(self.issuer)}
        )
        writer.page_mode = "/UseOutlines"
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    def _front(self) -> PdfReader:
        """Cover, contents and what was left out. Its own length moves the pages it names: set until both agree."""
        length = 1
        for _attempt in range(4):
            self._place(length)
            context = {
                "paper": self._paper(),
                "dossier": self.dossier,
                "sections": self.sections,
                "made_words": official_long(self.dossier.made_at.date()),
                "opening_words": official_long(opening) if (opening := self.dossier.gathering.opening) else "",
            }
            front = PdfReader(io.BytesIO(pdf.render("pdf/session_dossier.html", context | {"left_out": self.left_out})))
            if len(front.pages) == length:
                break
            length = len(front.pages)
        self.front = length
        self._place(length)
        return front

    def _place(self, front: int) -> None:
        """Give every part its first page behind so many pages."""
        page = front + 1
        for section in self.sections:
            for part in section.parts:
                part.first = page
                page += part.count

    def _paper(self) -> Paper:
        return Paper(
            type_name="Hồ sơ",
            abstract=self.dossier.gathering.public_title,
            issuer=self.issuer,
            archive="",
        )

    def _append(self, writer: PdfWriter) -> None:
        """All parts, then the outline, which follows the agenda and can only lead to pages that are there."""
        for section in self.sections:
            for part in section.parts:
                writer.append(part.pages, import_outline=False)
        writer.add_outline_item(title="Mục lục", page_number=1)
        above: dict[int, IndirectObject] = {}
        for section in self.sections:
            depth = section.chapter.depth
            parent = above.get(depth - 1) if depth else None
            page = section.first or self._next_page(section)
            above[depth] = writer.add_outline_item(title=section.chapter.heading, page_number=page - 1, parent=parent)
            for part in section.parts:
                writer.add_outline_item(title=part.title, page_number=part.first - 1, parent=above[depth])

    def _next_page(self, section: Section) -> int:
        """Where a heading without pages of its own leads: to what stands below it, or to what was left out."""
        if section.chapter.entries:
            return self.front
        following = self.sections[self.sections.index(section) + 1 :]
        return next((later.first for later in following if later.first), 1)


def as_pdf(dossier: Dossier, progress: Progress) -> bytes:
    """The dossier as one file. Raises PdfError where our own pages cannot be set."""
    return Joined(dossier, progress).bound()


def sound(content: bytes, room: int) -> tuple[str, PdfReader | None]:
    """(why not, pages) of a strange PDF: read, copied page by page and read again, so that no fault comes later."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return "tệp có mật khẩu", None
        if not len(reader.pages):
            return "tệp không có trang nào", None
        if len(reader.pages) > room:
            return "hồ sơ đã quá nhiều trang, hãy tải riêng", None
        writer = PdfWriter()
        writer.append(reader, import_outline=False)
        for page in writer.pages:
            _quieten(page)
        copied = io.BytesIO()
        writer.write(copied)
        copy = PdfReader(copied)
        return "", copy if len(copy.pages) else None
    # Whatever a damaged file makes the library raise, endless nesting included.
    except Exception:
        return "tệp PDF bị hỏng", None


def _quieten(page) -> None:
    """Take off what a page or a link would run."""
    page.pop("/AA", None)
    for annotation in page.get("/Annots", None) or ():
        row = annotation.get_object()
        row.pop("/AA", None)
        act = row.get("/A")
        if act is not None and act.get_object().get("/S") not in _HARMLESS:
            del row["/A"]


def issuer_of(gathering) -> tuple[str, ...]:
    """The council whose session it is, as the head of a paper has it."""
    return issuer_in(gathering.locality)


def issuer_in(locality) -> tuple[str, ...]:
    """The council of a place; the place itself where its council is not written down."""
    council = Body.objects.filter(locality=locality, kind=BodyKind.COUNCIL).order_by("pk").first()
    return (council.name if council else str(locality),)
