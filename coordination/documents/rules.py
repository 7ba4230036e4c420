"""What documents have to obey: abbreviations, numbering, secrecy, which files are taken. No models, no screens."""

import re
import unicodedata

from coordination.documents.choices import DocumentKind as Kind

# Annex III of Decree 30/2020; a dispatch (công văn) has none. "KL" is the councils' and the Party system's own.
ABBREVIATIONS: dict[str, str] = {
    Kind.RESOLUTION: "NQ",
    Kind.DECISION: "QĐ",
    Kind.DIRECTIVE: "CT",
    Kind.REGULATION: "QC",
    Kind.RULES: "QyĐ",
    Kind.COMMUNIQUE: "TC",
    Kind.NOTICE: "TB",
    Kind.GUIDANCE: "HD",
    Kind.PROGRAMME: "CTr",
    Kind.PLAN: "KH",
    Kind.SCHEME: "PA",
    Kind.PROPOSAL: "ĐA",
    Kind.PROJECT: "DA",
    Kind.REPORT: "BC",
    Kind.MINUTES: "BB",
    Kind.SUBMISSION: "TTr",
    Kind.CONTRACT: "HĐ",
    Kind.TELEGRAM: "CĐ",
    Kind.MEMORANDUM: "BGN",
    Kind.AGREEMENT: "BTT",
    Kind.MANDATE: "GUQ",
    Kind.INVITATION: "GM",
    Kind.INTRODUCTION: "GGT",
    Kind.LEAVE: "GNP",
    Kind.SENDING_SLIP: "PG",
    Kind.FORWARDING_SLIP: "PC",
    Kind.NOTICE_SLIP: "PB",
    Kind.CONCLUSION: "KL",
    Kind.DECREE: "NĐ",
    Kind.CIRCULAR: "TT",
    Kind.JOINT_RESOLUTION: "NQLT",
}


def symbol_of(kind: str, issuer: str, unit: str = "") -> str:
    """The symbol after the number: "BC-HĐND", "TTr-UBND"; of a dispatch "UBND-VP"."""
    return "-".join(part for part in (ABBREVIATIONS.get(kind, ""), issuer, unit) if part)


def split_reference(text: str) -> tuple[str, str]:
    """ "53/QCPH-HĐND-UBND" → ("53", "QCPH-HĐND-UBND"); "12/2023/NQ-HĐND" → ("12", "2023/NQ-HĐND")."""
    number, _, symbol = text.strip().partition("/")
    return number.strip(), symbol.strip()


_NUMBER = re.compile(r"^0*(\d{1,9})(?!\d)(.*)$")
_YEAR_FIRST = re.compile(r"^\d{4}/")
_DIGITS = 9


def number_key(number: str) -> str:
    """A number as a book compares and sorts it: "05" and "5" are one, "53a" follows "53"; empty without a number."""
    found = _NUMBER.match("".join(number.split()).lower())
    return f"{found[1]:0>{_DIGITS}}{found[2]}" if found else ""


def number_of(key: str) -> int:
    """The whole number of a key; a letter after it opens no number of its own."""
    return int(key[:_DIGITS])


def number_words(number: int) -> str:
    """As it is written: numbers below 10 have a zero in front."""
    return f"{number:02}"


def is_normative(symbol: str) -> bool:
    """Whether the year stands in the number, as it does in normative documents: 12/2026/NQ-HĐND."""
    return bool(_YEAR_FIRST.match(symbol))


def series_of(kind: str, symbol: str, kind_name: str = "") -> str:
    """The row of numbers within an issuer's year: one per kind; normative resolutions and decisions have their own."""
    if kind == Kind.OTHER:
        return f"{kind}:{kind_name.strip().lower()}"
    return f"{kind}:qppl" if is_normative(symbol) else str(kind)


CLASSIFIED_REFUSED = (
    "Phần mềm không được tiếp nhận văn bản thuộc danh mục bí mật nhà nước. "
    "Hãy đăng ký và lưu văn bản này trong sổ và kho tài liệu mật theo quy định."
)
# The stamps of classified documents are in capitals; "BẢO MẬT" and "BÍ MẬT" alone are ordinary words.
_STAMP = re.compile(r"\b(?:TUYỆT|TỐI) MẬT\b|(?<!BẢO )(?<!BÍ )(?<![\w])MẬT\b")


def bears_secrecy_stamp(*texts: str) -> bool:
    """Whether one of the texts carries the stamp of a classified document."""
    return any(_STAMP.search(unicodedata.normalize("NFC", text)) for text in texts)


MAX_FILE_SIZE = 50 * 1024 * 1024
"""Bytes of one attached file."""

_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), (b"\xd0\xcf\x11\xe0",)
_OFFICE = "application/vnd.openxmlformats-officedocument"
# Extension -> (media type, how such a file may begin; nothing: any text).
FILE_TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": (f"{_OFFICE}.wordprocessingml.document", _ZIP),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    "pptx": (f"{_OFFICE}.presentationml.presentation", _ZIP),
    "odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "doc": ("application/msword", _OLE),
    "xls": ("application/vnd.ms-excel", _OLE),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "txt": ("text/plain", ()),
}
