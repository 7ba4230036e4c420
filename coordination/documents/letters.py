"""The kinds of letters that can be drafted from a record. Apps above register theirs in a module `letters.py`.

A kind says about which records it is written, what it is under Decree 30 and who may write it; `compose(record, user)`
gives the first text from what is recorded, reading rows through the gate of that user. What is not recorded stays a
gap ("…"); nothing is invented.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from coordination.documents import rules
from coordination.documents.choices import DocumentKind
from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.ui.registry import Hook


@dataclass
class Text:
    """What a letter begins with: every part can be changed by the office before it is sent."""

    issuer: Body
    abstract: str
    body: str
    symbol: str = ""
    addressees: str = ""
    bases: str = ""
    closing: str = ""
    recipients: list = field(default_factory=list)
    copies: str = ""
    capacity: str = ""
    signer_post: str = ""
    signer_name: str = ""
    co_signer_post: str = ""
    co_signer_name: str = ""
    place: str = ""


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter. `models` are labels ("council_sessions.CouncilSession")."""

    code: str
    label: str
    models: tuple[str, ...]
    document_kind: DocumentKind
    permission: Permission
    compose: Callable[[Any, Any], Text]
    when: Callable[[Any], bool] = lambda record: True
    """Whether it makes sense for this record now."""
    reference: Callable[[Any], tuple[str, str]] | None = None
    """(number, symbol) where the record itself has them (a resolution): the letter takes no number of its own."""
    issued: Callable[..., None] | None = None
    """`issued(record, letter, document, by=)`: what becomes of the record when the letter was issued."""

    @property
    def type_name(self) -> str:
        """What the paper is called: "Quyết định"."""
        return self.document_kind.label

    def is_about(self, record) -> bool:
        """Whether it is written about records of this kind, and about this one now."""
        return record._meta.label in self.models and self.when(record)

    def is_for(self, user, record) -> bool:
        """Whether this user may write it about this record."""
        return user.can(self.permission, record) and user.can(Permission.DOCUMENT_EDIT, record)


_kinds: dict[str, LetterKind] = {}


def register(kind: LetterKind) -> None:
    """Declare a kind."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> LetterKind | None:
    """The declared kind, or none."""
    return _kinds.get(code)


def kinds_for(record, user) -> list[LetterKind]:
    """What this user may draft about the record, in the order of registration."""
    return [kind for kind in _kinds.values() if kind.is_about(record) and kind.is_for(user, record)]


def symbol_of(kind: DocumentKind, issuer: Body, unit: str = "") -> str:
    """The symbol after the number, from the issuer's own sign."""
    return rules.symbol_of(kind, issuer.symbol, unit)


class NoWorker(Exception):
    """Nothing in this installation does long work: a mistake in the program."""


def _nobody(letter, *, by, keep=False):
    raise NoWorker


print_later = Hook(_nobody)
"""(letter, by=, keep=False) → the job that makes the PDF; with `keep` it is attached to the letter's document."""
