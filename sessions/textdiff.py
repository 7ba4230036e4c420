"""How two texts differ, paragraph by paragraph and word by word. Plain text in, marked pieces out; no markup here."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
LONGEST = 400_000
"""Letters of a text that is compared at all."""
MOST_WORDS = 2000
"""Words of one changed passage that are compared word by word; a longer one is shown as removed and added whole."""
CONTEXT = 1
"""Paragraphs shown on either side of a change."""

# A word or a number ("600.000", "01/01/2027") with the space behind it: spaces of their own would match one another
# everywhere, which takes long.
_WORD = re.compile(r"(?:\d+(?:[.,/-]\d+)*|\w+|[^\w\s])\s*")


@dataclass(frozen=True)
class Piece:
    """A run of text: in both versions, only in the newer one, only in the older one."""

    kind: str
    text: str


@dataclass(frozen=True)
class Passage:
    """Paragraphs to show (`pieces`), or how many equal ones are left out (`hidden`)."""

    pieces: tuple[Piece, ...] = ()
    hidden: int = 0


@dataclass(frozen=True)
class Difference:
    """What there is to show, and how much changed."""

    passages: tuple[Passage, ...]
    added: int
    removed: int

    @property
    def is_none(self) -> bool:
        """Both texts say the same."""
        return not (self.added or self.removed)


def paragraphs(text: str) -> list[str]:
    """Lines with something in them, white space at their ends taken off."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def compare(older: str, newer: str) -> Difference:
    """The newer text against the older one; words added and removed are counted."""
    before, after = paragraphs(older), paragraphs(newer)
    passages: list[Passage] = []
    matcher = SequenceMatcher(None, before, after)
    blocks = matcher.get_opcodes()
    for place, (tag, i1, i2, j1, j2) in enumerate(blocks):
        if tag == "equal":
            passages += _quiet(before[i1:i2], after_change=place > 0, before_change=place < len(blocks) - 1)
        else:
            passages += _changed(before[i1:i2], after[j1:j2])
    count = {kind: sum(_words(p.text) for row in passages for p in row.pieces if p.kind == kind) for kind in KINDS}
    return Difference(tuple(passages), count[ADDED], count[REMOVED])


KINDS = (SAME, ADDED, REMOVED)


def _words(text: str) -> int:
    return len(text.split())


def _quiet(lines: list[str], *, after_change: bool, before_change: bool) -> list[Passage]:
    """Equal paragraphs, of which only those beside a change are shown."""
    head, tail = CONTEXT * after_change, CONTEXT * before_change
    hidden = len(lines) - head - tail
    if hidden <= 1:
        return [_whole(SAME, line) for line in lines]
    return [
        *(_whole(SAME, line) for line in lines[:head]),
        Passage(hidden=hidden),
        *(_whole(SAME, line) for line in lines[len(lines) - tail :]),
    ]


def _whole(kind: str, line: str) -> Passage:
    return Passage((Piece(kind, line),))


def _changed(before: list[str], after: list[str]) -> list[Passage]:
    """Changed paragraphs, paired where both sides have one; the rest is wholly new or wholly gone."""
    pairs = min(len(before), len(after))
    return [
        *(Passage(_by_words(before[n], after[n])) for n in range(pairs)),
        *(_whole(REMOVED, line) for line in before[pairs:]),
        *(_whole(ADDED, line) for line in after[pairs:]),
    ]


def _by_words(before: str, after: str) -> tuple[Piece, ...]:
    """One paragraph against another; two that have little in common are shown one after the other."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    apart = (Piece(REMOVED, before), Piece(ADDED, after))
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return apart
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return apart
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(ADDED, "".join(new[j1:j2])))
    return tuple(pieces)
