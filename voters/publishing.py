"""Personal data in a text that is to be published: found, named and replaced. A proposal; an officer reads it over.

Rather too much than too little: a street named after somebody may be struck out, and the officer writes it back.
"""

import re
import unicodedata
from typing import NamedTuple

UPPER = "".join(letter for code in range(0x41, 0x1F00) if (letter := chr(code)).isalpha() and letter.isupper())
WORD = rf"[{UPPER}][^\W\d_]*"
"""A word that begins with a capital."""
TITLES = (
    r"ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu|cử tri|hộ|gia đình|công dân|đại biểu|họ tên|họ và tên|ô\.|b\.|cc\."
    r"|đồng chí|đ/c"
)
SURNAMES = "Nguyễn|Trần|Lê|Phạm|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Đào|Đoàn|Trịnh|Lương|Tạ|Huỳnh|Hoàng|Trương|Phùng"
PLACE_LIKE = "Hồ|Lý|Mai|Vương|Lâm|Quách|Hà|Tô|Cao|Thái|Tống|Giàng|Vàng|Lò|Nông|Triệu|Chu|Nghiêm|Kiều|Lưu|Đàm|La"
"""Surnames with which places begin, too ("Hà Nội", "Thái Bình"): a name of three words or more is meant."""
NAMED_AFTER = ("đường", "phố", "trường", "chợ", "cầu", "học", "viện", "viên", "tỉnh", "xã", "phường", "thôn", "làng")
NAMED_AFTER += ("thành phố", "huyện", "quận", "hồ", "sông", "cảng", "đèo", "dân phố", "khu", "ấp", "bản", "núi")
"""Words before the name of a place or an institution: what follows is no person."""
NOT_AFTER = "".join(rf"(?<!\b(?i:{word}) )" for word in NAMED_AFTER)
FAMOUS = {"Hồ Chí Minh"}

NAME, PHONE, PAPER, HOUSE, MAIL = "tên người", "số điện thoại", "số giấy tờ", "số nhà", "thư điện tử"

PATTERNS: tuple[tuple[str, re.Pattern, str], ...] = (
    (MAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), f"[{MAIL}]"),
    (
        PAPER,
        re.compile(
            r"(?P<keep>\b(?:cccd|cmnd|cmtnd|cmt|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|hộ chiếu|mã số thuế"
            r"|số định danh|bhxh|bhyt)\b(?:\s+(?:cá nhân|số))?\s*:?\s*)[A-Z]{0,3}\d(?:[ .-]?\d){6,14}",
            re.IGNORECASE,
        ),
        f"[{PAPER}]",
    ),
    (PHONE, re.compile(r"(?<![\d.,/])(?:\+?84|0)(?:[ .-]?\d){9,10}(?![\d/])"), f"[{PHONE}]"),
    (PAPER, re.compile(r"(?<![\d.,/])(?:\d{12}|\d{9})(?![\d/.,]\d|\d|\s*(?:đồng|đ\b|m))"), f"[{PAPER}]"),
    (
        HOUSE,
        re.compile(
            r"(?P<keep>\b(?:số nhà|nhà số|sn)\s*:?\s*)\d+[a-z]?(?:\s?[/-]\s?\d+[a-z]?)*"
            r"|(?P<keep2>\bsố\s+)\d+[a-z]?(?:/\d+[a-z]?)*(?=,?\s+(?:ngõ|ngách|hẻm|kiệt|đường|phố)\b)",
            re.IGNORECASE,
        ),
        f"[{HOUSE}]",
    ),
    (
        NAME,
        re.compile(rf"{NOT_AFTER}(?P<keep>\b(?i:{TITLES})\s*:?\s+(?:(?i:ông|bà)\s+)?){WORD}(?:\s+{WORD}){{0,4}}"),
        f"[{NAME}]",
    ),
    (
        NAME,
        re.compile(rf"{NOT_AFTER}\b(?:(?:{SURNAMES})\s+{WORD}|(?:{PLACE_LIKE})\s+{WORD}\s+{WORD})(?:\s+{WORD}){{0,3}}"),
        f"[{NAME}]",
    ),
)


class Finding(NamedTuple):
    """One thing that was struck out: what it is and how it stood in the text."""

    kind: str
    original: str


class Redacted(NamedTuple):
    """A text without what was found in it."""

    text: str
    found: list[Finding]


def redact(text: str, names: tuple[str, ...] = ()) -> Redacted:
    """Strike out names, telephone numbers, papers, house numbers and mail addresses; `names` are known beforehand."""
    text = unicodedata.normalize("NFC", text)
    found: list[Finding] = []
    known = [(NAME, re.compile(re.escape(name), re.IGNORECASE), f"[{NAME}]") for name in _known(names)]
    for kind, pattern, words in (*PATTERNS[:-2], *known, *PATTERNS[-2:]):
        text = pattern.sub(lambda match, kind=kind, words=words: _strike(match, kind, words, found), text)
    return Redacted(text, found)


def findings(*texts: str, names: tuple[str, ...] = ()) -> list[Finding]:
    """What still stands in texts that are about to be published, each once."""
    return list(dict.fromkeys(finding for text in texts for finding in redact(text, names).found))


def _known(names) -> list[str]:
    """Names long enough to be looked for as they are."""
    return [unicodedata.normalize("NFC", name.strip()) for name in names if len(name.strip()) > 3]


def _strike(match: re.Match, kind: str, words: str, found: list[Finding]) -> str:
    kept = next((part for part in match.groupdict().values() if part), "")
    original = match[0][len(kept) :]
    if original in FAMOUS:
        return match[0]
    found.append(Finding(kind, original))
    return kept + words
