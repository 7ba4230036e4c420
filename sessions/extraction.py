"""The plain text of an attached Word or text file, so that versions can be compared. Bounded; failing is no error."""

import zipfile

from django.core.files.base import File

LARGEST = 5 * 1024 * 1024
"""Bytes of a file that is read for its text."""
LARGEST_INSIDE = 40 * 1024 * 1024
"""Bytes that its parts may unpack to: a small archive may hold a huge one."""
LONGEST = 300_000
"""Letters of text that are kept."""


def text_of(upload: File) -> str:
    """The text of a .docx or .txt, paragraph by line; nothing for other kinds, large files and broken ones.

    Leaves the file at its beginning.
    """
    extension = (upload.name or "").rpartition(".")[2].lower()
    if extension not in READERS or not upload.size or upload.size > LARGEST:
        return ""
    upload.seek(0)
    try:
        text = READERS[extension](upload)
    # A damaged archive raises whatever its part happens to raise; the file itself is kept all the same.
    except Exception:
        text = ""
    upload.seek(0)
    return _plain(text)


def _plain(text: str) -> str:
    kept = (char for char in text if char in "\n\t" or ord(char) >= 32)
    return "".join(kept).strip()[:LONGEST]


def _docx(upload: File) -> str:
    from docx import Document  # noqa: PLC0415 - slow to import, seldom needed

    with zipfile.ZipFile(upload) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_INSIDE:
            return ""
    upload.seek(0)
    lines = []
    for block in Document(upload).iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" | ".join(_cells(row)) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _cells(row) -> list[str]:
    """The texts of a row, a merged cell once."""
    seen, texts = set(), []
    for cell in row.cells:
        if cell._tc not in seen:
            seen.add(cell._tc)
            texts.append(" ".join(cell.text.split()))
    return texts


def _txt(upload: File) -> str:
    data = upload.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""


READERS = {"docx": _docx, "txt": _txt}
