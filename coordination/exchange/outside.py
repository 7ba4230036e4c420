"""What stands in a sheet around its table: sums that are put in words, and below the last row who signed it and who
gets it. A line is taken for one only where nothing in it says that it may be a row; of signatures with further rows
below them only those that can be nothing else.
"""

import re
import unicodedata
from typing import Any

from coordination.exchange.columns import Column
from coordination.exchange.sheets import is_blank, written
from coordination.lib.text import fold, squeeze

FIGURE = re.compile(r"[\d.,]+")
TOTALS = re.compile(r"(t[ổo]ng( s[ốo]| c[ộo]ng)?|c[ộo]ng)( chung)?( \(.*\))?\s*:?")
"""With its own accents or with none: "Cống" and "Công" are names."""
COUNTING = re.compile(r"\(?(t[ổo]ng( s[ốo]| c[ộo]ng)?|c[ộo]ng|danh s[áa]ch|ph[ụu] l[ụu]c)( chung| này| trên)?(?=[ :])")
_UNIT = "(y kien|kien nghi|phan anh|noi dung|nhiem vu|nghi quyet|van ban|ho so|cuoc|luot|muc|dong|viec|don)"
_UNITS = rf"{_UNIT}((,| va|/)? {_UNIT})*"
COUNTED = re.compile(rf"({_UNITS})?( ?(:|la|co|gom))* ?\d[\d.,]*( \([^)]*\))?( {_UNITS})?[ .)/]*")
"""What follows such words where they only count the rows: "Tổng cộng: 02 (hai) ý kiến, kiến nghị"."""
_ROLE = "(pho )?(chu tich|truong ban|chanh van phong|giam doc|truong phong|truong doan|to truong)"
_FOR = r"(t ?/ ?m|k ?/ ?t|tm\.|kt\.|tl\.|tuq\.|q\.) ?"
SURE = re.compile(
    r"nguoi (lap|tong hop)( bieu| bang| so| danh sach| bao cao)?( \(.*\))? ?:?"
    r"|\(ky(,| ten| va| ghi)[^()]*\)"
    rf"|({_FOR})?{_ROLE}"
    rf"|{_FOR}((ban )?thuong truc( hdnd| ubnd)?|uy ban( nhan dan)?|hoi dong nhan dan|ubnd|hdnd)( xa| phuong| tinh)?"
    r"|thu truong( don vi| co quan)?"
)
"""Words that sign a table and say nothing else."""
DRAWN_UP = re.compile(r"[^,]{2,40}, ngay [\d. _]*thang [\d. _]*nam [\d. _]*")
"""A place and a day, or what somebody says of a day."""
SIGNATURE = re.compile(
    rf"{SURE.pattern}|{DRAWN_UP.pattern}|{_FOR}\S.*"
    r"|noi nhan ?:.*|[-+*]? ?luu ?:.*"
    r"|\(? ?ky( ten)?,? .*(ho (va )?ten|dong dau).*"
    r"|xac nhan cua .*"
)
"""Words that do, where they stand below the table."""
NAME = re.compile(r"([^\W\d_]+ ){1,4}[^\W\d_]+")
LONGEST = 300
"""Letters that such a cell has at most."""
BLOCKS = 3
"""Who signs side by side."""


def is_sum(words: list[str]) -> bool:
    """Whether a line with these words, besides figures, sums up others."""
    first = unicodedata.normalize("NFC", words[0]).lower()
    if TOTALS.fullmatch(first):
        return True
    head = COUNTING.match(first) if len(words) == 1 else None
    return head is not None and COUNTED.fullmatch(fold(first[head.end() :])) is not None


def begins(lines: list[list], top: int, needed: dict[int, Column]) -> int:
    """Index of the first line of signatures below the table: of those after its last whole row. `needed`: the columns
    that every row fills in, by their place.
    """
    first = len(lines)
    for index in range(len(lines) - 1, top, -1):
        if _is_whole(lines[index], needed):
            break
        if is_beside(lines[index]) and marks(lines[index]):
            first = index
    return first


def between(lines: list[list], top: int, below: int, needed: dict[int, Column]) -> tuple[list[int], list[int]]:
    """Indexes of lines between the rows that sign the table, each with the names right below it, and of lines that only
    look so. No row is among the first: each lacks something that every row has, and says nothing there but who signs.
    """
    words = {place for place, column in needed.items() if not column.has_digits}
    found, alike, over = [], [], set()
    for index in range(top + 1, below):
        said = _said(lines[index])
        if not said:
            continue
        is_aside = is_beside(lines[index]) and not _is_filled(said, needed)
        signs = is_aside and all(_signs(value) for value in said.values())
        sure = {place for place, value in said.items() if signs and _is_sure(value, place in words)}
        if (sure or signs and over) and words & said.keys() <= sure:
            found.append(index)
            over |= said.keys()
            continue
        if is_aside and said.keys() <= over and all(_is_name(value) for value in said.values()):
            found.append(index)
        elif signs:
            alike.append(index)
        over = set()
    return found, alike


def _is_sure(value: str, is_told: bool) -> bool:
    """Whether words can be nothing but those of a signature; `is_told`: where a row has words of its own."""
    return _signs(value, SURE) or not is_told and _signs(value, DRAWN_UP)


def _is_name(value) -> bool:
    bare = unicodedata.normalize("NFC", squeeze(value))
    return bare.istitle() and NAME.fullmatch(bare) is not None


def is_beside(line: list) -> bool:
    """Whether a line below the signatures belongs to them: a few words side by side, no figure or day."""
    said = _said(line).values()
    return len(said) <= BLOCKS and all(isinstance(value, str) and not FIGURE.fullmatch(value.strip()) for value in said)


def marks(line: list) -> list[str]:
    """The cells of a line that sign the table, say who gets it, or when it was drawn up."""
    return [squeeze(written(value)) for value, _ in line if isinstance(value, str) and _signs(value)]


def _signs(value: str, pattern: re.Pattern = SIGNATURE) -> bool:
    return len(value) <= LONGEST and pattern.fullmatch(fold(value)) is not None


def _said(line: list) -> dict[int, Any]:
    return {place: value for place, (value, _) in enumerate(line) if not is_blank(value)}


def _is_whole(line: list, needed: dict[int, Column]) -> bool:
    """Whether a line has what every row has, and not only names of who signed."""
    said = _said(line)
    return _is_filled(said, needed) and not all(isinstance(value, str) and _signs(value) for value in said.values())


def _is_filled(said: dict[int, Any], needed: dict[int, Column]) -> bool:
    """Whether every column is filled in that every row fills in: a day where the day belongs."""
    if not said or not needed.keys() <= said.keys():
        return False
    return all(not column.has_digits or _has_digits(said[place]) for place, column in needed.items())


def _has_digits(value) -> bool:
    return not isinstance(value, str) or any(letter.isdigit() for letter in value) and not _signs(value)
