"""Pages of long lists. The first ones are counted off; deeper ones begin at a row that the pager names.

`page=3` is the third page. `page=400.81` is the page that begins after the record with key 81, `page=398.-56` the one
that ends before the record with key 56: a database finds that place by its index, where it would have to count off ten
thousand rows. When the record is gone, or the user may not see it, the number counts.
"""

import re
from functools import reduce
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import InvalidPage, Page
from django.db import connection
from django.db.models import Q
from django_tables2 import LazyPaginator

LAST_PAGE = 100_000
COUNTED_OFF = 10
"""Pages whose number alone says where they are: so far counting off costs nothing."""
ASKED = re.compile(r"(\d{1,8})(?:\.(-?)(\d{1,18}))?", re.ASCII)


class Place(NamedTuple):
    """Which page is asked for: its number and, far down, the record it begins after or (`backwards`) ends before."""

    number: int = 1
    key: int | None = None
    backwards: bool = False

    @classmethod
    def read(cls, text: str) -> "Place":
        """What an address says; anything else is the first page."""
        match = ASKED.fullmatch(text)
        if not match or not int(match[1]):
            return cls()
        return cls(min(int(match[1]), LAST_PAGE), int(match[3]) if match[3] else None, match[2] == "-")


class Term(NamedTuple):
    """One part of an order: a field, its direction, whether it may be empty."""

    name: str
    is_down: bool
    may_be_empty: bool


def page_of(table, text: str, per_page: int) -> Page:
    """The asked page of the table, fetched with one row more to know whether there is another."""
    place = Place.read(text)
    if place.key is None or not _begin(table, place, per_page):
        try:
            table.paginate(LazyPaginator, per_page, place.number)
        except InvalidPage:
            table.paginate(LazyPaginator, per_page, 1)
    page = table.page
    page.before, page.after = _links(page)
    return page


def _begin(table, place: Place, per_page: int) -> bool:
    """Take the page from a known row on; False where that cannot be done."""
    rows = table.data.data
    limits = _beside(rows, place)
    if limits is None:
        return False
    near = rows.filter(limits)
    found = list((near.reverse() if place.backwards else near)[: per_page + 1])
    if not found or (place.backwards and len(found) < per_page):
        return False  # rows went away meanwhile
    kept = found[:per_page]
    table.data.data = kept[::-1] if place.backwards else kept
    table.paginate(LazyPaginator, per_page, 1)
    paginator, table.page.number = table.paginator, place.number
    has_more = place.backwards or len(found) > per_page
    paginator._num_pages = place.number + has_more  # noqa: SLF001 - what its own `page` sets
    table.data.data = rows
    return True


def _links(page: Page) -> tuple[str, str]:
    """The addresses of the page before and the page after, as `Place.read` understands them."""
    rows = [row.record for row in page.object_list]
    if page.number <= COUNTED_OFF or not rows or not hasattr(rows[0], "pk"):
        return str(page.number - 1), str(page.number + 1)
    first, last = rows[0].pk, rows[-1].pk
    before = f"{page.number - 1}.-{first}" if page.number > COUNTED_OFF + 1 else str(page.number - 1)
    return before, f"{page.number + 1}.{last}"


def _beside(rows, place: Place) -> Q | None:
    """The condition of the rows after the record (before it, backwards); None where there is no such place."""
    terms = _terms(rows)
    if not terms:
        return None
    values = rows.filter(pk=place.key).values_list(*(term.name for term in terms)).first()
    if values is None:
        return None
    steps = list(zip(terms, values, strict=True))
    beyond = Q()
    for at, (term, value) in enumerate(steps):
        further = _further(term, value, place.backwards)
        if further is not None:
            beyond |= reduce(lambda left, step: left & _same(*step), steps[:at], further)
    return _bound(*steps[0], place.backwards) & beyond if beyond else None


def _terms(rows) -> list[Term]:
    """The order of the rows as fields, up to the key; empty where an expression orders them, and for a plain list."""
    if not hasattr(rows, "query"):
        return []
    terms = []
    for part in rows.query.order_by:
        if not isinstance(part, str):
            return []
        name = part.removeprefix("-")
        try:
            may_be_empty = _may_be_empty(rows.model, name)
        except FieldDoesNotExist:
            return []
        terms.append(Term(name, part.startswith("-"), may_be_empty))
        if name in ("pk", rows.model._meta.pk.name):
            return terms
    return []


def _may_be_empty(model, path: str) -> bool:
    empty = False
    for name in path.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        empty = empty or field.null
        model = field.related_model
    return empty


def _same(term: Term, value) -> Q:
    return Q(**{f"{term.name}__isnull": True}) if value is None else Q(**{term.name: value})


def _further(term: Term, value, backwards: bool) -> Q | None:
    """What comes after the value in this order. PostgreSQL holds nothing for the largest value, SQLite for least."""
    is_down = term.is_down is not backwards
    empty_comes_last = (connection.vendor == "postgresql") is not is_down
    empty = Q(**{f"{term.name}__isnull": True})
    if value is None:
        return None if empty_comes_last else ~empty
    beyond = Q(**{f"{term.name}__{'lt' if is_down else 'gt'}": value})
    return beyond | empty if term.may_be_empty and empty_comes_last else beyond


def _bound(term: Term, value, backwards: bool) -> Q:
    """The same as one comparison of the first field, which an index understands."""
    if term.may_be_empty:
        return Q()
    return Q(**{f"{term.name}__{'lte' if term.is_down is not backwards else 'gte'}": value})
