"""Personal data in a text that is to be published: found, named and replaced. A proposal; an officer reads it over.

Rather too much than too little: a street named after somebody may be struck out, and the officer writes it back. The
words that decide (surnames, places, phrases that are no name) stand in `data/redaction.yaml`.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import yaml

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
WORD_LISTS = Path(__file__).parent / "data" / "redaction.yaml"
LISTS = {"surnames", "surnames_like_places", "surnames_like_words", "surnames_before_places", "surnames_unmarked"}
LISTS |= {"surnames_highland", "clans", "no_given", "given_like_places", "no_place", "maybe_place", "certain_places"}
LISTS |= {"many", "not_many"}
BEGINNINGS = {"maybe_given", "ordinary", "ordinary_behind"}
PHRASE = re.compile(r"[^\W\d_]+(?: (?:[^\W\d_]+|-))*")
"""What the file may hold: words and blanks, nothing that a pattern would read otherwise."""


def read_words(text: str) -> dict[str, Any]:
    """The lists of the file. What cannot be one is refused: for a slip in it names would be published."""
    words = yaml.safe_load(unicodedata.normalize("NFC", text))
    if not isinstance(words, dict) or words.keys() != LISTS | BEGINNINGS:
        raise ValueError(f"{WORD_LISTS.name}: phải có đủ và chỉ có các mục {', '.join(sorted(LISTS | BEGINNINGS))}.")
    for name, entries in words.items():
        if not (_is_list(entries) if name in LISTS else _are_beginnings(entries, may_end=name == "ordinary")):
            raise ValueError(f"{WORD_LISTS.name}: mục {name} có chỗ không phải là danh sách từ, cụm từ.")
    return words


def _is_list(words: Any) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) and PHRASE.fullmatch(word) for word in words)


def _are_beginnings(words: Any, *, may_end: bool) -> bool:
    is_one = isinstance(words, dict) and all(map(_is_list, ([*words], *words.values())))
    return is_one and (may_end or all(words.values()))


def _any(words: Iterable[str]) -> str:
    return "|".join(words)


def _phrases(beginnings: dict[str, list[str]]) -> str:
    """One pattern for all phrases of a list of beginnings."""
    return _any(f"{start} (?:{_any(rest)})" if rest else start for start, rest in beginnings.items())


KNOWN = read_words(WORD_LISTS.read_text(encoding="utf-8"))
SURNAMES = _any(KNOWN["surnames"])
PLACE_LIKE = _any(KNOWN["surnames_like_places"])
WORDY, BEFORE_PLACES = _any(KNOWN["surnames_like_words"]), _any(KNOWN["surnames_before_places"])
UNMARKED = _any(KNOWN["surnames_unmarked"])
HIGHLAND, CLANS = _any(KNOWN["surnames_highland"]), _any(KNOWN["clans"])
CERTAIN_PLACES = _any(KNOWN["certain_places"])

_NEVER = rf"{_any(KNOWN['no_given'])}|[A-ZĐ]{{3,}}"
_BEGUN = _any(f"{start} (?i:{_any(rest)})" for start, rest in KNOWN["maybe_given"].items())
_CALLED_SO = _any(KNOWN["given_like_places"])
NO_OFFICE = rf"(?!(?:{_NEVER}|{_BEGUN})\b)"
"""What no given name begins with behind a surname: "Kim Trường Giang" may be a person."""
NO_GIVEN = rf"(?!(?:{_NEVER}|{_BEGUN}|{_CALLED_SO})\b)"
"""The same behind initials, and in a list of persons."""
NO_PLACE_OR_OFFICE = rf"(?!(?:{_NEVER}|{_any(KNOWN['maybe_given'])}|{_CALLED_SO})\b)"
"""The same behind a word like "Từ"."""
TITLE_CASE = rf"[{UPPER}](?=[^\W\d_{UPPER}]|\b)[^\W\d_]*"
ONE_MORE = rf"(?![^\S\n]{NO_GIVEN}[{UPPER}][^\W\d_{UPPER}]+(?![^\W\d_])(?![^\S\n][{UPPER}]))"
NO_PLACE = rf"(?!(?:{_any(KNOWN['no_place'])})\b|(?:{_any(KNOWN['maybe_place'])})\b{ONE_MORE})"
"""No place: what begins like one and has one more word, and no third, is a name ("Kim Sơn Hải")."""
_BEHIND = _any(rf"(?<={before} )(?:{_any(rest)})" for before, rest in KNOWN["ordinary_behind"].items())
ORDINARY = rf"(?!(?i:{_phrases(KNOWN['ordinary'])}|{_BEHIND})\b)"
NO_WAY = rf"(?!(?i:từ)(?:\s{WORD}){{1,5}}\s(?i:đến|tới|về)\b)"
"""Not "Từ Trần Phú đến"."""
NO_WORDS = (
    r"(?!QUỐC (?:LỘ|HỘI|GIA|DOANH|PHÒNG|TẾ|KỲ|TỊCH)|MINH BẠCH|ĐỨC TÍNH|QUANG (?:TRUNG|ĐIỆN|CẢNH)|HỒNG HÀ|HỮU NGHỊ"
    r"|NGỌC HỒI|BÁ TÁNH)"
)
"""Words in capitals that begin like a middle name."""
HIGH_GIVEN = rf"[HKR]['’](?!(?i:mông|mong|rê|ho|rông)\b)[{UPPER}][^\W\d_]*"
"""H'Nga, K'Brối; "H'Mông" is a people."""
GLUE = r"(?:\s+|[-‐‑–])"
"""Between the parts of a name."""
DOTTED = rf"[{UPPER}][^\W\d_]?(?:\.[{UPPER}][^\W\d_]*){{1,4}}\b"
"""N.V.A, Ng.V.An."""
COUPLES = (
    r"vợ chồng|ông bà|anh em|chị em|anh chị|bố con|mẹ con"
    r"|(?:hai|các|những) (?:vợ chồng|ông|bà|anh|chị|em|cháu|cụ|hộ|cô|bác)"
)
"""Words before several names."""
MIDDLE = "Văn|Thị|VĂN|THỊ"
"""Between surname and given name of most people; hardly ever in anything else."""
NO_MIDDLE = r"(?!(?i:văn (?:hóa|hoá|phòng|bản|kiện)|thị (?:xã|trấn|trường|sát))\b|VĂN (?:MINH|HỌC|NGHỆ)\b)"

NAMED_AFTER = ("đường", "phố", "trường", "chợ", "(?<!yêu )(?<!nhu )cầu", "tiểu học", "trung học", "đại học", "học viện")
NAMED_AFTER += ("thcs", "thpt", "cơ sở", "phổ thông", "mầm non", "bệnh viện", "công viên", "quảng trường", "lộ", "chùa")
NAMED_AFTER += ("hồ", "đảo", "sông", "cảng", "đèo", "núi", "đền", "thành phố", "bến", "ga", "kênh")
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
    rf"|(?i:cử tri) (?:{CERTAIN_PLACES})\b(?!\s[{UPPER}])"
    r"|CỤ THỂ\b|CHÚ Ý\b|EM\b)"
)
"""Where a title is part of another word, above all in texts written in capitals."""
NO_SURNAME = (
    r"(?!(?i:đoàn (?:thanh niên|đại biểu|công tác|kiểm tra|giám sát|liên ngành|viên|thể|kết)"
    r"|lương (?:tối|hưu|thực|cơ)|thái bình dương)\b"
    r"|(?i:(?<=\bvi )phạm|(?<=\bthái bình )dương)\b|PHẠM VI\b|ĐÀO (?:BỚI|ĐƯỜNG|ĐẤT|MƯƠNG|LẮP)\b|ĐỖ ĐẬU\b)"
) + ORDINARY
CAPITALISED = rf"(?-i:(?=[{UPPER}][^{UPPER}]))"
FAMOUS = {"hồ chí minh"}
VOTERS = re.compile(r"\bcử tri\s+$", re.IGNORECASE)
"""Before the name of a person, or of the place whose voters are meant."""

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

AT = r"(?:\s?@\s?|\s?[\[({](?:at|a còng|@)[\])}]\s?|\s(?:at|a còng)\s)"
DOT = r"(?:\.|\s?[\[({](?:dot|chấm|\.)[\])}]\s?|\s(?:dot|chấm)\s)"
"""Parts of an address of mail, also as people write them against robots."""
PLATE = r"[1-9]\d[ -]?[A-Z]{1,2}\d?[ .-]?\d{3}\.?"

PATTERNS: tuple[tuple[str, str], ...] = (
    (MAIL, rf"(?<![\w.+-])[\w.+-]+(?:{AT}[\w-]+(?:{DOT}[\w-]+)+|@[\w-]+)"),
    (ACCOUNT, r"\b(?:https?://)?(?:www\.|m\.)?(?:facebook|fb|zalo|tiktok|youtube|instagram)\.\w+/[^\s,;)]+"),
    (BIRTH, r"(?P<keep>\b(?:sinh (?:ngày|năm)|(?:ngày|năm) sinh)\s*:?\s*)\d{1,4}(?:\s?[/.-]\s?\d{1,4}){0,2}"),
    (
        PAPER,
        rf"(?P<keep>\b(?:{PAPERS})\b(?:\s+(?:cá nhân|gắn chip|ngân hàng|là|số))*\s*[:/.]?\s*)"
        rf"[A-Z]{{0,3}}\d(?:{GAP}\d){{6,15}}",
    ),
    (
        PAPER,
        rf"(?P<keep>\b(?:biển (?:số|kiểm soát)|bks|xe(?: máy| tải| khách| con| ben)?|ô tô)\b"
        r"(?:\s+(?:xe|số)){0,3}\s*:?\s*)"
        rf"{PLATE}\d{{1,2}}\b",
    ),
    (PAPER, rf"{START}\b{PLATE}\d{{2}}\b(?!\s*(?:{MEASURES}|km))"),
    (PAPER, rf"{START}0(?:{GAP}\d){{11}}(?!\d)"),
    (PHONE, rf"{START}\(0\d{{1,3}}\)(?:{GAP}\d){{6,9}}(?!\d)"),
    (PHONE, rf"{START}(?:\(\+84\)|\+84)(?:{GAP}\d){{8,11}}(?!\d)"),
    (PHONE, rf"{START}(?:\(84\)|(?:00)?84){GAP}[235789](?:{GAP}\d){{8,9}}(?![.,]?\d)(?!\s*(?:{MEASURES}))"),
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
CAPITAL = rf"\b(?=[{UPPER}])"
"""What a name begins with: asked first, so that the many words before it are looked at in few places of a text."""
LIST = rf"{WORD}(?:\s+{WORD}){{0,4}}"
NAMES: tuple[str, ...] = (
    rf"(?P<keep>\b(?i:{COUPLES})\s*:?\s+(?:(?i:ông|bà|anh|chị|em|cháu)\s+)?){NO_GIVEN}{LIST}"
    rf"(?:(?:\s?[-–&/,]\s?|\s(?:và|với|cùng)\s)(?:(?i:ông|bà|anh|chị|em|cháu)\s+)?{NO_GIVEN}{LIST}){{1,4}}",
    rf"{CAPITAL}(?<![.\w])(?!T\.\s?P\.|T\.\s?D\.|K\.\s?P\.)(?:[{UPPER}][^\W\d_]{{0,2}}\.\s?){{2,3}}{NO_GIVEN}"
    rf"[{UPPER}](?=[^\W\d_]){WORD[len(f'[{UPPER}]') :]}",
    rf"{CAPITAL}(?:Ng|Ngn|Tr|Trg|Ph|L|B|N|D|V)\.\s?(?:{MIDDLE})\s+{WORD}",
    rf"{CAPITAL}{PLACES}{NO_SURNAME}(?:{_both(SURNAMES)})\s+(?:{DOTTED}\.?|[{UPPER}][^\W\d_]{{0,2}}\.\s?{NO_GIVEN}{WORD})",
    rf"(?P<keep>\b(?i:{TITLES})\s+){DOTTED}",
    rf"{CAPITAL}{PLACES}(?!Đoàn){_both(SURNAMES)}(?:[-‐‑–][^\W\d_]{{1,7}}\b){{2,4}}",
    rf"{CAPITAL}{PLACES}(?:(?:Nay\s+)?(?:{HIGHLAND})(?:\s+(?:{HIGH_GIVEN}|{WORD})){{1,4}}"
    rf"|(?:Nay\s+)?{HIGH_GIVEN}(?:\s+{WORD}){{0,3}}|{WORD}(?:\s+{WORD})?\s+(?:{CLANS})\b)",
    rf"{CAPITAL}{PLACES}(?:(?:{SURNAMES}|{PLACE_LIKE})\s+)?{NO_WAY}{NO_PLACE}{ORDINARY}(?:(?:{WORDY})\s+{NO_OFFICE}|(?:{BEFORE_PLACES})\s+{NO_PLACE_OR_OFFICE})"
    rf"(?:{TITLE_CASE}|A)\s+{TITLE_CASE}(?:\s+{TITLE_CASE})?",
    rf"{CAPITAL}{PLACES}{NO_WAY}(?:{WORDY.upper()}|{BEFORE_PLACES.upper()})\s+{NO_WORDS}"
    rf"(?:ĐÌNH|HỮU|NGỌC|MINH|ĐỨC|QUANG|TUẤN|QUỐC|BÁ|KHẮC|HỒNG)\s+{WORD}",
    rf"\b(?=(?i:{TITLES})){NO_TITLE}(?:{PLACES}{CAPITALISED}|(?!{CAPITALISED}))(?P<keep>\b(?i:{TITLES})\s*:?\s+(?:(?i:ông|bà)\s+)?)"
    rf"{WORD}(?:\s+{WORD}){{0,4}}",
    rf"(?P<keep>\b(?i:{ROLES})(?:\s+[^\W\d]+){{0,5}}?\s+){_not_after(*NAMED_AFTER)}{NO_SURNAME}"
    rf"{_both(SURNAMES)}(?:\s+{WORD}){{2,4}}",
    rf"{CAPITAL}{_not_after(*NAMED_AFTER)}(?!(?i:{'|'.join((*NAMED_AFTER, *LIVED_IN))})\b){NO_SURNAME}"
    rf"{WORD}{GLUE}{NO_MIDDLE}(?:{MIDDLE}){GLUE}{WORD}(?:{GLUE}{WORD}){{0,2}}",
    rf"{CAPITAL}{PLACES}{NO_SURNAME}(?:{_both(SURNAMES)}\s+{WORD}|{_both(PLACE_LIKE)}\s+{WORD}\s+{WORD})(?:\s+{WORD}){{0,3}}",
    rf"{CAPITAL}{PLACES}{ORDINARY}{_both(UNMARKED)}\s+{WORD}\s+{WORD}(?:\s+{WORD}){{0,2}}",
    rf"\b(?=(?i:{SURNAMES})){PLACES}(?i:{SURNAMES})\s+(?i:{NO_MIDDLE}(?:văn|thị))\s+[^\W\d_]+",
)

HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Letters that nobody sees and that would take a name apart."""
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
MARKS = "".join(letter for code in range(0x300, 0x1F000) if unicodedata.combining(letter := chr(code)))
HEAP = re.compile(rf"([{MARKS}]{{4}})[{MARKS}]+")
"""More marks on one letter than any script writes: to bring them into order takes the square of their number."""
BLANKS, LINES = re.compile(r"[^\S\n]{2,}"), re.compile(r"\n(?:[^\S\n]?\n){2,}")
"""Blanks, and empty lines, without end: patterns that step over both would try every way of sharing them out."""


