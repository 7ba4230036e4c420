"""Which petitions of a register, or of several, share rare terms with texts: two statements, however many rows."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from coordination.people.models import Locality
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
GATED = 1_000
"""Candidates of which it is asked whether the reader sees them, where there are more than are compared."""


class Registers(NamedTuple):
    """Registers that are asked together: which rows of the terms, and how the newest of them are found."""

    where: str
    order: str

    @classmethod
    def of_one(cls, locality: int) -> "Registers":
        """The index has its rows in this order."""
        return cls(f"locality_id = {int(locality)}", "petition_id DESC")

    @classmethod
    def of_many(cls, localities: list[int]) -> "Registers":
        """Named by key, so that a database knows how few rows they have; the sum keeps it from walking down all
        petitions in the hope of coming upon enough of them."""
        return cls(f"locality_id IN ({', '.join(str(int(key)) for key in localities)})", "petition_id + 0 DESC")


class Rarity:
    """How rare terms are in the registers of some localities: the logarithm of petitions to petitions with the term.

    With `below` the registers of that locality's communes count, too: few of their petitions concern its readers, so
    that all of them are asked together.
    """

    def __init__(self, localities: Iterable[int], terms, below: int | None = None):
        own = sorted(localities)
        self.registers = [Registers.of_one(locality) for locality in own]
        asked = Q(locality__in=own)
        if below is not None:
            communes = Locality.objects.filter(parent=below).order_by("pk").values_list("pk", flat=True)
            self.registers += [Registers.of_many(list(communes))] if communes else []
            asked |= Q(locality__in=list(communes))
        self.keys = {term: key_of(term) for term in terms}
        wanted = [TermCount.ALL, *self.keys.values()]
        rows = TermCount.objects.filter(asked, term__in=wanted)
        self.counts: Counter[int] = Counter()
        for term, petitions in rows.values_list("term", "petitions"):
            self.counts[term] += petitions
        missing = sorted(set(self.keys.values()) - set(self.counts))
        self.counts.update(_counted_now(self.registers, missing))
        self.total = self.counts[TermCount.ALL] or Petition._base_manager.filter(asked).count()

    def of(self, term: str) -> float:
        """At least a little, so that a term of every petition still counts."""
        count = self.counts[self.keys.get(term, -1)]
        return max(math.log((self.total + 1) / (count + 0.5)), 0.1)

    @property
    def usual(self) -> float:
        """What is taken for a term that was not counted: single words, and words of the other text."""
        return max(math.log(self.total + 1) * 0.5, 0.1)


def candidates(questions: list[Terms], rarity: Rarity) -> list[list[int]]:
    """For each question the keys of the petitions, in the registers that the rarity knows, that share the rarest terms;
    most alike first. Many questions are asked together: a term that several have is looked up once."""
    asked = [_asked(terms, rarity) for terms in questions]
    with_term: dict[int, list[int]] = defaultdict(list)
    for key, petition in _postings(rarity.registers, list(dict.fromkeys(key for keys in asked for key in keys))):
        with_term[key].append(petition)
    return [_most_alike(keys, with_term) for keys in asked]


def _asked(terms: Terms, rarity: Rarity) -> dict[int, float]:
    """The terms that are looked up for a question, the rarest first, with their weight."""
    by_rarity = sorted(terms.strong, key=lambda term: (-rarity.of(term), term))
    asked, rows = {}, 0
    for term in by_rarity:
        count = rarity.counts[rarity.keys[term]]
        if count and rows < LOOKED_AT:
            asked[rarity.keys[term]] = rarity.of(term)
            rows += min(count, NEWEST)
    return asked


def _most_alike(asked: dict[int, float], with_term: dict[int, list[int]]) -> list[int]:
    found: dict[int, float] = defaultdict(float)
    for key, weight in asked.items():
        for petition in with_term[key]:
            found[petition] += weight
    return sorted(found, key=lambda petition: (-found[petition], -petition))


def seen(rows, found: list[list[int]]) -> list[list[int]]:
    """Of each question's candidates the first that are among the rows: what the reader may not see crowds out nothing.
    They are asked for together."""
    doubtful = {key for keys in found if len(keys) > KEPT for key in keys[:GATED]}
    if not doubtful:
        return found
    visible = set(rows.filter(pk__in=doubtful).select_related(None).order_by().values_list("pk", flat=True))
    return [[key for key in keys if key in visible][:KEPT] if len(keys) > KEPT else keys for keys in found]


BRANCHES = 200
"""Branches of one statement; SQLite takes 500."""


def _postings(registers: list[Registers], keys: list[int]) -> list[tuple[int, int]]:
    """The newest petitions of each term. One statement of bounded branches: the ORM cannot limit a branch on SQLite."""
    table = PetitionTerm._meta.db_table
    branch = f'SELECT term, petition_id FROM "{table}" WHERE {{where}} AND term = %s'  # noqa: S608 - own name
    return _united(f"{branch} ORDER BY {{order}} LIMIT {NEWEST}", registers, keys)


def _counted_now(registers: list[Registers], keys: list[int]) -> Counter[int]:
    """Terms that were not counted yet, up to the number from which on they are not told apart."""
    table = PetitionTerm._meta.db_table
    inner = f'SELECT term FROM "{table}" WHERE {{where}} AND term = %s LIMIT {10 * NEWEST}'  # noqa: S608
    branch = f"SELECT MAX(term), COUNT(*) FROM ({inner}) AS few HAVING COUNT(*) > 0"  # noqa: S608
    counted: Counter[int] = Counter()
    for term, petitions in _united(branch, registers, keys):
        counted[term] += petitions
    return counted


def _united(branch: str, registers: list[Registers], keys: list[int]) -> list:
    """The rows of one branch for each register and key, so many branches at once as every database allows."""
    found: list = []
    pairs = [(branch.format(**register._asdict()), key) for key in keys for register in registers]
    for start in range(0, len(pairs), BRANCHES):
        some = pairs[start : start + BRANCHES]
        parts = (f"SELECT * FROM ({one}) AS part{at}" for at, (one, _key) in enumerate(some))  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), [key for _one, key in some])
            found += cursor.fetchall()
    return found
