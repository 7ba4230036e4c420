"""Answers that are still being written: templates of a body, and drafts that wait for its leader."""

from coordination.operations.demo.book import BY, Book, words
from voters import actions
from voters.models import ReplyTemplate


def load(book: Book, data: dict) -> None:
    """Templates first, then the drafts made from them, checked and waiting for clearance."""
    templates = {row["name"]: load_template(book, row) for row in data["reply_templates"]}
    for row in data["reply_drafts"]:
        petition = book.get("petition", row["petition"])
        draft = actions.draft_from_template(petition, by=BY, template=templates[row["template"]])
        actions.submit_draft(draft, by=BY)
        actions.pass_draft(draft, by=BY)


def load_template(book: Book, row: dict) -> ReplyTemplate:
    """Words that a body often answers with."""
    template = ReplyTemplate(
        locality=book.locality,
        body=book.body(row["body"]),
        name=row["name"],
        field=row["field"],
        result=row["result"],
        text=words(row["text"]),
        roadmap=words(row["roadmap"]),
    )
    return actions.save_template(template, by=BY)
