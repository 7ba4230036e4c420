"""Which petitions of a locality share rare terms with a text: two statements, however many petitions there are."""

import math
from collections import defaultdict

from django.db import connection

from voters.models import Petition, PetitionTerm, TermCount
from voters.similarity.index import key_of
from voters.similarity.words import Terms

NEWEST = 400
"""At most so many petitions are looked at for one term, newest first. What is more frequent says little alone: then the
pairs of concepts find the older ones."""
LOOKED_AT = 2_500
"""Rows read for one question, all terms together; the rarest terms come first."""
KEPT = 80
"""Candidates whose text is compared in full."""


class Rarity:
    """How rare terms are in a locality: the logarithm of petitions to petitions with the term."""

    def __init__(self, locality_id: int, terms):
        self.keys = {term: key_of(term) for term in terms}
        wanted = [TermCount.ALL, *self.keys.values()]
        rows = TermCount.objects.filter(locality=locality_id, term__in=wanted).values_list("term", "petitions")
        self.counts = dict(rows)
        missing = sorted(set(self.keys.values()) - set(self.counts))
        self.counts |= _counted_now(locality_id, missing)
        self.total = self.counts.get(TermCount.ALL) or Petition._base_manager.filter(locality=locality_id).count()

    def of(self, term: str) -> float:
        """At least a little, so that a term of every petition still counts."""
        count = self.counts.get(self.keys.get(term, -1), 0)
        return max(math.log((self.total + 1) / (count + 0.5)), 0.1)

    @property
    def usual(self) -> float:
        """What is taken for a term that was not counted: single words, and words of the other text."""
        return max(math.log(self.total + 1) * 0.5, 0.1)


def candidates(locality_id: int, terms: Terms, rarity: Rarity) -> list[int]:
    """Keys of the petitions that share the rarest terms, most alike first."""
    by_rarity = sorted(terms.strong, key=lambda term: (-rarity.of(term), term))
    asked, rows = {}, 0
    for term in by_rarity:
        count = rarity.counts.get(rarity.keys[term], 0)
        if count and rows < LOOKED_AT:
            asked[rarity.keys[term]] = rarity.of(term)
            rows += min(count, NEWEST)
    found: dict[int, float] = defaultdict(float)
    for key, petition in _postings(locality_id, list(asked)):
        found[petition] += asked[key]
    return sorted(found, key=lambda petition: (-found[petition], -petition))[:KEPT]


BRANCHES = 200
"""Branches of one statement; SQLite takes 500."""


def _postings(locality_id: int, keys: list[int]) -> list[tuple[int, int]]:
    """The newest petitions of each term. One statement of bounded branches: the ORM cannot limit a branch on SQLite."""
    table = PetitionTerm._meta.db_table
    branch = f'SELECT term, petition_id FROM "{table}" WHERE locality_id = %s AND term = %s'  # noqa: S608 - own name
    return _united(f"{branch} ORDER BY petition_id DESC LIMIT {NEWEST}", locality_id, keys)


def _counted_now(locality_id: int, keys: list[int]) -> dict[int, int]:
    """Terms that were not counted yet, up to the number from which on they are not told apart."""
    table = PetitionTerm._meta.db_table
    inner = f'SELECT term FROM "{table}" WHERE locality_id = %s AND term = %s LIMIT {10 * NEWEST}'  # noqa: S608
    branch = f"SELECT MAX(term), COUNT(*) FROM ({inner}) AS few HAVING COUNT(*) > 0"  # noqa: S608
    return dict(_united(branch, locality_id, keys))


def _united(branch: str, locality_id: int, keys: list[int]) -> list:
    """The rows of one branch for each key, so many branches at once as every database allows."""
    found: list = []
    for start in range(0, len(keys), BRANCHES):
        some = keys[start : start + BRANCHES]
        parts = " UNION ALL ".join(f"SELECT * FROM ({branch}) AS part{at}" for at in range(len(some)))  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(parts, [value for key in some for value in (locality_id, key)])
            found += cursor.fetchall()
    return found
