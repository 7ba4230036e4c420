"""SQLite knows no Vietnamese: give every connection the collation that PostgreSQL brings under the same name."""

from functools import lru_cache

from django.db.backends.signals import connection_created

from coordination.lib.text import sort_key

COLLATION = "vi-VN-x-icu"

cached_key = lru_cache(maxsize=20_000)(sort_key)


def compare(left: str, right: str) -> int:
    """-1, 0 or 1, in Vietnamese alphabetical order."""
    first, second = cached_key(left), cached_key(right)
    return (first > second) - (first < second)


def add_collation(*, connection, **_kwargs) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, compare)


def connect() -> None:
    """Called once when the apps are ready: `Collate("name", COLLATION)` then sorts alike on both databases."""
    connection_created.connect(add_collation, dispatch_uid="coordination.records.sqlite")
