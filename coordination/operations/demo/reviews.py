"""The stored review of a real locality, as its article tells it."""

from coordination.operations.demo.book import BY, Book, words
from reports import actions
from reports.content import Content
from reports.models import Direction, Limitation, Review, ReviewParty, ReviewSection


def load_review(book: Book, data: dict) -> Review:
    """Head, parties, sections, shortcomings and directions."""
    period, held = data["period"], data["conference"]
    review = Review(
        locality=book.locality,
        title=words(data["title"]),
        regulation=book.get("regulation", "quy-che"),
        lead_party=book.body(data["lead"]),
        lead_note=words(data.get("lead_note")),
        term=words(period["term"]),
        start=book.day(period["from"]),
        end=book.day(period["to"]),
        period_words=words(period["words"]),
        conference=book.get("meeting", held["meeting"]) if held else None,
        issued_place=words(data["issued_place"]),
    )
    related = {
        "sources": [book.get("source", "bai")],
        "legal_bases": [book.get("document", code) for code in data["legal_bases"]],
    }
    return actions.carry_in(review, _content(book, review, data), by=BY, related=related)


def _content(book: Book, review: Review, data: dict) -> Content:
    return Content(
        parties=[
            ReviewParty(review=review, body=body, order=order)
            for order, body in enumerate(book.bodies(data["parties"]), start=1)
        ],
        sections=[
            ReviewSection(
                review=review, order=order, key=row["key"], heading=row["heading"], text=_paragraphs(row["paragraphs"])
            )
            for order, row in enumerate(data["sections"], start=1)
        ],
        limitations=[
            Limitation(
                review=review,
                order=order,
                party=book.body(row["party"]),
                responsible=book.body(row["responsible"]),
                responsible_words=words(row["responsible_words"]),
                field=row["field"] or "",
                text=words(row["text"]),
            )
            for order, row in enumerate(data["limitations"], start=1)
        ],
        directions=[
            Direction(
                review=review,
                order=order,
                party_words=words(row["party_words"]),
                year=row["year"],
                text=words(row["text"]),
            )
            for order, row in enumerate(data["directions"], start=1)
        ],
    )


def _paragraphs(rows) -> str:
    return "\n\n".join(words(row) for row in rows)
