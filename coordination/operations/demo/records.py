"""The few records of a real locality: only what its article names, numbers or dates."""

from coordination.operations.demo.book import BY, Book, words
from coordination.regulations.actions import create_meeting
from coordination.regulations.models import Meeting
from coordination.workflow import door
from oversight.models import Mission, Topic
from sessions.models import CouncilSession
from voters.models import ContactMeeting


def load_records(book: Book, data: dict | None, conference: dict | None) -> None:
    """Meetings, sessions, topics, missions and contact meetings of an article."""
    data = data or {}
    for row in data.get("meetings") or ():
        load_meeting(book, row, conference or {})
    for row in data.get("sessions") or ():
        load_session(book, row)
    for row in data.get("topics") or ():
        load_topic(book, row)
    for row in data.get("missions") or ():
        load_mission(book, row)
    for row in data.get("contact_meetings") or ():
        load_contact(book, row)


def load_meeting(book: Book, row: dict, conference: dict) -> None:
    """The review conference with its chairs and their posts of that day."""
    meeting = Meeting(
        locality=book.locality,
        kind=row["kind"],
        title=row["title"],
        held_on=book.partial(row["held_on"]),
        part_of_day=row["part_of_day"] or "",
        venue=words(row["venue"]),
        regulation=book.get("regulation", row["regulation"]),
        participants=words(conference.get("participants")),
    )
    posts = {chair["person"]: ", ".join(chair["posts"]) for chair in conference.get("chairs", ())}
    chairs = [(book.person(code), posts.get(code, "")) for code in row["chairs"]]
    parties = meeting.regulation.bodies if meeting.regulation else []
    create_meeting(meeting, by=BY, related={"parties": parties, "chairs": chairs})
    book.keep("meeting", row["code"], meeting)


def load_session(book: Book, row: dict) -> None:
    """A session in preparation whose day nobody wrote down."""
    session = CouncilSession(
        locality=book.locality,
        number=words(row["number"]),
        kind=row["kind"],
        part=row["part"] or "",
        term=book.get("term", row["term"]),
        planned_opening=book.partial(row["planned_opening"]),
        basis=book.get("document", row["basis"]),
        status=row["status"],
    )
    book.keep("session", row["code"], door.create(session, by=BY, note=words(row["note"])))


def load_topic(book: Book, row: dict) -> None:
    """A subject of oversight that the article names."""
    topic = Topic(
        locality=book.locality,
        title=row["title"],
        year=row["year"],
        body=book.body(row["body"]),
        basis=book.get("document", row["basis"]),
    )
    book.keep("topic", row["code"], door.create(topic, by=BY, note=words(row["note"])))


def load_mission(book: Book, row: dict) -> None:
    """A survey known from a caption: who, what, where, no day."""
    mission = Mission(
        locality=book.locality,
        kind=row["kind"],
        title=row["title"],
        lead_body=book.body(row["lead_body"]),
        place=words(row["place"]),
        place_alias=words(row["place_alias"]),
        note=words(row["note"]),
        status=row["status"],
    )
    door.create(mission, by=BY, related={"bodies": book.bodies(row["bodies"])})
    book.keep("mission", row["code"], mission)


def load_contact(book: Book, row: dict) -> None:
    """A contact meeting known from a caption."""
    meeting = ContactMeeting(
        locality=book.locality,
        kind=row["kind"] or "other",
        status=row["status"],
        place_detail=words(row["place_detail"]),
        delegate_levels=row["delegate_levels"],
        held_on=book.day(row["held_on"]),
        topic=words(row["topic"]),
        attending=row["attending"],
    )
    book.keep("contact", row["code"], door.create(meeting, by=BY, note=words(row["note"])))
