"""Sessions, drafts, documents, resolutions, questions, sittings and contact meetings of An Bình."""

from coordination.lib.dates import PartialDate
from coordination.operations.demo.book import BY, Book, words
from sessions import actions
from sessions.models import (
    AgendaItem,
    CouncilSession,
    DraftComment,
    DraftResolution,
    Question,
    Resolution,
    ResolutionTask,
    Sitting,
    Verification,
)
from voters import actions as voters
from voters.models import ContactMeeting

DRAFT_STEPS = {
    "draft": actions.start_drafting,
    "post": actions.post,
    "consult": actions.consult,
    "criticise": actions.criticise,
    "appraise": actions.appraise,
    "approve": actions.approve,
    "approved": actions.record_approval,
    "verify": actions.verify_draft,
}


def load(book: Book, data: dict) -> None:
    """Everything of the file, in an order in which each thing finds what it points at."""
    for row in data["sessions"]:
        load_session(book, row)
    for row in data["drafts"]:
        said = [comment for comment in data["draft_comments"] if comment["draft"] == row["code"]]
        load_draft(book, row, said)
    for row in data["agenda_items"]:
        load_item(book, row)
    for row in data["verifications"]:
        load_verification(book, row)
    for row in data["resolutions"]:
        load_resolution(book, row)
    for row in data["resolution_tasks"]:
        load_task(book, row)
    for row in data["questions"]:
        load_question(book, row)
    for row in data["sittings"]:
        load_sitting(book, row)
    for row in data["contact_meetings"]:
        load_contact(book, row)
    for row in data["sessions"]:
        close_session(book, row)


def load_session(book: Book, row: dict) -> None:
    """A session in preparation; past ones are taken through opening and closing at the end."""
    opened = book.day(row.get("opened_on"))
    session = CouncilSession(
        locality=book.locality,
        number=row["number"],
        term=book.get("term", row["term"]),
        kind=row["kind"],
        part=row.get("part") or "",
        planned_opening=PartialDate.of(opened) if opened else book.partial(row.get("planned_opening")),
        basis=book.get("document", row.get("basis")),
    )
    book.keep("session", row["code"], actions.create(session, by=BY))


def close_session(book: Book, row: dict) -> None:
    """Convene, open and close a past session on its days."""
    session, opened = book.get("session", row["code"]), book.day(row.get("opened_on"))
    if opened is None:
        return
    session.refresh_from_db()
    actions.convene(session, by=BY, convened_on=book.day(row["convened_on"]))
    actions.open_session(session, by=BY, opened_on=opened)
    actions.close_session(session, by=BY, closed_on=book.day(row["closed_on"]))


def load_draft(book: Book, row: dict, said: list[dict]) -> None:
    """A draft resolution, taken as far as it has come; what was said of it (`said`) falls between its steps."""
    draft = DraftResolution(
        locality=book.locality,
        title=row["title"],
        is_normative=row["is_normative"],
        procedure=row["procedure"],
        shortened_ground=row.get("shortened_ground") or "",
        shortened_decision=words(row.get("shortened_decision")),
        session=book.get("session", row["session"]),
        submitting_body=book.body(row["submitting_body"]),
        drafting_body=book.body(row["drafting_body"]),
        needs_criticism=row.get("needs_criticism", False),
        registered_on=book.day(row["registered_on"]),
    )
    actions.create_draft(draft, by=BY, related={"verifying_boards": book.bodies(row["verifying_boards"])})
    book.keep("draft", row["code"], draft)
    steps = [(book.day(step["day"]), take_step, step) for step in row["steps"]]
    comments = [(book.day(comment["given_on"]), load_comment, comment) for comment in said]
    for _day, load_event, event in sorted((*steps, *comments), key=lambda event: event[0]):
        load_event(book, draft, event)


def take_step(book: Book, draft: DraftResolution, step: dict) -> None:
    """One step of a draft on its day, with the bodies it is for."""
    draft.refresh_from_db()
    named: dict = {}
    if "body" in step:
        named["body"] = book.body(step["body"])
    for several in {"bodies", "boards"} & step.keys():
        named[several] = book.bodies(step[several])
    DRAFT_STEPS[step["step"]](draft, by=BY, on=book.day(step["day"]), **named)


def load_comment(book: Book, draft: DraftResolution, row: dict) -> None:
    """What a body said of a draft, and the drafter's answer."""
    comment = DraftComment(
        locality=book.locality,
        draft=draft,
        kind=row["kind"],
        from_body=book.body(row["from_body"]),
        given_on=book.day(row["given_on"]),
        text=row["text"],
        answer=row["answer"] or "",
        answer_text=words(row["answer_text"]),
    )
    actions.create_comment(comment, by=BY)


