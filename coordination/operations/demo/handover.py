"""A term that is being handed over: what is left of it, some of it taken over, some returned, the rest waiting."""

from coordination.operations.demo.book import BY, Book, words
from sessions import actions
from sessions.models import Handover


def load(book: Book, data: dict) -> None:
    """Each handover with its list, and what became of some of its rows."""
    for row in data["handovers"]:
        load_handover(book, row)


def load_handover(book: Book, row: dict) -> None:
    """Opened as people do it; the list is made of what the ended term left open."""
    record = Handover(
        locality=book.locality,
        from_term=book.get("term", row["from_term"]),
        to_term=book.get("term", row["to_term"]),
        opened_on=book.day(row["opened_on"]),
        note=words(row["note"]),
    )
    actions.open_handover(record, by=BY)
    for step in row["steps"]:
        found = record.rows.about(book.get(*step["subject"])).get()
        if step["step"] == "accept":
            actions.accept_handover(found, by=BY, note=words(step["note"]))
        else:
            actions.give_back(found, by=BY, reason=words(step["note"]))
