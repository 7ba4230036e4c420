"""How An Bình prepares and holds its sessions: requests, the roll, votes, questioning, posts, opinions between two."""

from coordination.operations.demo.book import BY, Book, words
from sessions import actions, deadlines
from sessions.actions.hall import RollLine, call_roll
from sessions.choices import MajorityCase, Presence, SessionStatus
from sessions.models import (
    ActivityTime,
    Ballot,
    ContentProposal,
    ContentRequest,
    CouncilSession,
    OpinionRequest,
    PersonnelMatter,
    QuestionTopic,
    ReadReceipt,
    SessionDocument,
    Sitting,
    TaskReport,
)

DECIDE = {"chosen": actions.choose_topic, "written": actions.write_topic}


def load(book: Book, data: dict) -> None:
    """Everything of the file, in an order in which each thing finds what it points at."""
    for part, load_row in PARTS:
        for row in data[part]:
            load_row(book, row)


def load_preparation(book: Book, row: dict) -> None:
    """Where the session is held, what the party committee said, and by what the law wants the rest."""
    session = _session(book, row)
    session.venue = words(row.get("venue"))
    session.party_asked_on = book.day(row.get("party_asked_on"))
    session.party_answered_on = book.day(row.get("party_answered_on"))
    session.party_document = words(row.get("party_document"))
    session.preparatory_meeting = book.get("meeting", row.get("meeting"))
    actions.edit(session, by=BY)
    if session.status in SessionStatus.COMING:
        deadlines.follow_session(session, by=BY)


def load_request(book: Book, row: dict) -> None:
    """A body asked for contents, and the day of its answer."""
    request = ContentRequest(
        locality=book.locality,
        session=_session(book, row),
        body=book.body(row["body"]),
        asked_on=book.day(row["asked_on"]),
        due_on=book.day(row["due_on"]),
    )
    actions.create_request(request, by=BY)
    if row.get("answered_on"):
        actions.answer_request(request, by=BY, answered_on=book.day(row["answered_on"]))
    book.keep("request", row["code"], request)


def load_proposal(book: Book, row: dict) -> None:
    """A content that a body proposed, and what was decided."""
    proposal = ContentProposal(
        locality=book.locality,
        session=_session(book, row),
        request=book.get("request", row["request"]),
        from_body=book.body(row["from_body"]),
        kind=row["kind"],
        title=row["title"],
        proposed_on=book.day(row["proposed_on"]),
    )
    actions.propose(proposal, by=BY)
    decided_on = book.day(row.get("decided_on"))
    if row.get("reason"):
        actions.decline_proposal(proposal, by=BY, reason=row["reason"], decided_on=decided_on)
    elif decided_on:
        body, due_on = book.body(row["preparing_body"]), book.day(row["due_on"])
        actions.accept_proposal(proposal, by=BY, preparing_body=body, due_on=due_on, decided_on=decided_on)


def load_roll(book: Book, row: dict) -> None:
    """Who was there, and why the others were not."""
    here = [RollLine(book.person(code), Presence.PRESENT) for code in row["present"]]
    away = [RollLine(book.person(code), Presence.EXCUSED, why) for code, why in row["excused"].items()]
    call_roll(_session(book, row), [*here, *away], by=BY)


def load_topic(book: Book, row: dict) -> None:
    """A group of questions and whether it was chosen for the hall."""
    topic = QuestionTopic(
        locality=book.locality,
        session=_session(book, row),
        order=row["order"],
        title=row["title"],
        addressee=book.body(row["addressee"]),
        reason=row["reason"],
    )
    actions.create_topic(topic, by=BY)
    DECIDE[row["status"]](topic, by=BY, decided_on=book.day(row["decided_on"]))


