"""What a text of a petition is about: concepts of the field, pairs of neighbouring words, single words.

Accents do not count. Names of places are left out: two villages that ask for the same are alike, two requests from one
village are not. Pure functions; the words that mean the same stand in `voters/data/synonyms.yaml`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import yaml

from coordination.lib.text import fold

SYNONYMS = Path(__file__).parent.parent / "data" / "synonyms.yaml"

STOP = frozenset(
    """
    a ai anh ba bang bao bi bo boi cac cach can cang chi cho chua chung co con cu cua cung da dan dang de den
    deu di do doi dong du duoi duoc em gi gia giua giup ha hai hang hay hien ho hoac hon it kha khi khong la
    lai lam lan len loai luc luon ma mai mat may mo moi mong mot muc muon nam nao nay neu ngay nghi nghia
    ngoai ngoi nguoi nhan nhat nhieu nho nhu nhung nen noi nua o oi phai phan phia qua ra rang rat roi sao sau
    se so song som tai tam tat te than thang the theo thi thoi thu thuc thuong tiep tinh to toi tren trong
    truoc tu tuc tung tuy va van vao vay ve vi viec voi vua vung xa xin y ap ban huyen phuong thon xom tri
    kien hoi dia nha nuoc cap quan chinh quyen ubnd hdnd uy nganh
    """.split()  # noqa: SIM905 - a list would take three hundred lines
)
"""Folded syllables that say nothing alone; inside a longer phrase of the data file they still count."""

GENERAL = frozenset(
    """
    =hu_hong =thieu =cham =thap =do_dang =xa_xoi =sua_chua =xay_moi =tang_muc =xem_lai =kiem_tra =xu_ly =ho_tro
    =chi_tra =di_doi =mo_rong =tuyen_truyen
    """.split()  # noqa: SIM905
)
"""Concepts that are said of nearly everything: what is wrong, what is asked for, but not of what."""

KINDS = frozenset(
    [
        "thôn",
        "xã",
        "phường",
        "tổ",
        "bản",
        "xóm",
        "ấp",
        "buôn",
        "làng",
        "khu",
        "phố",
        "huyện",
        "tỉnh",
        "trấn",
        "thị",
        "suối",
        "sông",
        "cánh",
        "chợ",
        "cầu",
    ]
)
"""Kinds of places: capitalised words or a number after them are a name."""

CONCEPT, PAIR, WORD = 1.0, 0.7, 0.3
"""How much a term counts beside its rarity: a concept of the data file, two neighbouring words, one word."""


class Terms(NamedTuple):
    """The terms of a text: `=hu_hong` (a concept), `vung cao` (two words), `vung` (one), and how each was written."""

    weights: dict[str, float]
    written: dict[str, list[str]]

    @property
    def strong(self) -> list[str]:
        """Concepts, pairs of neighbours, pairs of concepts: what the index keeps.

        Single words only decide between candidates. Two concepts together are rare where each of them is not.
        """
        found = [term for term, weight in self.weights.items() if weight > WORD]
        if len(found) < FEW:
            found = list(self.weights)
        concepts = [term for term in found if term[0] == "="][:MOST_CONCEPTS]
        return [*found, *("".join(sorted(pair)) for pair in combinations(concepts, 2))]


FEW = 3
"""A text with fewer strong terms is found by its single words, too."""
MOST_CONCEPTS = 7
"""Of a long text only the first ones are paired."""


def terms_of(text: str, *, places: tuple[str, ...] = ()) -> Terms:
    """The terms of a text; `places` are names to leave out besides those that look like one."""
    weights: dict[str, float] = {}
    written: dict[str, list[str]] = {}
    previous = Item(".", "")
    for item in _items(text, places):
        if item.term[0] == "=":
            weights[item.term] = CONCEPT
            _note(written, item.term, item.written)
            previous = Item(".", "")
        elif item.term in STOP or len(item.term) < 2 or item.term.isdigit():
            previous = Item(".", "")
        else:
            weights.setdefault(item.term, WORD)
            _note(written, item.term, item.written)
            if previous.written:
                pair = f"{previous.term} {item.term}"
                weights.setdefault(pair, PAIR)
                _note(written, pair, f"{previous.written} {item.written}")
            previous = item
    return Terms(weights, written)


def _note(written: dict[str, list[str]], term: str, words: str) -> None:
    """How a term is written, each way once, in order."""
    ways = written.setdefault(term, [])
    if words not in ways:
        ways.append(words)


def said_alike(term: str, mine: Terms, other: Terms) -> str:
    """How two texts say one thing: the words of both where they are the same, else "ổ gà ~ xuống cấp"."""
    ways = {fold(words): words for words in reversed(other.written[term])}
    same = next((ways[fold(words)] for words in mine.written[term] if fold(words) in ways), "")
    return same or f"{mine.written[term][0]} ~ {other.written[term][0]}"


class Item(NamedTuple):
    """A syllable or a concept in a text, and how it was written there."""

    term: str
    written: str


class Syllable(NamedTuple):
    """A syllable without its accents; `exact` is its letters and marks, wherever the tone was put.

    Of a name of a place only a longer phrase counts ("tiếng Anh").
    """

    folded: str
    exact: str
    written: str = ""
    is_name: bool = False


def _items(text: str, places) -> list[Item]:
    """Folded syllables in order, the longest known phrase at each place as one item; a mark or a name as ".".

    In a text with accents a phrase of one syllable has to have the same ones: "giá" is not "giả".
    """
    syllables = _syllables(text, places)
    accented = any(syllable.exact != syllable.folded for syllable in syllables)
    folded = tuple(syllable.folded for syllable in syllables)
    known, begins = phrases(), openings()
    items: list[Item] = []
    at = 0
    while at < len(syllables):
        one = syllables[at]
        for length in begins.get(one.folded, ()):
            found = known.get(folded[at : at + length]) if at + length <= len(folded) else None
            if found and (length > 1 or _stands_alone(one, found, accented)):
                written = " ".join(syllable.written for syllable in syllables[at : at + length])
                items.append(Item(f"={found.concept}", written.lower()))
                at += length
                break
        else:
            items.append(Item(".", "") if one.is_name else Item(one.folded, one.written.lower()))
            at += 1
    return items


@cache
def openings() -> dict[str, list[int]]:
    """Syllable with which a known phrase begins → how many syllables those phrases have, the longest first."""
    found: dict[str, set[int]] = {}
    for phrase in phrases():
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def _stands_alone(syllable: Syllable, phrase, accented: bool) -> bool:
    """Whether one syllable is the phrase: no name, and spelled like it where the text has accents."""
    return not syllable.is_name and (not accented or syllable.exact in phrase.exact)


def _syllables(text: str, places) -> list[Syllable]:
    """The syllables of a text, a name of a place as one "."."""
    text = unicodedata.normalize("NFC", text)
    for name in places:
        if name:
            text = re.sub(re.escape(name), " . ", text, flags=re.IGNORECASE)
    found, words = [], TOKEN.findall(text)
    for at, word in enumerate(words):
        if word.isalnum() and (folded := _folded(word)):
            found.append(Syllable(folded, _exact(word), word, _is_name(words, at)))
        else:
            found.append(MARK)
    return found


TOKEN = re.compile(r"\w+|[.,;:!?()]")
MARK = Syllable(".", ".")


def _is_name(words: list[str], at: int) -> bool:
    """A capitalised word inside a sentence, or a number after a kind of place; all capitals are an abbreviation."""
    word, before = words[at], words[at - 1] if at else "."
    if word[0].isdigit():
        return before.lower() in KINDS
    return word[0].isupper() and not (len(word) > 1 and word[1:].isupper()) and before not in ".!?:"


@lru_cache(20_000)
def _folded(word: str) -> str:
    """A syllable without accents; there are some seven thousand of them."""
    return fold(word)


@lru_cache(20_000)
def _exact(word: str) -> str:
    """Letters, then marks in a fixed order, so that "hóa" and "hoá" are one."""
    parts = unicodedata.normalize("NFD", word.lower())
    marks = sorted(char for char in parts if unicodedata.combining(char))
    return "".join([*(char for char in parts if not unicodedata.combining(char)), *marks])


class Phrase(NamedTuple):
    """What a folded phrase means, and the spellings with accents that the data file knows of it."""

    concept: str
    exact: frozenset[str]


@cache
def phrases() -> dict[tuple[str, ...], Phrase]:
    """Folded phrase, syllable by syllable → its concept."""
    known: dict[tuple[str, ...], Phrase] = {}
    for concept, words in yaml.safe_load(SYNONYMS.read_text()).items():
        for phrase in words:
            key = tuple(fold(phrase).split())
            earlier = known.get(key, Phrase(concept, frozenset()))
            known[key] = Phrase(earlier.concept, earlier.exact | {_exact(phrase)})
    return known
