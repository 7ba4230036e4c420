"""Whose files a record takes: an app above says so for its model, where the permission alone would let too many."""

from collections.abc import Callable

_guards: dict[type, Callable] = {}


def only(model, may: Callable[[object, object], bool]) -> None:
    """Let `may(record, user)` decide, besides the permission, who attaches files to records of a model."""
    _guards[model] = may


def may_attach(record, user) -> bool:
    """Whether the record takes files of this user, as far as its own app has a say in it."""
    guard = _guards.get(type(record))
    return guard is None or guard(record, user)
