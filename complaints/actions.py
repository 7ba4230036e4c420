"""What people do with receptions and letters. Each act is one transaction through the door.

`by` is a user or a `System` job. Dates may lie in the past; what a job loads stands in the history on its day, what a
person records on the day of recording. A letter is touched by the persons it names only.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints import deadlines, queries
from complaints.choices import LetterKind
from complaints.models import Letter
from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.workflow import door
from voters.actions import leave_for_letters
from voters.queries import noon

TRIES = 5
"""How often a case code is taken again when another clerk was faster."""


# --- Receptions --------------------------------------------------------------------------------------------------


def create_reception(reception, *, by, related=None):
    """Put a reception into the schedule."""
    return door.create(reception, by=by, related=related, at=_at(reception.planned_on, by))


def edit_reception(reception, *, by, related=None):
    """Change its data."""
    return door.change(reception, by=by, related=related)


def hold(reception, *, by, on=None, citizens=None, summary="", note=""):
    """It took place; how many came and a summary without names."""
    on = _day(on, by)
    fields = {"held_on": on, "citizens": citizens, "summary": summary}
    return door.move(reception, "hold", by=by, note=note, at=_at(on, by), **fields)


def cancel(reception, *, by, note, on=None):
    """It did not take place; the reason stays in the history."""
    return door.move(reception, "cancel", by=by, note=note, at=_at(on, by))


def replan(reception, *, by, note="", on=None):
    """It is on the schedule again."""
    return door.move(reception, "replan", by=by, note=note, at=_at(on, by))


# --- Letters -----------------------------------------------------------------------------------------------------


def receive(letter, *, by, related=None):
    """Register a letter: it gets a case code, is confidential, and opens what is owed by a set day or by law."""
    given = letter.code
    for left in reversed(range(TRIES)):
        try:
            return _receive(letter, by=by, related=related)
        except IntegrityError:
            if given or not left:
                raise
            letter.pk, letter.code = None, ""
    raise AssertionError("unreachable")


@transaction.atomic
def _receive(letter, *, by, related):
    letter.confidential = True
    if letter.received_on:
        _check_not_ahead(letter.received_on, "received_on", by)
        letter.code = letter.code or queries.next_code(Letter.objects.all(), letter.locality, letter.received_on.year)
    letter.received_by = letter.received_by or _desk(letter, by)
    door.create(letter, by=by, related=related, at=_at(letter.received_on, by))
    deadlines.keep(letter, by=by, opened_on=letter.received_on)
    deadlines.keep_by_law(letter, by=by)
    return letter


@transaction.atomic
def take_over(letter, *, by, petition, related=None):
    """A voter's petition turns out to be a complaint or denunciation: register the letter and empty the petition.

    Who denounces is not written down. The letter says where it came from; the petition does not say where it went.
    """
    if not isinstance(by, System) and not by.can(Permission.LETTER_EDIT, petition):
        raise Forbidden
    if letter.kind == LetterKind.DENUNCIATION:
        letter.sender = ""
    letter.locality = petition.locality
    letter.summary = f"{letter.summary.rstrip()}\n(Chuyển từ kiến nghị {petition.code}.)"
    receive(letter, by=by, related=related)
    leave_for_letters(petition, by=by)
    return letter


@transaction.atomic
def edit_letter(letter, *, by, related=None):
    """Change its data, also who may read it; the audit keeps only the names of the fields.

    While the letter is open its obligation follows day, body and handler.
    """
    stored = Letter.objects.get(pk=letter.pk)
    if not isinstance(by, System) and not (by.can(Permission.LETTER_EDIT, stored) and stored.names(by.person_id)):
        raise Forbidden
    door.change(letter, by=by, related=related)
    if letter.is_open:
        deadlines.keep(letter, by=by)
        deadlines.keep_by_law(letter, by=by)
    return letter


@transaction.atomic
def accept(letter, *, by, note="", on=None):
    """Take jurisdiction; the law says by when it is settled, where no day was set."""
    on = _day(on, by)
    door.move(letter, "accept", by=by, note=note, at=_at(on, by))
    deadlines.accepted(letter, on=on, by=by)
    return letter


@transaction.atomic
def forward(letter, *, by, to, due_on=None, note="", on=None):
    """Send it to the competent body, which owes the outcome by the set day; the handler goes on watching."""
    on = _day(on, by)
    fields = {"due_on": due_on} if due_on else {}
    door.move(letter, "forward", by=by, note=note, at=_at(on, by), competent_body=to, **fields)
    deadlines.handed_on(letter, on=on, by=by)
    deadlines.keep(letter, by=by, opened_on=on)
    return letter


@transaction.atomic
def settle(letter, *, by, outcome, on=None, note=""):
    """It was settled; closes the obligation."""
    on = _day(on, by)
    if on < letter.received_on:
        raise ValidationError({"on": f"Trước ngày nhận đơn ({screen(letter.received_on)})."})
    door.move(letter, "settle", by=by, note=note, at=_at(on, by), settled_on=on, outcome=outcome)
    deadlines.fulfil(letter, on=on, by=by)
    return letter


@transaction.atomic
def send_back(letter, *, by, note, on=None):
    """Not eligible: returned with guidance; nothing is owed any more."""
    on = _day(on, by)
    door.move(letter, "return", by=by, note=note, at=_at(on, by))
    deadlines.answered(letter, on=on, by=by)
    deadlines.drop(letter, on=on, by=by, reason="Đã trả lại, hướng dẫn người gửi.")
    return letter


# --- Inside ------------------------------------------------------------------------------------------------------


def _desk(letter, by):
    """Where it arrived: the reception's body, else the body of whoever registers it, else the handler's."""
    if letter.reception:
        return letter.reception.body
    if not isinstance(by, System):
        return by.acting.body if by.acting else None
    return queries.desk_of(letter.handler)


def _at(on: date | None, by):
    """When history says it happened: a loader tells the day of the act, of a person it is known when they did it."""
    return noon(on) if on and isinstance(by, System) and on < timezone.localdate() else None


def _day(on: date | None, by) -> date:
    """The day of an act: today unless given; people write down what has happened."""
    _check_not_ahead(on, "on", by)
    return on or timezone.localdate()


def _check_not_ahead(day: date | None, field: str, by) -> None:
    if day and not isinstance(by, System) and day > timezone.localdate():
        raise ValidationError({field: "Ngày này chưa tới."})
