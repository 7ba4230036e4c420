"""Looking at an uploaded file before it is taken: name, size, kind, fingerprint."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import File

from coordination.documents.rules import FILE_TYPES, MAX_FILE_SIZE
from coordination.lib.numbers import vi

ACCEPTED_WORDS = "pdf, docx, xlsx, pptx, odt, ods, doc, xls, jpg, png, tif, txt"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Examined:
    """A file that may be taken, and what there is to know about it."""

    name: str
    media_type: str
    size: int
    sha256: str


def examine(upload: File) -> Examined:
    """What the file is. Raises ValidationError with one sentence when it cannot be taken."""
    name = clean_name(upload.name or "")
    extension = name.rpartition(".")[2].lower()
    if extension not in FILE_TYPES or name == extension:
        raise ValidationError(f"Không nhận loại tệp này. Các loại nhận được: {ACCEPTED_WORDS}.")
    if not upload.size:
        raise ValidationError("Tệp này không có nội dung.")
    if upload.size > MAX_FILE_SIZE:
        raise ValidationError(
            f"Tệp nặng {vi(upload.size / MEGABYTE, 1)} MB, quá mức {vi(MAX_FILE_SIZE // MEGABYTE)} MB."
        )
    media_type, beginnings = FILE_TYPES[extension]
    _check_beginning(upload, extension, beginnings)
    return Examined(name, media_type, upload.size, fingerprint(upload))


def clean_name(name: str) -> str:
    """The sender's file name without folders and control characters, at most 200 letters, ending kept."""
    name = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    name = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf")).strip(" .")
    if len(name) <= 200:
        return name
    stem, _, extension = name.rpartition(".")
    return f"{stem[: 199 - len(extension)]}.{extension}"


def fingerprint(upload: File) -> str:
    """SHA-256 of the bytes; leaves the file at its beginning."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _check_beginning(upload: File, extension: str, beginnings: tuple[bytes, ...]) -> None:
    """A file must be what its name says; a program renamed to .pdf is not."""
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    genuine = head.startswith(beginnings) if beginnings else b"\x00" not in head
    if not genuine:
        raise ValidationError(f"Nội dung tệp không phải dạng .{extension}; hãy kiểm tra lại tệp.")
