"""Documents, regulations, sources, reported figures, indicators, coverage."""

from decimal import Decimal

from coordination.deadlines.calendar import Direction
from coordination.deadlines.models import RuleVersion
from coordination.documents.models import OfficialDocument
from coordination.operations.demo.book import BY, Book, words
from coordination.regulations import actions
from coordination.regulations.models import Clause, Regulation
from coordination.workflow import door
from reports.models import Indicator, RegisterCoverage, ReportedFigure, Source


def load_documents(book: Book, rows) -> None:
    """Official documents, as far as their number and day are known."""
    for row in rows or ():
        document = OfficialDocument(
            locality=book.locality,
            kind=row["kind"],
            direction=row.get("direction") or "reference",
            number=words(row.get("number")),
            symbol=words(row.get("symbol")),
            issued_on=book.partial(row.get("issued_on")),
            received_on=book.day(row.get("received_on")),
            issuer=book.body(row.get("issuer")),
            issuer_name=words(row.get("issuer_name")),
            abstract=words(row.get("abstract")),
        )
        door.create(document, by=BY, related={"recipients": book.bodies(row.get("recipients"))})
        book.keep("document", row["code"], document)


def load_regulation(book: Book, data) -> None:
    """The coordination regulation with its parties in order and its clauses."""
    regulation = Regulation(
        locality=book.locality,
        title=words(data["title"]),
        number=words(data["number"]),
        symbol=words(data["symbol"]),
        signed_on=book.partial(data["signed_on"]),
        term=book.get("term", data["term"]),
        predecessor_words=words(data["predecessor_words"]),
        valid_from=book.day(data.get("valid_from")),
        valid_to=book.locality.valid_to,
        note=words(data["note"]),
    )
    actions.create_regulation(regulation, by=BY, related={"parties": book.bodies(data["parties"])})
    book.keep("regulation", data["code"], regulation)
    for order, row in enumerate(data["clauses"], start=1):
        clause = Clause(
            locality=book.locality,
            regulation=regulation,
            number=row["number"],
            order=order,
            heading=words(row["heading"]),
            text=words(row["text"]),
            owner=book.body(row["owner"]),
        )
        actions.create_clause(clause, by=BY)
        if rule := row.get("rule"):
            actions.give_rule(clause, by=BY, version=_version(regulation, rule))
            book.keep("rule", row["number"], clause.rule)


def _version(regulation, row) -> RuleVersion:
    """What the clause says, from the first day of its regulation on."""
    return RuleVersion(
        kind=row["kind"],
        sense=row["sense"],
        value=row["value"],
        unit=row["unit"],
        direction=row["direction"] or Direction.AFTER,
        anchor=row["anchor"],
        effective_from=regulation.valid_from,
        effective_to=regulation.valid_to,
    )


def load_sources(book: Book, rows) -> None:
    """Articles and reports that numbers come from."""
    for row in rows:
        images = row.get("images") or {}
        source = Source(
            locality=book.locality,
            title=words(row["title"]),
            publisher=words(row.get("publisher")),
            section=words(row.get("section")),
            author=words(row.get("author")),
            published_on=book.partial(row.get("published_on")),
            published_time=words(row.get("published_time")),
            image_count=images.get("count") or 0,
            image_notes="\n".join(filter(None, [*images.get("captions", ()), words(images.get("credit"))])),
            note=words(row.get("left_out") or row.get("note")),
        )
        book.keep("source", row["code"], door.create(source, by=BY))


def load_reported(book: Book, rows) -> None:
    """Numbers brought in, with their exact period and scope."""
    for row in rows or ():
        figure = ReportedFigure(
            locality=book.locality,
            key=row["key"],
            part=words(row["part"]),
            value=_number(row["value"]),
            qualifier=row["qualifier"],
            unit=row["unit"],
            source=book.get("source", row["source"]),
            note=words(row["note"]),
            **_period(book, row["period"]),
        )
        door.create(figure, by=BY, related={"bodies": book.bodies(row["bodies"])})


def load_indicators(book: Book, rows) -> None:
    """Socio-economic numbers that a source quotes."""
    for row in rows or ():
        indicator = Indicator(
            locality=book.locality,
            name=row["name"],
            value=_number(row["value"]),
            numerator=_number(row["numerator"]),
            denominator=_number(row["denominator"]),
            unit=row["unit"],
            is_estimate=row["is_estimate"],
            baseline=words(row["baseline"]),
            period_words=words(row["period"].get("words")),
            source=book.get("source", row["source"]),
            note=words(row["note"]),
            **_period(book, row["period"]),
        )
        door.create(indicator, by=BY)


def load_coverage(book: Book, rows) -> None:
    """Which registers are kept in full."""
    for row in rows or ():
        coverage = RegisterCoverage(
            locality=book.locality,
            register=row["register"],
            valid_from=book.day(row["from"]),
            valid_to=book.day(row["to"]),
        )
        door.create(coverage, by=BY)


def _number(value) -> Decimal | None:
    """The number exactly as it is written: 8.8 is not 8.80000000000000071."""
    return None if value is None else Decimal(str(value))


def _period(book: Book, data: dict) -> dict:
    return {"term": words(data.get("term")), "start": book.day(data.get("from")), "end": book.day(data.get("to"))}
