"""Oversight, the Front, reception, letters, meetings, invitations, exchanges and dialogues."""

from datetime import timedelta

from complaints import actions as letters
from complaints.models import Letter, Reception
from coordination.operations.demo.book import BY, Book, words
from coordination.regulations import actions as coordination
from coordination.regulations.models import Dialogue, InformationExchange, Invitation, Meeting
from oversight import actions as oversight
from oversight.models import FrontActivity, Mission, Programme, Recommendation, SocialCriticism, Target, Topic

LOADERS = (
    ("programmes", "load_programme"),
    ("topics", "load_topic"),
    ("missions", "load_mission"),
    ("recommendations", "load_recommendation"),
    ("criticisms", "load_criticism"),
    ("front_activities", "load_activity"),
    ("receptions", "load_reception"),
    ("letters", "load_letter"),
    ("meetings", "load_meeting"),
    ("invitations", "load_invitation"),
    ("exchanges", "load_exchange"),
    ("dialogues", "load_dialogue"),
)


def load(book: Book, data: dict) -> None:
    """Everything of the file, kind by kind."""
    for row in data["conclusions"]:
        book.keep("conclusion", row["mission"], row)
    for key, loader in LOADERS:
        for row in data[key]:
            globals()[loader](book, row)


def load_programme(book: Book, row: dict) -> None:
    """A year's oversight programme."""
    programme = Programme(
        locality=book.locality,
        body=book.body(row["body"]),
        year=row["year"],
        title=row["title"],
        document=book.get("document", row["document"]),
    )
    book.keep("programme", row["code"], oversight.create_row(programme, by=BY))


def load_topic(book: Book, row: dict) -> None:
    """A subject of oversight and with whom it was agreed."""
    topic = Topic(
        locality=book.locality,
        title=row["title"],
        year=row["year"],
        body=book.body(row["body"]),
        programme=book.get("programme", row["programme"]),
    )
    oversight.create_row(topic, by=BY, related={"agreed_with": book.bodies(row["agreed_with"])})
    book.keep("topic", row["code"], topic)


def load_mission(book: Book, row: dict) -> None:
    """A mission with its targets, taken as far as it has come."""
    mission = Mission(
        locality=book.locality,
        kind=row["kind"],
        title=row["title"],
        topic=book.get("topic", row["topic"]),
        lead_body=book.body(row["lead_body"]),
        place=row["place"],
        planned_start=book.day(row["planned_start"]),
        planned_end=book.day(row["planned_end"]),
    )
    sides = {name: book.bodies(row[name]) for name in ("bodies", "invited", "copied_to")}
    oversight.create_mission(mission, by=BY, related=sides)
    for target in row["targets"]:
        body = book.body(target["body"])
        visited = Target(
            locality=book.locality,
            mission=mission,
            body=body,
            name=target.get("name") or body.name,
            group=target["group"],
        )
        oversight.add_target(visited, by=BY)
    if row["started_on"]:
        oversight.start(mission, by=BY, on=book.day(row["started_on"]))
    if row["report_on"]:
        ended = book.day(row["ended_on"])
        oversight.report(mission, by=BY, on=book.day(row["report_on"]), ended_on=ended)
    if concluded := book.rows.get(("conclusion", row["code"])):
        oversight.conclude(mission, by=BY, text=concluded["text"], on=book.day(concluded["issued_on"]))
    book.keep("mission", row["code"], mission)


def load_recommendation(book: Book, row: dict) -> None:
    """A recommendation and what has been done about it."""
    recommendation = Recommendation(
        locality=book.locality,
        mission=book.get("mission", row["mission"]),
        text=row["text"],
        addressee=book.body(row["addressee"]),
        sent_on=book.day(row["sent_on"]),
        due_on=book.day(row["due_on"]),
    )
    oversight.recommend(recommendation, by=BY)
    done_on = book.day(row["done_on"])
    if row["status"] != "sent":
        oversight.accept(recommendation, by=BY, on=recommendation.sent_on)
    for number in range(row["reminders"]):
        on = min(recommendation.due_on + timedelta(days=5 * number + 3), done_on or book.today)
        oversight.remind(recommendation, by=BY, note=f"Văn bản đôn đốc lần {number + 1}", on=on)
    if done_on:
        oversight.finish(recommendation, by=BY, outcome=row["outcome"], on=done_on)
    book.keep("recommendation", row["code"], recommendation)


