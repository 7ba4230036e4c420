"""Whose files a record takes: an app above says so for its model, where the permission to enter documents would let too
many, or too few."""

from collections.abc import Callable

from coordination.people.permissions import Permission

_guards: dict[type, Callable] = {}
_permissions: dict[type, Permission] = {}


def only(model, may: Callable[[object, object], bool], permission: Permission = Permission.DOCUMENT_EDIT) -> None:
    """Let `may(record, user)` decide, besides the permission, who attaches files to records of a model.

    Whoever answers, say, attaches to the answer without entering documents into the books.
    """
    _guards[model] = may
    _permissions[model] = permission


def permission_for(record) -> Permission:
    """What whoever attaches files to the record must hold."""
    return _permissions.get(type(record), Permission.DOCUMENT_EDIT)


def may_attach(record, user) -> bool:
    """Whether the record takes files of this user, as far as its own app has a say in it."""
    guard = _guards.get(type(record))
    return guard is None or guard(record, user)
