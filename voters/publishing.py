"""Personal data in a text that is to be published: found, named and replaced. A proposal; an officer reads it over.

Rather too much than too little: a street named after somebody may be struck out, and the officer writes it back.
"""

import re
import unicodedata
from typing import NamedTuple

NAME, PHONE, PAPER, HOUSE, MAIL = "tên người", "số điện thoại", "số giấy tờ", "số nhà", "thư điện tử"
BIRTH, ACCOUNT = "ngày sinh", "tài khoản mạng"

UPPER = "".join(letter for code in range(0x41, 0x1F00) if (letter := chr(code)).isalpha() and letter.isupper())
WORD = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+){{0,3}}"
"""A word that begins with a capital, or is written in capitals: "Bưởi", "BƯỞI", "A", "H'Bia"."""
TITLES = (
    r"ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu|dì|cậu|mợ|thím|dượng|thầy|cử tri|chủ hộ|hộ|gia đình|công dân|đại biểu"
    r"|họ tên|họ và tên|ô\.|b\.|cc\.|đồng chí|đ/c|trưởng thôn|trưởng xóm|trưởng ấp|trưởng bản|tổ trưởng|vợ|chồng"
)
ROLES = (
    r"chủ tịch|bí thư|trưởng|phó|giám đốc|hiệu trưởng|cán bộ|công chức|viên chức|nhân viên|giáo viên|chiến sĩ|công an"
)
"""Words that stand some way before a name: "Chủ tịch UBND xã Nguyễn Văn A"."""
SURNAMES = "Nguyễn|Trần|Lê|Phạm|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Đào|Đoàn|Trịnh|Lương|Tạ|Huỳnh|Hoàng|Trương|Phùng"
PLACE_LIKE = (
    "Hồ|Lý|Mai|Vương|Lâm|Quách|Hà|Tô|Cao|Thái|Tống|Giàng|Vàng|Lò|Nông|Triệu|Chu|Nghiêm|Kiều|Lưu|Đàm|La|Sùng|Thào|Hạng"
    "|Doãn|Khổng|Mạc|Phí|Quàng|Lường|Giáp|Hứa|Bế|Tráng|Thạch|Lã|Thân"
)
"""Surnames with which places begin, too ("Hà Nội", "Thái Bình"): a name of three words or more is meant."""
UNMARKED = "Nguyen|Tran|Pham|Phan|Hoang|Huynh|Dang|Bui|Ngo|Duong|Dinh|Trinh|Truong|Phung|Luong|Doan|Le|Vu|Vo"
MIDDLE = "Văn|Thị|VĂN|THỊ"
"""Between surname and given name of most people; hardly ever in anything else."""
NO_MIDDLE = r"(?!(?i:văn (?:hóa|hoá|phòng|bản|kiện)|thị (?:xã|trấn|trường|sát))\b|VĂN (?:MINH|HỌC|NGHỆ)\b)"

NAMED_AFTER = ("đường", "phố", "trường", "chợ", "(?<!yêu )(?<!nhu )cầu", "tiểu học", "trung học", "đại học", "học viện")
NAMED_AFTER += ("thcs", "thpt", "cơ sở", "phổ thông", "mầm non", "bệnh viện", "công viên", "quảng trường", "lộ", "chùa")
NAMED_AFTER += ("hồ", "sông", "cảng", "đèo", "núi", "đền", "thành phố", "bến", "ga", "kênh")
LIVED_IN = ("tỉnh", "xã", "phường", "thôn", "làng", "huyện", "quận", "khu", "ấp", "(?<!văn )bản", "dân phố")
"""Words before the name of a place or an institution: what follows is no person. Where people live, a name with a
middle name may be a person's ("xã Trần Văn B"), and is struck out."""
HOUSE_ROAD = "ngõ|ngách|hẻm|kiệt"


def _not_after(*words: str) -> str:
    return "".join(rf"(?<!\b(?i:{word}) )" for word in words)


def _both(names: str) -> str:
    """The names as usual and in capitals."""
    return f"(?:{names}|{names.upper()})"