def load_criticism(book: Book, row: dict) -> None:
    """A conference of social criticism."""
    criticism = SocialCriticism(
        locality=book.locality,
        title=row["title"],
        chair=book.body(row["chair"]),
        draft=book.get("draft", row["draft"]),
        held_on=book.day(row["held_on"]),
        result=words(row["result"]),
    )
    oversight.create_row(criticism, by=BY, related={"participants": book.bodies(row["participants"])})


def load_activity(book: Book, row: dict) -> None:
    """Something the Front did."""
    activity = FrontActivity(
        locality=book.locality,
        kind=row["kind"],
        title=row["title"],
        body=book.body(row["body"]),
        held_on=book.day(row["held_on"]),
        place=words(row["place"]),
        result=words(row["result"]),
    )
    oversight.create_row(activity, by=BY)


def load_reception(book: Book, row: dict) -> None:
    """A reception day, planned or held."""
    reception = Reception(
        locality=book.locality,
        body=book.body(row["body"]),
        chair=book.person(row["chair"]),
        planned_on=book.day(row["planned_on"]),
        place=words(row["place"]),
    )
    letters.create_reception(reception, by=BY)
    if row["status"] == "held":
        on = book.day(row["held_on"])
        letters.hold(reception, by=BY, on=on, citizens=row["citizens"], summary=words(row["summary"]))
    book.keep("reception", row["code"], reception)


def load_letter(book: Book, row: dict) -> None:
    """A letter, seen by its handler and the named readers only."""
    letter = Letter(
        locality=book.locality,
        kind=row["kind"],
        received_on=book.day(row["received_on"]),
        reception=book.get("reception", row["reception"]),
        sender=row["sender"],
        summary=row["summary"],
        handler=book.person(row["handler"]),
        competent_body=book.body(row["competent_body"]),
        due_on=book.day(row["due_on"]),
    )
    letters.receive(letter, by=BY, related={"readers": [book.person(code) for code in row["readers"]]})
    book.keep("letter", row["code"], letter)
    if row["status"] in ("forwarded", "settled"):
        letters.forward(letter, by=BY, to=letter.competent_body, on=letter.received_on)
    if row["status"] == "settled":
        letters.settle(letter, by=BY, outcome=row["outcome"], on=book.day(row["settled_on"]))


def load_meeting(book: Book, row: dict) -> None:
    """A meeting of the three bodies with its chairs."""
    meeting = Meeting(
        locality=book.locality,
        kind=row["kind"],
        title=row["title"],
        held_on=book.partial(book.day(row["held_on"])),
        part_of_day=row["part_of_day"],
        venue=row["venue"],
        regulation=book.get("regulation", "quy-che"),
        for_what=words(row["for_what"]),
        conclusions=words(row["conclusions"]),
    )
    chairs = [(book.person(chair["person"]), ", ".join(chair["posts"])) for chair in row["chairs"]]
    related = {"parties": book.bodies(row["parties"]), "chairs": chairs}
    coordination.create_meeting(meeting, by=BY, related=related)
    book.keep("meeting", row["code"], meeting)


def load_invitation(book: Book, row: dict) -> None:
    """Who was invited to what, and came or not."""
    invitation = Invitation(
        locality=book.locality,
        meeting=book.get("meeting", row["meeting"]),
        occasion=words(row["occasion"]),
        host=book.body(row["host"]),
        guest=book.body(row["guest"]),
        held_on=book.partial(book.day(row["held_on"])),
        sent_on=book.day(row["sent_on"]),
        answered_on=book.day(row["answered_on"]),
        attended=row["attended"],
        attended_by=words(row["attended_by"]),
    )
    coordination.create_invitation(invitation, by=BY)


def load_exchange(book: Book, row: dict) -> None:
    """Information sent from one body to another."""
    exchange = InformationExchange(
        locality=book.locality,
        sender=book.body(row["sender"]),
        recipient=book.body(row["recipient"]),
        kind=row["kind"],
        title=row["title"],
        sent_on=book.day(row["sent_on"]),
        note=words(row["note"]),
    )
    coordination.create_exchange(exchange, by=BY)


def load_dialogue(book: Book, row: dict) -> None:
    """A dialogue with the people."""
    dialogue = Dialogue(
        locality=book.locality,
        title=row["title"],
        held_on=book.partial(book.day(row["held_on"])),
        place=row["place"],
        chair=book.body(row["chair"]),
        groups=row["groups"],
        participants=row["participants"],
        precision=row["precision"],
        note=words(row["note"]),
    )
    coordination.create_dialogue(dialogue, by=BY)
