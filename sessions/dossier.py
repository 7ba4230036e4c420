"""The documents of a whole session or sitting, as one person may see them: gathered here, packed as a ZIP here.

Of each document the newest version that the person sees. A file too much, or one that is no longer in the store, is
named in the table of contents instead of failing the whole.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from coordination.documents.models import Attachment, OfficialDocument
from coordination.lib.text import fold
from coordination.ui.show import capfirst
from sessions import programme
from sessions.models import AgendaItem, SessionDocument
from sessions.queries import papers as queries

LARGEST = 300 * 1024 * 1024
"""Bytes of all files of one dossier."""
NAME = 70
"""Letters of a folder's or file's name, its number and ending apart."""

_UNSAFE = re.compile(r'[\\/:*?"<>|]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass
class Entry:
    """One document: its newest version and the files that come with it."""

    document: SessionDocument
    files: list


@dataclass
class Chapter:
    """The documents of one agenda item. `path` is its number in the agenda ("II.1"), empty for what was stopped."""

    path: str
    title: str
    depth: int
    entries: list[Entry] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """ "II.1. Báo cáo …"."""
        return f"{self.path}. {self.title}" if self.path else self.title


@dataclass
class Dossier:
    """All chapters that hold a document, or stand above one that does."""

    gathering: object
    asker: str
    made_at: datetime
    chapters: list[Chapter]
    inside: set[int] = field(default_factory=set)
    """Keys of the documents that were packed, in whole or in part."""

    @property
    def count(self) -> int:
        """How many documents there are."""
        return sum(len(chapter.entries) for chapter in self.chapters)

    @property
    def name(self) -> str:
        """What its file is called, without the ending."""
        words = re.sub(r"[^a-z0-9]+", "-", fold(self.gathering.public_title)).strip("-")
        return f"ho-so-{words[:80].rstrip('-')}"


def gather(gathering, user) -> Dossier:
    """What the person may see of the gathering: five questions to the database, however many documents."""
    owner = {gathering.side: gathering}
    documents = SessionDocument.objects.visible_to(user).filter(**{f"item__{name}": row for name, row in owner.items()})
    final = queries.newest(documents.select_related("item").order_by("role", "title", "-version"))
    files = queries.files_of(Attachment.objects.visible_to(user), [*final, *_official(final, user)])
    items = list(AgendaItem.objects.visible_to(user).filter(**owner).order_by("order", "id"))
    top = programme.tree(items, programme.numbers(queries.whole_agenda(gathering)))
    chapters = list(_chapters(top, 0, {item.pk: [] for item in items} | _by_item(final, files)))
    known = {item.pk for item in items}
    others = [Entry(row, _files(row, files)) for row in final if row.item_id not in known]
    if others:
        chapters.append(Chapter("", "Tài liệu khác", 0, others))
    return Dossier(gathering, str(user), timezone.localtime(), chapters)


def _official(documents, user) -> list[OfficialDocument]:
    """The official documents behind session documents that the person may see too."""
    keys = {row.document_id for row in documents if row.document_id}
    return list(OfficialDocument.objects.visible_to(user).filter(pk__in=keys)) if keys else []


def _files(document, files) -> list:
    return [*files[SessionDocument, document.pk], *files[OfficialDocument, document.document_id]]


def _by_item(documents, files) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for row in documents:
        found.setdefault(row.item_id, []).append(Entry(row, _files(row, files)))
    return found


def _chapters(nodes, depth: int, entries) -> Iterator[Chapter]:
    """Items that hold a document or stand above one, in the order of the agenda."""
    for node in nodes:
        below = list(_chapters(node.parts, depth + 1, entries))
        if below or entries[node.item.pk]:
            yield Chapter(node.path, node.item.public_title, depth, entries[node.item.pk])
            yield from below


def safe_name(text: str, longest: int = NAME) -> str:
    """A name that Windows, macOS and Linux all take: no separators, no control characters, no dot at either end."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(char).startswith("C") else char for char in text)
    text = " ".join(_UNSAFE.sub(" ", text).split())[:longest].strip(" .")
    return f"_{text}" if text.split(".")[0].lower() in _RESERVED else text or "khong-ten"