def load_ballot(book: Book, row: dict) -> None:
    """A vote as it was counted."""
    ballot = Ballot(
        locality=book.locality,
        session=_session(book, row),
        title=row["title"],
        item=book.get("item", row["item"]),
        held_on=book.day(row["held_on"]),
        method=row["method"],
        base_count=row["base_count"],
        present=row["present"],
        votes_for=row["votes_for"],
        votes_against=row.get("votes_against", 0),
        votes_blank=row.get("votes_blank", 0),
    )
    actions.create_ballot(ballot, by=BY, case=MajorityCase.RESOLUTION)


def load_time(book: Book, row: dict) -> None:
    """What a part of a day was spent on."""
    spent = ActivityTime(
        locality=book.locality,
        session=_session(book, row),
        on=book.day(row["day"]),
        activity=row["activity"],
        minutes=row["minutes"],
    )
    actions.create(spent, by=BY)


def load_personnel(book: Book, row: dict) -> None:
    """An election; what was decided in the past has its post in the file of persons already."""
    matter = PersonnelMatter(
        locality=book.locality,
        session=_session(book, row),
        kind=row["kind"],
        person=book.person(row["person"]),
        post=row["post"],
        body=book.body(row["body"]),
        proposed_by=book.body(row["proposed_by"]),
        needs_confirmation=row.get("needs_confirmation", False),
    )
    actions.create_personnel(matter, by=BY)
    if row.get("decided_on"):
        resolution = book.get("resolution", row["resolution"])
        actions.approve_personnel(matter, by=BY, decided_on=book.day(row["decided_on"]), resolution=resolution)


def load_opinion(book: Book, row: dict) -> None:
    """The Standing Committee was asked between two sessions: boards heard, reply given."""
    request = OpinionRequest(
        locality=book.locality,
        from_body=book.body(row["from_body"]),
        title=row["title"],
        content=words(row["content"]),
        received_on=book.day(row["received_on"]),
        due_on=book.day(row["due_on"]),
        is_urgent=row.get("is_urgent", False),
    )
    actions.receive_opinion_request(request, by=BY)
    for asked in row["boards"]:
        actions.ask_boards(request, by=BY, boards=[book.body(asked["board"])], due_on=book.day(asked["due_on"]))
        if asked.get("text"):
            opinion = request.board_opinions.get(board=book.body(asked["board"]))
            opinion.text, opinion.given_on = asked["text"], book.day(asked["given_on"])
            actions.edit_board_opinion(opinion, by=BY)
    if row.get("reply"):
        sitting = Sitting.objects.filter(locality=book.locality, number=row["sitting"]).get()
        request.refresh_from_db()
        actions.reply_opinion(
            request, by=BY, reply=row["reply"], replied_on=book.day(row["replied_on"]), sitting=sitting
        )


def load_document(book: Book, row: dict) -> None:
    """A document of an item, the next version where its title was there before; who of the delegates opened it."""
    document = SessionDocument(
        locality=book.locality,
        item=book.get("item", row["item"]),
        role=row["role"],
        title=row["title"],
        text=words(row["text"]),
    )
    actions.create_document(document, by=BY)
    if row.get("given"):
        actions.give(document, by=BY)
    readers = [book.person(code) for code in row.get("read_by") or ()]
    ReadReceipt.objects.bulk_create(ReadReceipt(document=document, person=person) for person in readers)


def load_report(book: Book, row: dict) -> None:
    """How far a task had come."""
    report = TaskReport(
        locality=book.locality,
        task=book.get("task", row["task"]),
        reported_on=book.day(row["reported_on"]),
        percent=row["percent"],
        text=row["text"],
    )
    actions.create_report(report, by=BY)


def _session(book: Book, row: dict) -> CouncilSession:
    """The session as it stands now."""
    session = book.get("session", row["session"])
    session.refresh_from_db()
    return session


PARTS = (
    ("preparations", load_preparation),
    ("content_requests", load_request),
    ("content_proposals", load_proposal),
    ("attendances", load_roll),
    ("topics", load_topic),
    ("ballots", load_ballot),
    ("activity_times", load_time),
    ("personnel", load_personnel),
    ("opinion_requests", load_opinion),
    ("documents", load_document),
    ("task_reports", load_report),
)
