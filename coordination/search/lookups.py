"""Full-text matching of the folded column: tsvector on PostgreSQL, FTS5 on SQLite; same meaning on both."""

import re
from dataclasses import dataclass

from django.db.models import Lookup

from coordination.lib.text import fold

TERM = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True)
class Term:
    """Words that must stand side by side; the last one may be a prefix."""

    words: tuple[str, ...]
    prefix: bool = False


def tokens(text: str) -> list[str]:
    """Words of a text as the index knows them: folded, letters and digits only."""
    return re.findall(r"[a-z0-9]+", fold(text))


def parse(query: str) -> list[Term]:
    """Read what a person typed: words joined by AND, "phrases", prefix*. Symbols split words: 53/QC is a phrase."""
    terms = []
    for quoted, word in TERM.findall(query):
        words = tuple(tokens(quoted or word))
        if words:
            terms.append(Term(words, prefix=word.endswith("*")))
    return terms


class Words(Lookup):
    """`folded__words="duong lien xa"`: every word or phrase occurs. An empty query matches nothing."""

    lookup_name = "words"
    prepare_rhs = False

    def get_prep_lookup(self):
        return self.rhs

    def as_postgresql(self, compiler, connection):
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        query = " & ".join(" <-> ".join(_pg(term)) for term in parse(self.rhs))
        if not query:
            return "FALSE", []
        return f"{alias}.tsv @@ to_tsquery('simple', %s)", [query]

    def as_sqlite(self, compiler, connection):
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        query = " AND ".join(_fts(term) for term in parse(self.rhs))
        if not query:
            return "0", []
        found = "SELECT rowid FROM search_entry_fts WHERE search_entry_fts MATCH %s"
        return f"{alias}.id IN ({found})", [query]

    def as_sql(self, compiler, connection):
        raise NotSupported(connection.vendor)


class NotSupported(Exception):
    """Only PostgreSQL and SQLite are search back ends."""


def _pg(term: Term) -> list[str]:
    words = list(term.words)
    if term.prefix:
        words[-1] += ":*"
    return words


def _fts(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + ("*" if term.prefix else "")
