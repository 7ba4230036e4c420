"""How many rows there are, up to a limit: a full count of a million costs more than the page that tells it."""

from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet
from django.db import connection

COUNT_LIMIT = 1000
"""Rows counted exactly; above it a list says "hơn 1.000"."""


def counted(several: Iterable) -> list[int]:
    """The number of rows of each queryset, up to one above the limit, in one statement."""
    parts, values, places = [], [], []
    for rows in several:
        try:
            sql, params = rows.order_by().values("pk")[: COUNT_LIMIT + 1].query.sql_with_params()
        except EmptyResultSet:
            places.append(None)
            continue
        places.append(len(parts))
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS few)")  # noqa: S608 - made by the ORM
        values += params
    if not parts:
        return [0] * len(places)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        found = cursor.fetchone()
    return [0 if place is None else found[place] for place in places]