@dataclass(frozen=True)
class Line:
    """A line of the table of contents: where a file is, or why it is not there."""

    number: str
    item: str
    document: str
    role: str
    version: int
    audience: str
    path: str
    note: str = ""


HEADINGS = ("Số", "Nội dung", "Tài liệu", "Loại", "Bản", "Ai được đọc", "Tệp", "Ghi chú")


def as_zip(dossier: Dossier, progress: Callable[[int, int, str], None]) -> bytes:
    """Folders numbered as the agenda, the files in them, and two tables of contents."""
    buffer, lines, room, done = io.BytesIO(), [], LARGEST, 0
    width = len(str(len(dossier.chapters)))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, chapter in enumerate(dossier.chapters, start=1):
            folder = f"{place:0{max(width, 2)}d} - {safe_name(chapter.heading)}"
            for number, entry in enumerate(chapter.entries, start=1):
                progress(done, dossier.count, f"Đang gói tài liệu {done + 1}/{dossier.count}")
                for path, content, note in _contents(folder, number, entry, room):
                    if content is not None:
                        archive.writestr(path, content)
                        room -= len(content)
                        dossier.inside.add(entry.document.pk)
                    lines.append(_line(chapter, entry.document, path if content is not None else "", note))
                done += 1
        archive.writestr("muc-luc.txt", _as_text(dossier, lines))
        archive.writestr("muc-luc.csv", _as_csv(lines))
    return buffer.getvalue()


def _contents(folder: str, number: int, entry: Entry, room: int) -> Iterator[tuple[str, bytes | None, str]]:
    """(path, bytes or none, note) of each file of a document; of one without files its text."""
    document = entry.document
    stem = f"{folder}/{number:02d} {safe_name(document.title)} (bản {document.version})"
    for place, file in enumerate(entry.files, start=1):
        ending = file.original_name.rpartition(".")[2].lower()
        path = f"{stem}.{ending}" if len(entry.files) == 1 else f"{stem} {place}.{ending}"
        if file.size > room:
            yield path, None, f"Không gói được {file.original_name}: hồ sơ đã đầy, hãy tải riêng."
            continue
        content = read(file)
        if content is None:
            yield path, None, f"Không gói được {file.original_name}: tệp không còn trong kho."
            continue
        room -= len(content)
        yield path, content, file.original_name
    if not entry.files and document.text:
        yield f"{stem}.txt", f"\ufeff{document.text}\n".encode(), "Toàn văn ghi trong phần mềm."
    elif not entry.files:
        yield stem, None, "Chưa có toàn văn, chưa có tệp."


def read(file) -> bytes | None:
    """The bytes of a version, or none where the store has lost it."""
    try:
        with file.file.open("rb") as stream:
            return stream.read()
    except OSError:
        return None


def _line(chapter: Chapter, document, path: str, note: str) -> Line:
    return Line(
        chapter.path,
        chapter.title,
        document.title,
        capfirst(document.get_role_display()),
        document.version,
        document.get_audience_display(),
        path,
        note,
    )


def _as_text(dossier: Dossier, lines: list[Line]) -> bytes:
    """The table of contents to read, with a byte-order mark for old editors."""
    out = [
        f"HỒ SƠ {dossier.gathering.public_title}".upper(),
        f"Lập lúc {dossier.made_at:%H:%M ngày %d/%m/%Y} cho {dossier.asker}; gồm những gì người này được xem.",
    ]
    heading = None
    for line in lines:
        if heading != (line.number, line.item):
            heading = (line.number, line.item)
            out += ["", f"{line.number}. {line.item}" if line.number else line.item]
        out.append(f"  - {line.document} (bản {line.version}, {line.audience}): {line.path or line.note}")
    if not lines:
        out += ["", "Chưa có tài liệu nào."]
    return ("\ufeff" + "\r\n".join(out) + "\r\n").encode()


def _as_csv(lines: list[Line]) -> bytes:
    """The same for a spreadsheet; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line in lines:
        row = (line.number, line.item, line.document, line.role, line.version, line.audience, line.path, line.note)
        writer.writerow([_harmless(value) for value in row])
    return ("\ufeff" + buffer.getvalue()).encode()


def _harmless(value) -> str:
    text = " ".join(str(value).split())
    return f"'{text}" if text[:1] in tuple("=+-@") else text
