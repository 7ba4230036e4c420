"""What stands in a sheet around its table: sums that are put in words, and below the last row who signed it and who
gets it. A line is taken for one only where nothing in it says that it may be a row.
"""

import re
import unicodedata

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
SIGNATURE = re.compile(
    r"nguoi (lap|tong hop)( bieu| bang| so| danh sach| bao cao)?( \(.*\))? ?:?"
    r"|(t ?/ ?m|k ?/ ?t|tm\.|kt\.|tl\.|tuq\.|q\.) ?\S.*"
    r"|noi nhan ?:.*|[-+*]? ?luu ?:.*"
    r"|\(? ?ky( ten)?,? .*(ho (va )?ten|dong dau).*"
    r"|[^,]{2,40}, ngay [\d. _]*thang [\d. _]*nam [\d. _]*"
    r"|(pho )?(chu tich|truong ban|chanh van phong|giam doc|truong phong|truong doan|to truong)"
    r"|thu truong( don vi| co quan)?|xac nhan cua .*"
)
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


def is_beside(line: list) -> bool:
    """Whether a line below the signatures belongs to them: a few words side by side, no figure or day."""
    said = [value for value, _ in line if not is_blank(value)]
    return len(said) <= BLOCKS and all(isinstance(value, str) and not FIGURE.fullmatch(value.strip()) for value in said)


def marks(line: list) -> list[str]:
    """The cells of a line that sign the table, say who gets it, or when it was drawn up."""
    return [squeeze(written(value)) for value, _ in line if isinstance(value, str) and _signs(value)]


def _signs(value: str) -> bool:
    return len(value) <= LONGEST and SIGNATURE.fullmatch(fold(value)) is not None


def _is_whole(line: list, needed: dict[int, Column]) -> bool:
    """Whether a line has what every row has: a day where the day belongs, not the name of who signed."""
    said = {place: value for place, (value, _) in enumerate(line) if not is_blank(value)}
    if not said or not needed.keys() <= said.keys():
        return False
    if any(column.has_digits and not _has_digits(said[place]) for place, column in needed.items()):
        return False
    return not all(isinstance(value, str) and _signs(value) for value in said.values())


def _has_digits(value) -> bool:
    return not isinstance(value, str) or any(letter.isdigit() for letter in value) and not _signs(value)