NO_TITLE = (
    r"(?!(?i:bà con|chị em|anh em|cô giáo|thầy cô|bác sĩ|bác hồ|ông bà|chú trọng"
    r"|hộ (?:nghèo|cận|gia|dân|kinh|khẩu|tịch)"
    r"|gia đình (?:chính|có|nghèo|văn|ở)|đại biểu (?:quốc hội|hđnd|hội đồng)|công dân (?:việt|các|có|đến|tại)"
    r"|cử tri (?:xã|phường|thôn|tổ|khu|tỉnh|huyện|quận|thị|thành|ấp|bản)"
    r"|cử tri (?:kiến|đề|phản|các|tại|của|và|mong|nêu|hỏi|có|trên))\b"
    r"|CỤ THỂ\b|CHÚ Ý\b|EM\b)"
)
"""Where a title is part of another word, above all in texts written in capitals."""
NO_SURNAME = (
    r"(?!(?i:đoàn (?:thanh niên|đại biểu|công tác|kiểm tra|giám sát|liên ngành|viên|thể|kết)"
    r"|lương (?:tối|hưu|thực|cơ))\b"
    r"|PHẠM VI\b|ĐÀO (?:TẠO|BỚI|ĐƯỜNG|ĐẤT|MƯƠNG|LẮP)\b|ĐỖ (?:XE|ĐẬU)\b)"
)
CAPITALISED = rf"(?-i:(?=[{UPPER}][^{UPPER}]))"
FAMOUS = {"hồ chí minh"}

COUNTED = ("tổ", "khu", "thôn", "xóm", "ấp", "phường", "quận", "lộ", "ngày", "tháng", "năm", "lúc")
DATED = ("ngày", "từ", "đến", "trước", "sau", "sáng", "chiều", "tối", "số", "lộ")
"""Words before a number that is not of a house."""
GAP = r"[^\S\n]{0,2}[.()–-]?[^\S\n]{0,2}"
"""What stands between the digits of one number."""
START = r"(?<!\d)(?<!\d[.,])"
"""Not in the middle of an amount."""
NUMBER = r"\d+[a-z]?(?:\s?[/-]\s?\d+[a-z]?)*"
"""Of a house: "12A/5"."""
PAPERS = (
    r"cccd|cmnd|cmtnd|cmt|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|hộ chiếu|mã số thuế|số định danh|bhxh|bhyt"
    r"|tài khoản|stk|số tk"
)
MEASURES = r"đồng|đ\b|vnđ|vnd|m\b|m2|m²|m3|mét|ha\b|tấn|kg|lít"

PATTERNS: tuple[tuple[str, str], ...] = (
    (MAIL, r"(?<![\w.+-])[\w.+-]+(?:\s?@\s?|\s?[\[(](?:at|a còng)[\])]\s?)[\w-]+(?:\.[\w-]+)+"),
    (ACCOUNT, r"\b(?:https?://)?(?:www\.|m\.)?(?:facebook|fb|zalo|tiktok|youtube|instagram)\.\w+/[^\s,;)]+"),
    (BIRTH, r"(?P<keep>\b(?:sinh (?:ngày|năm)|(?:ngày|năm) sinh)\s*:?\s*)\d{1,4}(?:\s?[/.-]\s?\d{1,4}){0,2}"),
    (
        PAPER,
        rf"(?P<keep>\b(?:{PAPERS})\b(?:\s+(?:cá nhân|gắn chip|ngân hàng|là|số))*\s*[:/.]?\s*)"
        rf"[A-Z]{{0,3}}\d(?:{GAP}\d){{6,15}}",
    ),
    (PAPER, r"(?P<keep>\b(?:biển (?:số|kiểm soát)|bks)\b(?:\s+(?:xe|số))*\s*:?\s*)\d{2}[A-Z]\w?[ .-]?\d{3}\.?\d{1,2}"),
    (PAPER, rf"{START}0(?:{GAP}\d){{11}}(?!\d)"),
    (PHONE, rf"{START}\(0\d{{1,3}}\)(?:{GAP}\d){{6,9}}(?!\d)"),
    (PHONE, rf"{START}(?:\(\+84\)|\+84)(?:{GAP}\d){{8,11}}(?!\d)"),
    (PHONE, rf"{START}(?:0(?:{GAP}\d){{9,10}}|84[35789]\d{{8}})(?!\d)"),
    (PAPER, rf"{START}(?:0(?:{GAP}\d){{8}}|\d{{12,16}}|\d{{9}})(?![.,]?\d)(?!\s*(?:{MEASURES}))"),
    (
        PHONE,
        r"(?P<keep>\b(?:đt|sđt|điện thoại|tel|fax|hotline|zalo|viber|số máy|gọi)\b"
        rf"(?:\s+(?:số|bàn|nhà|di động|cố định))*\s*[.:]?\s*)\d(?:{GAP}\d){{5,10}}(?!\d)",
    ),
    (HOUSE, rf"(?P<keep>\b(?:số nhà|nhà số|sn)\s*:?\s*){NUMBER}"),
    (HOUSE, rf"(?P<keep>\b(?:{HOUSE_ROAD})\s+{NUMBER},?\s+(?:nhà|số)\s+){NUMBER}"),
    (HOUSE, rf"(?P<keep>\bsố\s+){NUMBER}(?=,?\s+(?:(?:{HOUSE_ROAD}|đường|phố)\b|(?-i:{WORD}\s+{WORD})))"),
    (HOUSE, rf"(?P<keep>\b(?:{HOUSE_ROAD})\s+)\d+[a-z]?(?:/\d+[a-z]?)+"),
    (
        HOUSE,
        rf"{START}(?<!/){_not_after(*COUNTED)}"
        rf"\b\d{{1,4}}[a-z]?(?:/\d+[a-z]?)*(?=,?\s+(?:đường|phố)\s+(?-i:[{UPPER}]))",
    ),
    (
        HOUSE,
        rf"{START}(?<!/){_not_after(*DATED)}"
        rf"\b(?!\d+/\d+/(?:19|20)\d\d\b|\d+/(?:19|20)\d\d\b)\d+[a-z]?(?:/\d+[a-z]?)+(?=\s+(?-i:{WORD}\s+{WORD}))",
    ),
)
"""What is looked for before names; `keep` is the part that stays."""