def load_item(book: Book, row: dict) -> None:
    """A document owed to a session, through every step it has taken."""
    due_on = book.day(row["due_on"])
    item = AgendaItem(
        locality=book.locality,
        session=book.get("session", row["session"]),
        order=int(row["code"][1:]),
        kind=row["kind"],
        title=row["title"],
        draft=book.get("draft", row.get("draft")),
        preparing_body=book.body(row["preparing_body"]),
        verifying_board=book.body(row["verifying_board"]),
        due_on=due_on,
    )
    received = book.day(row.get("received_on"))
    opened = min(filter(None, (due_on, received, book.today)))
    actions.create_item(item, by=BY, opened_on=opened)
    if received:
        actions.receive_item(item, by=BY, received_on=received)
    if row.get("verified_on"):
        actions.verify_item(item, by=BY, verified_on=book.day(row["verified_on"]))
    if row.get("sent_on"):
        actions.send_item(item, by=BY, sent_on=book.day(row["sent_on"]))
    if row.get("stopped_on"):
        actions.withdraw_item(item, by=BY, reason=row["reason"], stopped_on=book.day(row["stopped_on"]))
    book.keep("item", row["code"], item)


def load_verification(book: Book, row: dict) -> None:
    """A board's verification of a draft."""
    verification = Verification(
        locality=book.locality,
        draft=book.get("draft", row["draft"]),
        item=book.get("item", row["item"]),
        board=book.body(row["board"]),
        held_on=book.day(row["held_on"]),
        rounds=row["rounds"],
        survey_notes=words(row["survey_notes"]),
        conclusion=words(row["conclusion"]),
    )
    actions.create_verification(verification, by=BY)


def load_resolution(book: Book, row: dict) -> None:
    """An adopted resolution."""
    resolution = Resolution(
        locality=book.locality,
        number=row["number"],
        symbol=row["symbol"],
        year=row["year"],
        title=row["title"],
        session=book.get("session", row["session"]),
        is_normative=row["is_normative"],
        procedure=row["procedure"],
        field=row["field"],
        adopted_on=book.day(row["adopted_on"]),
        signed_on=book.day(row["signed_on"]),
        effective_from=book.day(row.get("effective_from")),
        rollout_conference_on=book.day(row.get("rollout_conference_on")),
    )
    book.keep("resolution", row["code"], actions.create(resolution, by=BY))


def load_task(book: Book, row: dict) -> None:
    """What a resolution orders somebody to do."""
    resolution, due_on = book.get("resolution", row["resolution"]), book.day(row["due_on"])
    task = ResolutionTask(
        locality=book.locality,
        resolution=resolution,
        title=row["title"],
        owner=book.body(row["owner"]),
        due_on=due_on,
    )
    actions.create_task(task, by=BY, opened_on=min(resolution.signed_on, due_on))
    if row.get("done_on"):
        actions.finish_task(task, by=BY, done_on=book.day(row["done_on"]), result=words(row.get("result")))
    book.keep("task", f"{row['resolution']}/{row['title']}", task)


def load_question(book: Book, row: dict) -> None:
    """A question with its answer and the promise made."""
    put_on, answered = book.day(row["put_on"]), book.day(row.get("answered_on"))
    question = Question(
        locality=book.locality,
        session=book.get("session", row["session"]),
        delegate=book.get("person", row["delegate"]),
        topic=words(row["topic"]),
        text=row["text"],
        addressee=book.body(row["addressee"]),
        put_on=put_on,
    )
    actions.create(question, by=BY)
    if answered:
        actions.hear_answer(question, by=BY, answer=row["answer"], answered_on=answered, answered_in=row["answered_in"])
    if row.get("promise"):
        due_on = book.day(row["promise_due_on"])
        actions.promise(question, by=BY, promise=row["promise"], promise_due_on=due_on, promised_on=answered)
    if row.get("kept_on"):
        actions.keep_promise(question, by=BY, kept_on=book.day(row["kept_on"]))


def load_sitting(book: Book, row: dict) -> None:
    """A sitting of the Standing Committee."""
    sitting = Sitting(
        locality=book.locality,
        number=row["number"],
        kind=row["kind"],
        held_on=book.day(row["held_on"]),
        topic=row["topic"],
        requested_by=book.body(row["requested_by"]),
        conclusion=words(row["conclusion"]),
    )
    actions.create(sitting, by=BY)


def load_contact(book: Book, row: dict) -> None:
    """A meeting with voters, planned or held."""
    meeting = ContactMeeting(
        locality=book.locality,
        kind=row["kind"],
        topic=words(row.get("topic")),
        held_on=book.day(row["held_on"]),
        place=book.get("place", row["place"]),
        place_detail=row["place_detail"],
        session=book.get("session", row["session"]),
        delegate_levels=row["delegate_levels"],
        chaired_by=book.body(row["chaired_by"]),
        attending=row.get("attending"),
        speaking=row.get("speaking"),
        attendees_by_group=row.get("attendees_by_group") or {},
    )
    voters.create(meeting, by=BY)
    if row["status"] == "held":
        voters.hold_meeting(meeting, by=BY)
    book.keep("contact", row["code"], meeting)
