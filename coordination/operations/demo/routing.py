"""The decision table of the council's office."""

from coordination.operations.demo.book import BY, Book, words
from voters import actions
from voters.models import CompetenceRule


def load(book: Book, data: dict) -> None:
    """Each rule; a body is named, or it is the committee of the petition's place."""
    for row in data["rules"]:
        rule = CompetenceRule(
            locality=book.locality,
            field=row["field"],
            words=words(row.get("words")),
            level=row["level"],
            body=book.body(row.get("body")),
            local_committee=row.get("local_committee", False),
            ground=words(row["ground"]),
            valid_from=book.day(row.get("valid_from")),
            note=words(row.get("note")),
        )
        actions.create_rule(rule, by=BY)