PLACES = _not_after(*NAMED_AFTER, *LIVED_IN)
NAMES: tuple[str, ...] = (
    rf"{NO_TITLE}(?:{PLACES}{CAPITALISED}|(?!{CAPITALISED}))(?P<keep>\b(?i:{TITLES})\s*:?\s+(?:(?i:ông|bà)\s+)?)"
    rf"{WORD}(?:\s+{WORD}){{0,4}}",
    rf"(?P<keep>\b(?i:{ROLES})(?:\s+[^\W\d]+){{0,5}}?\s+){_not_after(*NAMED_AFTER)}{NO_SURNAME}"
    rf"{_both(SURNAMES)}(?:\s+{WORD}){{2,4}}",
    rf"{_not_after(*NAMED_AFTER)}\b(?!(?i:{'|'.join((*NAMED_AFTER, *LIVED_IN))})\b){NO_SURNAME}"
    rf"{WORD}\s+{NO_MIDDLE}(?:{MIDDLE})\s+{WORD}(?:\s+{WORD}){{0,2}}",
    rf"{PLACES}{NO_SURNAME}\b(?:{_both(SURNAMES)}\s+{WORD}|{_both(PLACE_LIKE)}\s+{WORD}\s+{WORD})(?:\s+{WORD}){{0,3}}",
    rf"{PLACES}\b{_both(UNMARKED)}\s+{WORD}\s+{WORD}(?:\s+{WORD}){{0,2}}",
    rf"{PLACES}\b(?i:{SURNAMES})\s+(?i:{NO_MIDDLE}(?:văn|thị))\s+[^\W\d_]+",
)

HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Letters that nobody sees and that would take a name apart."""
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


class Finding(NamedTuple):
    """One thing that was struck out: what it is and how it stood in the text."""

    kind: str
    original: str


class Redacted(NamedTuple):
    """A text without what was found in it."""

    text: str
    found: list[Finding]


COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in PATTERNS]
COMPILED_NAMES = [(NAME, re.compile(pattern)) for pattern in NAMES]


def redact(text: str, names: tuple[str, ...] = ()) -> Redacted:
    """Strike out names, telephone numbers, papers, house numbers, days of birth, addresses of mail and of accounts.
    `names` are known beforehand."""
    text = unicodedata.normalize("NFC", text).translate(HIDDEN).translate(DIGITS)
    found: list[Finding] = []
    known = [(NAME, re.compile(_as_written(name), re.IGNORECASE)) for name in names if len(name.strip()) > 3]
    for kind, pattern in (*COMPILED, *known, *COMPILED_NAMES):
        text = pattern.sub(lambda match, kind=kind: _strike(match, kind, found), text)
    return Redacted(text, found)


def findings(*texts: str, names: tuple[str, ...] = ()) -> list[Finding]:
    """What still stands in texts that are about to be published, each once."""
    return list(dict.fromkeys(finding for text in texts for finding in redact(text, names).found))


def _as_written(name: str) -> str:
    """A pattern for a known name, with its accents or without, with any spaces."""
    name = unicodedata.normalize("NFC", name.strip())
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    plain = plain.replace("đ", "d").replace("Đ", "D")
    return "|".join(r"\b" + r"\s+".join(map(re.escape, form.split())) + r"\b" for form in (name, plain))


def _strike(match: re.Match, kind: str, found: list[Finding]) -> str:
    kept = match.groupdict().get("keep") or ""
    original = match[0][len(kept) :]
    if original.lower() in FAMOUS:
        return match[0]
    found.append(Finding(kind, original))
    return f"{kept}[{kind}]"
