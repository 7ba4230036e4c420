"""Vietnamese text: folding for search, the alphabetical order, slugs."""

import re
import unicodedata

# The seven letters of the alphabet that Unicode builds from another letter, as (base, mark) -> rank after the base.
_LETTER_MARKS = {
    ("a", "\u0306"): "1",  # ă
    ("a", "\u0302"): "2",  # â
    ("e", "\u0302"): "1",  # ê
    ("o", "\u0302"): "1",  # ô
    ("o", "\u031b"): "2",  # ơ
    ("u", "\u031b"): "1",  # ư
}
# Tones in dictionary order; a syllable without a mark comes first (rank "0").
_TONES = {
    "\u0300": "1",  # huyền
    "\u0309": "2",  # hỏi
    "\u0303": "3",  # ngã
    "\u0301": "4",  # sắc
    "\u0323": "5",  # nặng
}
_OTHER_MARK = "6"
_STROKES = str.maketrans({"đ": "d", "Đ": "D"})


def squeeze(text: str) -> str:
    """The text with every run of white space (no-break spaces too) as one space, and none at either end."""
    return " ".join(text.split())


class _Bare(dict):
    """Character → what is left of it: lower case without marks; compatibility forms, soft hyphens and joiners are gone.
    Each is reckoned once.
    """

    def __missing__(self, code: int) -> str:
        # Lowering can make new composed characters (İ), so decompose on both sides of it.
        letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).lower())
        kept = "".join(c for c in letters if unicodedata.category(c) != "Cf" and not unicodedata.combining(c))
        self[code] = kept.translate(_STROKES)
        return self[code]


_BARE = _Bare()


def fold(text: str) -> str:
    """Text as it is searched: lower case, no marks, đ as d, white space folded. Folding twice changes nothing."""
    return squeeze(text.translate(_BARE))


def sort_key(text: str) -> str:
    """A plain string that sorts text the Vietnamese way by code point, so that a database column can hold it.

    Letters first (a ă â … d đ … o ô ơ … u ư), then tones (ngang huyền hỏi ngã sắc nặng), then small before capital: the
    order of the ICU collation `vi-VN-x-icu`, over the whole text rather than syllable by syllable. On PostgreSQL the
    column needs the collation "C".
    """
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for char in unicodedata.normalize("NFKD", squeeze(text)):
        if unicodedata.combining(char):
            _mark(char, letters, tones)
        elif unicodedata.category(char) not in ("Cf", "Cc"):
            small = char.lower()
            letters.append("d1" if small == "đ" else f"{small}0")
            tones.append("0")
            cases.append("0" if small == char else "1")
    # A tab sorts below everything a letter or tone can be, so a shorter text comes before its continuation.
    return "\t".join("".join(level) for level in (letters, tones, cases))


def _mark(mark: str, letters: list[str], tones: list[str]) -> None:
    """Add one combining mark to the letter it stands on."""
    if not letters:
        return
    base = letters[-1][0]
    if rank := _LETTER_MARKS.get((base, mark)):
        letters[-1] = base + rank
    else:
        tones[-1] = _TONES.get(mark, _OTHER_MARK)


def slugify_vi(text: str) -> str:
    """A lower-case ASCII slug: "Thị xã Đông Hà" → "thi-xa-dong-ha"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
