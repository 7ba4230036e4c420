"""Plans of contact with voters: points that were held, and those still to come."""

from datetime import time

from coordination.operations.demo.book import BY, Book, words
from voters import actions
from voters.choices import PlanStatus
from voters.models import ContactMeeting, ContactPlan


def load(book: Book, data: dict) -> None:
    """Each plan with its points, taken to its status."""
    for row in data["plans"]:
        book.keep("contact_plan", row["code"], load_plan(book, row))


def load_plan(book: Book, row: dict) -> ContactPlan:
    """A plan; meetings of the other file are put under it, new points are added."""
    plan = ContactPlan(
        locality=book.locality,
        name=words(row["name"]),
        kind=row["kind"],
        session=book.get("session", row["session"]),
        starts_on=book.day(row["starts_on"]),
        ends_on=book.day(row["ends_on"]),
        led_by=book.body(row["led_by"]),
        note=words(row.get("note")),
    )
    actions.draw_up_plan(plan, by=BY, related={"prepared_by": book.bodies(row["prepared_by"])})
    for code, people in (row.get("meetings") or {}).items():
        meeting = book.get("contact", code)
        meeting.plan = plan
        actions.edit_meeting(meeting, by=BY, related={"delegates": [book.person(person) for person in people]})
    if points := row.get("points"):
        actions.add_points(plan, [_point(book, point) for point in points], by=BY)
    if row["status"] != PlanStatus.DRAFT:
        actions.issue_plan(plan, by=BY, number=row["number"], issued_on=book.day(row["issued_on"]))
    if row["status"] == PlanStatus.CLOSED:
        actions.close_plan(plan, by=BY)
    return plan


def _point(book: Book, row: dict) -> tuple[ContactMeeting, dict]:
    meeting = ContactMeeting(
        held_on=book.day(row["held_on"]),
        starts_at=time.fromisoformat(row["starts_at"]),
        place=book.get("place", row["place"]),
        place_detail=row["place_detail"],
        delegate_levels=row["delegate_levels"],
        chaired_by=book.body(row["chaired_by"]),
    )
    delegates = [book.person(code) for code in row["delegates"]]
    return meeting, {"invited": book.bodies(row["invited"]), "delegates": delegates}