APART = re.compile(rf"[,;:()\[\]/&+\n\d]+|\s[-–—]\s|–|\s(?:và|cùng|với)\s|\s(?=(?:{TITLES})\s)")
TITLED = re.compile(rf"^(?:(?:{TITLES}|{COUPLES}|đại diện)(?:\s+|$))+", re.IGNORECASE)
SEVERAL = re.compile(rf"\b(?:{COUPLES})\b", re.IGNORECASE)
PLACED = re.compile(
    r"\b(?:thôn|xóm|ấp|bản|buôn|làng|tổ|khu|xã|phường|huyện|quận|tỉnh|phố|đường|số|sn|ở|tại|trú|ngụ|sinh)\b"
    r"|^(?i:thôn|xóm|ấp|bản|buôn|làng|tổ|khu|xã|phường|huyện|quận|tỉnh|phố|đường|số)\b"
)
"""What parts names from each other, stands before them, or after them."""
NO_PERSON = re.compile(
    rf"^(?!(?:{_any(KNOWN['not_many'])})\b)(?:{_any(KNOWN['many'])})\b|^(?:{CERTAIN_PLACES})$", re.IGNORECASE
)
"""Who speaks for many: their words stand all over a text."""
SMALL_MIDDLE = ("văn", "thị", "van", "thi")
"""Parts of a name that are often written small."""
WHOLE_NAME = re.compile(rf"Y\s|(?:{SURNAMES}|{UNMARKED})(?:\s+\S+){{2}}", re.IGNORECASE)
"""Names that cannot be ordinary words, even written small."""
TYPED_SMALL = re.compile(
    rf"(?:{SURNAMES}|{UNMARKED})(?:\s+[^\W\d_]+){{2}}|Y\s+(?!(?:tế|tá|sĩ|sỹ|bác|học)\b)[^\W\d_]+"
    rf"|[^\W\d_]+\s+{NO_MIDDLE}(?:văn|thị)\s+[^\W\d_]+",
    re.IGNORECASE,
)
"""The name of a voter as it is typed on a telephone."""
DOING = re.compile(rf"\s(?:{ROLES}|nguyên|hưu trí|nông dân|công nhân|già làng|làm|là)\b", re.IGNORECASE)
"""What stands behind a name without a comma."""


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


