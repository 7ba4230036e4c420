"""What people write down in the hall: who was there, and what the time was spent on."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from coordination.people.models import Body, Person
from coordination.records.errors import Conflict
from coordination.workflow import door
from sessions import queries
from sessions.choices import Presence
from sessions.models import ActivityTime, Attendance

ADDED_MEANWHILE = "Người khác vừa ghi khách mời trong danh sách này. Xem trước lại rồi ghi."


@dataclass(frozen=True)
class RollLine:
    """What the sheet says of one person or body; `revision` of the row that it was drawn from, 0 for none."""

    who: Person | Body | Attendance
    """A guest stands for nobody in a register: there it is the row itself."""
    presence: str
    excuse: str = ""
    revision: int = 0


@dataclass(frozen=True)
class Guest:
    """One of a list of guests: a name with post and place as the office wrote them, or a body of the register."""

    name: str = ""
    post: str = ""
    place: str = ""
    body: Body | None = None


@transaction.atomic
def call_roll(gathering, lines: list[RollLine], *, by) -> int:
    """Make the roll of a session or sitting what the sheet says, all of it or nothing; rows that say so already stay.

    Raises Conflict where somebody else changed a row since the sheet was drawn. Returns how many rows were written.
    """
    stored = {_key(row): row for row in gathering.attendances.all()}
    written = 0
    for line in lines:
        row = stored.get(_key(line.who)) or _blank(gathering, line.who)
        if row.pk and (row.presence, row.excuse) == (line.presence, line.excuse):
            continue
        row.presence, row.excuse = line.presence, line.excuse
        if row.pk:
            row.revision = line.revision
            door.change(row, by=by)
        else:
            door.create(row, by=by)
        written += 1
    return written


@transaction.atomic
def note_minutes(
    gathering, on: date, minutes: dict[str, int], *, by, note: str = "", revisions: dict[str, int] | None = None
) -> int:
    """Make the minutes of a day what the sheet says: one row for each activity that took time.

    `revisions` are those of the rows that the sheet was drawn from, by activity (none where it showed no row): raises
    Conflict where somebody else wrote one since.
    """
    stored = queries.times_on(gathering, on)
    written = 0
    for activity, spent in minutes.items():
        row = stored.get(activity) or ActivityTime(
            **_side(gathering), locality=gathering.locality, on=on, activity=activity
        )
        if row.pk and row.minutes == spent:
            continue
        row.minutes, row.note = spent, note or row.note
        if row.pk:
            row.revision = (revisions or {}).get(activity, 0)
        (door.change if row.pk else door.create)(row, by=by)
        written += 1
    return written


def add_guests(gathering, guests: list[Guest], *, presence: str, by) -> list[Attendance]:
    """Write a whole list of guests down, all of them or none.

    Raises Forbidden, ValidationError, Conflict where somebody wrote one of them down a moment before.
    """
    rows = [
        Attendance(
            **_side(gathering),
            locality=gathering.locality,
            presence=presence,
            body=guest.body,
            guest=guest.name,
            guest_post=guest.post,
            guest_from=guest.place,
        )
        for guest in guests
    ]
    try:
        return door.create_all(rows, by=by)
    except IntegrityError as error:
        raise Conflict(ADDED_MEANWHILE) from error


def _key(who) -> tuple[str, int]:
    """Whom a line or a row is about."""
    if isinstance(who, Attendance):
        if who.guest:
            return ("guest", who.pk)
        return ("person", who.person_id) if who.person_id else ("body", who.body_id)
    return ("person" if isinstance(who, Person) else "body", who.pk)


def _blank(gathering, who) -> Attendance:
    named = {"person": who} if isinstance(who, Person) else {"body": who}
    return Attendance(**_side(gathering), **named, locality=gathering.locality, presence=Presence.PRESENT)


def _side(gathering) -> dict:
    return {gathering.side: gathering}
