"""Pages of long lists. The first ones are counted off; deeper ones begin at a row that the pager names.

`page=3` is the third page. `page=400.81` is the page that begins after the record with key 81, `page=398.-56` the one
that ends before the record with key 56: a database finds that place by its index, where it would have to count off ten
thousand rows. When the record is gone, or the user may not see it, the number counts.
"""

import re
from functools import reduce
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page
from django.db import connection
from django.db.models import Field, Q
from django.db.models.sql.where import WhereNode
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
    rows, place = table.data.data, Place.read(text)
    found = _beside_it(rows, place, per_page) if place.key is not None else None
    if found is None:
        place = Place(place.number)
        first = (place.number - 1) * per_page
        found = list(cut(rows, first, first + per_page + 1))
        if not found and first:
            place, found = Place(), list(cut(rows, 0, per_page + 1))
    return _shown(table, found, place, per_page)


def _shown(table, found: list, place: Place, per_page: int) -> Page:
    """The table on the page that these rows make up."""
    rows, kept = table.data.data, found[:per_page]
    table.data.data = kept[::-1] if place.backwards else kept
    table.paginate(LazyPaginator, per_page, 1)
    page, table.page.number = table.page, place.number
    has_more = place.backwards or len(found) > per_page
    table.paginator._num_pages = place.number + has_more  # noqa: SLF001 - what its own `page` sets
    table.data.data = rows
    page.before, page.after = _links(page)
    return page


def _beside_it(rows, place: Place, per_page: int) -> list | None:
    """The rows from a known row on, with one more; nothing where that cannot be done."""
    limits = _beside(rows, place)
    if limits is None:
        return None
    near = rows.filter(limits)
    found = list(cut(near.reverse() if place.backwards else near, 0, per_page + 1))
    if not found or (place.backwards and len(found) < per_page):
        return None  # rows went away meanwhile
    return found


def cut(rows, first: int, last: int):
    """Some rows of an order: their keys are found first, and only for these what else the columns show is fetched.

    In one statement, or the database would fetch it for all rows that match before it sorts them.
    """
    if not _is_one_table(rows):
        return rows[first:last]
    keys = rows.select_related(None).prefetch_related(None).values("pk")[first:last]
    whole = rows.all()
    whole.query.where = WhereNode()  # the keys went through it: the gate, the filters
    return whole.filter(pk__in=keys)


def _is_one_table(rows) -> bool:
    """Whether the rows are found in their own table, so that a key stands for one row."""
    query = getattr(rows, "query", None)
    if query is None or query.values_select or query.combinator or query.distinct or query.group_by or query.is_sliced:
        return False
    return sum(map(bool, query.alias_refcount.values())) <= 1


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
            field, may_be_empty = _last_field(rows.model, name)
        except FieldDoesNotExist:
            return []
        if field.is_relation and not name.endswith(field.attname):
            return []  # ordered as the other table is, not by the key
        terms.append(Term(name, part.startswith("-"), may_be_empty))
        if name in ("pk", rows.model._meta.pk.name):
            return terms
    return []


def _last_field(model, path: str) -> tuple[Field, bool]:
    """The field at the end of a path, and whether any field on the way there may be empty."""
    empty = False
    for name in path.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        empty = empty or field.null
        model = field.related_model
    return field, empty


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
