"""The books of incoming and outgoing documents: which number comes next, which ones are missing.

Numbers are counted over all documents of a locality, visible or not: a number says nothing of what it stands on.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from coordination.documents import rules
from coordination.documents.choices import Direction, DocumentKind
from coordination.documents.models import OfficialDocument
from coordination.people.choices import BodyKind
from coordination.people.models import Body

MANY_GAPS = 12
"""Stretches of missing numbers that are named; of more only the count of numbers is told."""


def keeper(user) -> Body:
    """Whose book a person writes in: the council, the committee or the Front that their office serves."""
    membership = user.acting
    principals = Body.objects.filter(pk__in=membership.principal_ids, kind__in=BodyKind.PRINCIPAL)
    return principals.order_by("pk").first() or membership.body.principal


def side_of(membership) -> set[int]:
    """Keys of the bodies in whose name a membership writes: its principal bodies and all below them."""
    side = level = set(membership.principal_ids)
    while level := set(Body.objects.filter(parent__in=level).values_list("pk", flat=True)) - side:
        side |= level
    return side


def council_of(locality) -> Body | None:
    """The council of a locality, in force before ended ones."""
    councils = Body.objects.filter(locality=locality, kind=BodyKind.COUNCIL)
    return councils.order_by(F("valid_to").desc(nulls_first=True), "pk").first()


@dataclass(frozen=True)
class Series:
    """One row of numbers of a year: what it is called, the last number, the numbers nobody has used below it."""

    label: str
    last: int
    missing: tuple[int, ...]
    query: dict

    @property
    def next_number(self) -> str:
        """The number to be proposed."""
        return rules.number_words(self.last + 1)

    @property
    def missing_words(self) -> str:
        """The gaps, or how many there are."""
        ranges = _ranges(self.missing)
        if len(ranges) > MANY_GAPS:
            return f"{len(self.missing)} số"
        words = rules.number_words
        return ", ".join(words(first) if first == last else f"{words(first)}–{words(last)}" for first, last in ranges)


def next_number(document: OfficialDocument) -> str:
    """The number that an unsaved or numberless document of a book would get; its day must be known."""
    document.enter_book()
    probe = OfficialDocument(**_place_of(document))
    probe.enter_book()
    keys = _stored(document.locality).filter(series=probe.series, book_year=probe.book_year)
    last = keys.order_by("-number_key").values_list("number_key", flat=True).first()
    return rules.number_words(rules.number_of(last) + 1 if last else 1)


def _place_of(document: OfficialDocument) -> dict:
    """What decides in which book and row it stands, with some number so that it stands in one."""
    names = ("direction", "kind", "kind_name", "symbol", "issuer", "issuer_name", "issued_on", "received_on", "book_of")
    return {name: getattr(document, name) for name in names} | {"number": "1", "entry_number": "1"}


def gap_before(document: OfficialDocument) -> str:
    """What to say of the numbers that nobody used between the one before and that of a document; nothing if none."""
    if not document.number_key or document.book_year is None:
        return ""
    row = _stored(document.locality).filter(series=document.series, book_year=document.book_year)
    below = row.filter(number_key__lt=document.number_key).order_by("-number_key").values_list("number_key", flat=True)
    number, before = rules.number_of(document.number_key), rules.number_of(below.first() or "0")
    if number - before < 2:
        return ""
    first, last = rules.number_words(before + 1), rules.number_words(number - 1)
    missing = first if first == last else f"{first}–{last}"
    return f"Trước số {rules.number_words(number)}, sổ năm {document.book_year} chưa có số {missing}; hãy xem lại số."


def outgoing(locality, year: int) -> list[Series]:
    """The rows of numbers of outgoing documents in a year, by issuer and kind."""
    fields = ("series", "number_key", "kind", "kind_name", "symbol", "issuer", "issuer__short_name", "issuer_name")
    found: dict[str, list[dict]] = {}
    for row in _stored(locality).filter(direction=Direction.OUTGOING, book_year=year).values(*fields):
        found.setdefault(row["series"], []).append(row)
    series = [_outgoing_series(rows) for rows in found.values()]
    return sorted(series, key=lambda row: row.label)


def incoming(locality, book: Body, year: int) -> Series:
    """The row of entry numbers of a body's book in a year."""
    probe = OfficialDocument(direction=Direction.INCOMING, book_of=book, entry_number="1", received_on=date(year, 1, 1))
    probe.enter_book()
    keys = _stored(locality).filter(series=probe.series, book_year=year).values_list("number_key", flat=True)
    last, missing = _counted(keys)
    return Series(f"Sổ văn bản đến của {book}", last, missing, {"direction": Direction.INCOMING.value})


def _stored(locality):
    return OfficialDocument._base_manager.filter(locality=locality).exclude(number_key="").order_by()


def _outgoing_series(rows: list[dict]) -> Series:
    first = rows[0]
    kind = first["kind_name"] or DocumentKind(first["kind"]).label
    normative = ", quy phạm pháp luật" if rules.is_normative(first["symbol"]) else ""
    issuer = first["issuer__short_name"] or first["issuer_name"]
    last, missing = _counted(row["number_key"] for row in rows)
    query = {"direction": Direction.OUTGOING.value, "kind": first["kind"], "symbol": first["symbol"]}
    if first["issuer"]:
        query["issuer"] = first["issuer"]
    return Series(f"{kind}{normative}{f' của {issuer}' if issuer else ''}", last, missing, query)


def _counted(keys) -> tuple[int, tuple[int, ...]]:
    """The highest number, and those below it that nobody has."""
    numbers = {rules.number_of(key) for key in keys}
    last = max(numbers, default=0)
    return last, tuple(number for number in range(1, last) if number not in numbers) if last < 100_000 else ()


def _ranges(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and last of each unbroken stretch."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges
