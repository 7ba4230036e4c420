"""The sixty petitions, replayed through the same actions as people use, on the days of the file."""

from collections.abc import Iterator

from coordination.operations.demo.book import BY, Book, words
from voters import actions
from voters.models import Batch, Petition
from voters.replaying import SAID_BEFORE, Step, replay


def load(book: Book, data: dict) -> None:
    """Batches, then each petition with its life up to `as_of`."""
    for row in data["batches"]:
        load_batch(book, row)
    for row in data["petitions"]:
        book.keep("petition", row["id"], load_petition(book, row))


def load_batch(book: Book, row: dict) -> None:
    """A batch agreed with the Front and sent with one dispatch."""
    batch = Batch(
        locality=book.locality,
        name=row["name"],
        session=book.get("session", row["session"]),
        agreed_on=book.day(row["agreed_on"]),
        addressee=book.body("ubnd"),
        dispatch_number=row["dispatch_number"],
        dispatched_on=book.day(row["dispatched_on"]),
    )
    sides = {"prepared_by": book.bodies(["thuong-truc-hdnd"]), "agreed_with": book.bodies(["ban-thuong-truc-mttq"])}
    book.keep("batch", row["code"], actions.create(batch, by=BY, related=sides))


def load_petition(book: Book, row: dict) -> Petition:
    """Register a petition and take it through every step that the file dates."""
    petition = Petition(
        locality=book.locality,
        code=row["code"],
        number=int(row["code"].rsplit("-", 1)[1]),
        origin=row["origin"],
        content=words(row["content"]),
        received_on=book.day(row["received_on"]),
        due_on=book.day(row["due_on"]),
        place=book.get("place", row["place"]),
        place_detail=row["place_detail"],
        session=book.get("session", row["session"]),
        meeting=book.get("contact", row.get("meeting")),
        field=row["field"],
        level=row["level"],
        competent_body=book.body(row["competent_body"]),
        monitor=book.body(row["monitor"]),
        batch=book.get("batch", row.get("batch")),
        urgent=row.get("urgent", False),
        times_raised=row["times_raised"],
        first_raised=words(row.get("first_raised")),
        misdirected_to=words(row.get("misdirected_to")),
        misdirected_right=words(row.get("misdirected_right")),
        earlier_history=words(row.get("earlier_history")),
    )
    actions.register(petition, by=BY)
    replay(petition, _steps(book, petition, row), by=BY)
    if row["status"] == "finished" and petition.status != "finished":
        actions.finish(petition, by=BY, on=petition.finished_on)
    return petition


def _steps(book: Book, petition: Petition, row: dict) -> Iterator[Step]:
    """Forwarded, accepted, answered, judged, resolved, returned, reopened, finished: each on its day."""
    day = {name: book.day(row[name]) for name in row if name.endswith("_on")}
    if "forwarded_on" in day:
        batch = book.get("batch", row.get("batch"))
        number = batch.dispatch_number if batch else ""
        supporting = tuple(book.bodies(row.get("supporting")))
        yield Step("forward", day["forwarded_on"], petition.competent_body, number, supporting=supporting)
    if "accepted_on" in day:
        yield Step("accept", day["accepted_on"])
    if "replied_on" in day:
        says = SAID_BEFORE.get(row["result"], row["result"])
        text, number = words(row["reply_text"]), words(row.get("reply_number"))
        copied = tuple(book.bodies(["ban-thuong-truc-mttq"]))
        roadmap = words(row.get("roadmap"))
        yield Step("reply", day["replied_on"], None, number, says, text, copied_to=copied, roadmap=roadmap)
    if "resolved_on" in day:
        yield Step("resolve", day["resolved_on"], text=row["evidence"])
    if verdict := row.get("verdict"):
        on, body = book.day(verdict["judged_on"]), book.body(verdict["body"])
        yield Step("judge", on, body, says=verdict["judgement"], text=words(verdict["text"]))
    if "reopened_on" in day:
        yield Step("reopen", day["reopened_on"])
    if "returned_on" in day:
        yield Step("return", day["returned_on"], text=row["return_reason"])
