"""The sixty petitions, replayed through the same actions as people use, on the days of the file."""

from coordination.operations.demo.book import BY, Book, words
from voters import actions
from voters.models import Batch, Petition


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
    _replay(book, petition, row)
    return petition


def _replay(book: Book, petition: Petition, row: dict) -> None:
    """Forward, accept, reply, judge, resolve, return, reopen, finish: each on its day."""
    day = {name: book.day(row[name]) for name in row if name.endswith("_on")}
    if "forwarded_on" in day:
        batch = book.get("batch", row.get("batch"))
        number = batch.dispatch_number if batch else ""
        supporting = book.bodies(row.get("supporting"))
        body = petition.competent_body
        actions.forward(petition, by=BY, to=body, supporting=supporting, number=number, on=day["forwarded_on"])
    if "accepted_on" in day:
        actions.accept(petition, by=BY, on=day["accepted_on"])
    if "replied_on" in day:
        _reply(book, petition, row, day["replied_on"])
    if "resolved_on" in day:
        actions.resolve(petition, by=BY, evidence=row["evidence"], on=day["resolved_on"])
    if verdict := row.get("verdict"):
        actions.judge(
            petition,
            by=BY,
            judgement=verdict["judgement"],
            body=book.body(verdict["body"]),
            on=book.day(verdict["judged_on"]),
            text=words(verdict["text"]),
        )
    if "reopened_on" in day:
        actions.reopen(petition, by=BY, on=day["reopened_on"], due_on=petition.due_on)
    if "returned_on" in day:
        actions.return_petition(petition, by=BY, reason=row["return_reason"], on=day["returned_on"])
    if row["status"] == "finished" and petition.status != "finished":
        actions.finish(petition, by=BY, on=petition.finished_on)


def _reply(book: Book, petition: Petition, row: dict, sent_on) -> None:
    """The answer; a petition resolved later was told first that it is being done or explained."""
    result = {"resolved": "planned", "in_progress": "explained"}.get(row["result"], row["result"])
    actions.reply(
        petition,
        by=BY,
        result=result,
        text=words(row["reply_text"]),
        number=words(row.get("reply_number")),
        sent_on=sent_on,
        copied_to=book.bodies(["ban-thuong-truc-mttq"]),
    )
