"""How many rows there are, up to a limit: a full count of a million costs more than the page that tells it."""

from collections.abc import Iterable
from hashlib import sha256

from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import EmptyResultSet
from django.db import connection

from coordination.lib.numbers import vi

COUNT_LIMIT = 1000
"""Rows counted exactly; above it a list says "hơn 1.000"."""
KEPT = 60
"""Seconds for which it is taken as known that there are more."""
known = LocMemCache("counted", {"TIMEOUT": KEPT, "OPTIONS": {"MAX_ENTRIES": 2_000}})
"""Of this process: in the shared cache the many questions would push out what guards the passwords."""


def counted(several: Iterable) -> list[int]:
    """The number of rows of each queryset, up to one above the limit, in one statement.

    What had more than the limit is not counted again for a minute: only that answer costs much, and it does not wear
    out. It is known by the whole question, the gate included, so nobody is told what they would not be told anew.
    """
    asked = [_question(rows) for rows in several]
    keys = [f"counted:{sha256(repr(question).encode()).hexdigest()}" if question else None for question in asked]
    told = known.get_many([key for key in keys if key])
    many = COUNT_LIMIT + 1
    numbers = dict.fromkeys(filter(None, keys), many)
    open_ones = {key: question for key, question in zip(keys, asked, strict=True) if key and key not in told}
    numbers |= dict(zip(open_ones, _asked(list(open_ones.values())), strict=True))
    if costly := {key: many for key in open_ones if numbers[key] == many}:
        known.set_many(costly)
    return [numbers[key] if key else 0 for key in keys]


def words(number: int) -> str:
    """The number as a page says it: exactly up to the limit, "hơn 1.000" above it."""
    return f"hơn {vi(COUNT_LIMIT)}" if number > COUNT_LIMIT else vi(number)


def _question(rows) -> tuple[str, tuple] | None:
    """The statement that counts the rows, with its values; none where the query can find nothing."""
    try:
        sql, values = rows.order_by().values("pk")[: COUNT_LIMIT + 1].query.sql_with_params()
    except EmptyResultSet:
        return None
    return f"(SELECT COUNT(*) FROM ({sql}) AS few)", values  # noqa: S608 - made by the ORM


def _asked(questions: list[tuple[str, tuple]]) -> tuple[int, ...]:
    """All numbers at once."""
    if not questions:
        return ()
    with connection.cursor() as cursor:
        parts = ", ".join(part for part, _values in questions)
        cursor.execute(f"SELECT {parts}", [value for _part, values in questions for value in values])
        return cursor.fetchone()