def redact(text: str, names: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> Redacted:
    """Strike out names, telephone numbers, papers, house numbers, days of birth, addresses of mail and of accounts.
    `names` are known beforehand; `places` are where the voters live ("cử tri Kim Sơn")."""
    text = _smooth(text)
    found: list[Finding] = []
    known = [
        (NAME, re.compile(_as_written(name), re.IGNORECASE if WHOLE_NAME.match(name.strip()) else 0))
        for name in names
        if len(name.strip()) > 3
    ]
    for kind, pattern in (*COMPILED, *known, *COMPILED_NAMES):
        text = pattern.sub(lambda match, kind=kind: _strike(match, kind, found, places), text)
    return Redacted(text, found)


def known_names(voter: str) -> tuple[str, ...]:
    """The names in a petition's line for voters, which may hold several, with titles and places: each by itself."""
    names, several = [], bool(SEVERAL.search(voter))
    for piece in (part.strip(' .-*•"“”') for part in APART.split(_smooth(voter))):
        title = TITLED.match(piece)
        name = PLACED.split(piece[title.end() if title else 0 :], maxsplit=1)[0].strip()
        names += _names_in(name, alone=bool(title) or several)
    return tuple(dict.fromkeys(names))


def findings(*texts: str, names: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> list[Finding]:
    """What still stands in texts that are about to be published, each once."""
    return list(dict.fromkeys(finding for text in texts for finding in redact(text, names, places).found))


def _smooth(text: str) -> str:
    """The text in composed letters and plain digits, without what nobody sees: no two blanks follow each other within a
    line, no two empty lines, no heap of marks."""
    text = unicodedata.normalize("NFC", HEAP.sub(r"\1", text)).translate(HIDDEN).translate(DIGITS)
    return LINES.sub("\n\n", BLANKS.sub(" ", text))


def _names_in(piece: str, *, alone: bool) -> list[str]:
    """The name with which a piece begins, where one person is meant: the words that begin with a capital, or typed
    small. A plain word counts only where it may stand `alone`. Of four small words the last may be no name any more."""
    if not piece or NO_PERSON.match(piece):
        return []
    words = list(takewhile(lambda word: word[0].isupper() or word in SMALL_MIDDLE, piece.split()))
    if len(words) == len(piece.split()) and piece[0].isupper():
        return [piece] if alone or not piece.isalpha() else []
    written = [" ".join(words)] if len(words) > 1 and words[0][0].isupper() else []
    if len(words) > 2 or not TYPED_SMALL.match(piece):
        return written
    small = DOING.split(piece, maxsplit=1)[0].split()
    given = 2 if small[0].lower() == "y" else 3
    return [" ".join(small[:length]) for length in range(min(len(small), given + 1), given - 1, -1)] + written


def _as_written(name: str) -> str:
    """A pattern for a known name, as usual or in capitals, with its accents or without, with any spaces."""
    name = unicodedata.normalize("NFC", name.strip())
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    plain = plain.replace("đ", "d").replace("Đ", "D")
    forms = dict.fromkeys(form for one in (name, plain) for form in (one, one.title(), one.upper()))
    return "|".join(r"\b" + GLUE.join(map(_part, form.split())) + r"\b" for form in forms)


def _part(word: str) -> str:
    return f"(?i:{word})" if word.lower() in SMALL_MIDDLE else re.escape(word)


def _strike(match: re.Match, kind: str, found: list[Finding], places: tuple[str, ...]) -> str:
    kept = match.groupdict().get("keep") or ""
    original = match[0][len(kept) :]
    if original.lower() in FAMOUS or VOTERS.search(kept) and original in places:
        return match[0]
    found.append(Finding(kind, original))
    return f"{kept}[{kind}]"
