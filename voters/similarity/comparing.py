"""How alike two texts are, and why: shared terms by their rarity; place and field as signals of their own."""

import math
from typing import NamedTuple

from voters.similarity.candidates import Rarity
from voters.similarity.words import GENERAL, WORD, Terms

FIELD, PLACE, VILLAGE = 0.12, 0.05, 0.03
"""What the same field, the same commune and the same village add to a likeness of the words between 0 and 1."""
ENOUGH = 0.2
"""Likeness of the words below which a petition is not shown."""


class Likeness(NamedTuple):
    """`words` between 0 and 1, `score` with place and field, and the terms shared, rarest first."""

    words: float
    score: float
    shared: tuple[str, ...]
    is_weak: bool = False
    """Only what is said of nearly everything is shared ("hỏng"), or one word of many: no ground to propose it."""


class Question:
    """A text that is compared with many."""

    def __init__(self, terms: Terms, rarity: Rarity):
        self.terms, self.rarity = terms, rarity
        self.heavy = {term: weight * self._rare(term) for term, weight in terms.weights.items()}
        self.is_general = set(terms.weights) <= GENERAL
        self.length = math.sqrt(sum(value * value for value in self.heavy.values())) or 1.0

    def _rare(self, term: str) -> float:
        return self.rarity.of(term) if term in self.rarity.keys else self.rarity.usual

    def words(self, other: Terms) -> tuple[float, tuple[str, ...]]:
        """Cosine of the two texts, rarity as weight, and the shared terms."""
        product = length = 0.0
        shared = []
        for term, weight in other.weights.items():
            value = weight * self._rare(term)
            length += value * value
            if mine := self.heavy.get(term):
                product += mine * value
                shared.append((mine, term))
        alike = product / (self.length * math.sqrt(length)) if length else 0.0
        return alike, tuple(term for _weight, term in sorted(shared, reverse=True))

    def likeness(self, other: Terms, *, same_field: bool, same_place: bool, same_village: bool) -> Likeness:
        """How alike, with place and field counted."""
        words, shared = self.words(other)
        extra = FIELD * same_field + PLACE * same_place + VILLAGE * same_village
        return Likeness(words, words + extra, shared, self._is_weak(shared))

    def _is_weak(self, shared: tuple[str, ...]) -> bool:
        """A text that says nothing but general things is compared by these."""
        if self.is_general:
            return False
        telling = [term for term in shared if term not in GENERAL]
        return len(telling) < 2 and all(self.terms.weights[term] == WORD for term in telling)
