"""What people do with petitions."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.records.errors import Forbidden
from coordination.workflow import door
from voters import codes, competence, deadlines, queries
from voters.actions.common import check_not_ahead, follow_parts, hold_batch, hold_batch_of, moment
from voters.actions.numbering import code_of
from voters.choices import BatchStatus
from voters.models import Petition
from voters.queries.levels import why_no_level
from voters.rules import AGREED_ON, held_by_batch, links_drafts


@transaction.atomic
def link_drafts(petition, *, by, drafts):
    """Say which draft resolutions the petition led to. None is named in history, which more people read than may see
    the drafts."""
    if not isinstance(by, System) and not links_drafts(by, petition):
        raise Forbidden()
    note = f"Gắn với {len(drafts)} dự thảo nghị quyết"
    return door.change(petition, by=by, related={"drafts": drafts}, note=note)


TRIES = 5
"""How often a number is taken again when another clerk was faster."""


def register(petition, *, by, related=None, consequence=False):
    """Enter a petition into the register of its locality; without a code it takes the next number of the year.

    `consequence`: it follows from an act in the register of another level, which was checked there.
    """
    given, next_number = bool(petition.code), queries.next_number
    for left in reversed(range(TRIES)):
        try:
            return _register(petition, by=by, related=related, consequence=consequence, next_number=next_number)
        except (IntegrityError, ValidationError):
            # A clerk who was a little faster is met by the database, one who was much faster by the check before it.
            if given or not left or not queries.is_taken(petition):
                raise
            petition.code, next_number = "", queries.number_beyond
    raise AssertionError("unreachable")


@transaction.atomic
def _register(petition, *, by, related, consequence, next_number):
    _check_batch(petition, None, by)
    if not consequence:
        _check_level(petition, petition.level, by)
    _number(petition, by=by, next_number=next_number)
    at = moment(petition.received_on, by)
    return door.create(petition, by=by, related=related, at=at, consequence=consequence)


@transaction.atomic
def register_all(petitions, *, by):
    """Enter many into the register as `register` enters one, with numbers that follow one another. Raises without
    saying which of them is at fault, or was forestalled by another clerk: register them singly then.
    """
    free: dict[tuple, int] = {}

    def next_number(locality, year):
        if (locality, year) not in free:
            free[locality, year] = queries.next_number(locality, year)
        return free[locality, year]

    for petition in {(petition.locality_id, petition.batch_id): petition for petition in petitions}.values():
        _check_batch(petition, None, by)
    for petition in petitions:
        _check_level(petition, petition.level, by)
        _number(petition, by=by, next_number=next_number)
        place, year = petition.locality, petition.year
        free[place, year] = max(next_number(place, year), petition.number + 1)
    moments = {day: moment(day, by) for day in {petition.received_on for petition in petitions}}
    return door.create_all(petitions, by=by, at=[moments[petition.received_on] for petition in petitions])


def _number(petition, *, by, next_number) -> None:
    """Year, number and codes: those it came with, else the next ones."""
    if petition.received_on:
        check_not_ahead(petition.received_on, "received_on", by)
        petition.year = petition.received_on.year
    if petition.received_on and not petition.code:
        petition.number = next_number(petition.locality, petition.year)
        petition.code = code_of(petition.year, petition.number)
    petition.follow_code = petition.follow_code or codes.follow_code()


def _check_level(petition, level: str, by) -> None:
    """A level that there was when it came in; what a loader tells of the past stays as told."""
    if not isinstance(by, System) and (words := why_no_level(level, petition.received_on)):
        raise ValidationError({"level": words})


def _check_batch(petition, before: int | None, by) -> None:
    """What others are asked about, or have agreed to, stays as it is; what was sent stays sent.

    Into a batch that was sent only the past is written down, as a file does; forms do not offer it.
    """
    if isinstance(by, System) or petition.batch_id == before:
        return
    for key in sorted({petition.batch_id, before} - {None}):
        batch = hold_batch(key)
        if batch.locality_id != petition.locality_id:
            raise ValidationError({"batch": "Đợt này của địa phương khác."})
        written_down = batch.status == BatchStatus.SENT and batch.pk == petition.batch_id
        if batch.status != BatchStatus.SYNTHESISING and not written_down:
            words = batch.get_status_display().lower()
            raise ValidationError({"batch": f"Đợt “{batch}” {words}: không đưa vào, bỏ ra được nữa."})


def _check_held(petition, stored, by) -> None:
    """What others agree to is not edited meanwhile; the rest is."""
    if isinstance(by, System) or not stored.batch_id:
        return
    stored.batch = hold_batch(stored.batch_id)
    if held := held_by_batch(stored):
        columns = {name: Petition._meta.get_field(name).attname for name in AGREED_ON}
        changed = [name for name, key in columns.items() if getattr(petition, key) != getattr(stored, key)]
        if changed:
            raise ValidationError({name: held for name in changed})


def _check_receipt(petition, stored, by) -> None:
    """A changed day of receipt lies before everything that was done with the petition, and is not to come."""
    day = petition.received_on
    if isinstance(by, System) or day is None or day == stored.received_on:
        return
    check_not_ahead(day, "received_on", by)
    for words, days in (
        ("đã chuyển", petition.referrals.values_list("sent_on", flat=True)),
        ("đã có kết quả", petition.result_changes.values_list("on", flat=True)),
    ):
        first = min(days, default=None)
        if first and day > first:
            sentence = f"Kiến nghị {words} ngày {screen(first)}; ngày nhận không thể sau ngày ấy."
            raise ValidationError({"received_on": sentence})


@transaction.atomic
def edit_petition(petition, *, by, related=None):
    """Save changed fields. Open duties follow a new due day; referrals, replies and verdicts follow the place."""
    stored = Petition._base_manager.get(pk=petition.pk)
    due_on = stored.due_on
    _check_batch(petition, stored.batch_id, by)
    _check_held(petition, stored, by)
    _check_receipt(petition, stored, by)
    if (petition.level, petition.received_on) != (stored.level, stored.received_on):
        _check_level(petition, petition.level, by)
    door.change(petition, by=by, related=related)
    if petition.due_on and petition.due_on != due_on:
        deadlines.move_reply(petition, by=by)
    deadlines.follow_subject(petition)
    follow_parts(petition)
    return petition


@transaction.atomic
def classify(petition, *, by, field, level, competent_body=None, monitor=None, due_on=None, note=""):
    """Say what it is about, who is competent and who watches over it; the proposed body does not see it yet. Level and
    body fit each other; what a file says stays as it says."""
    _check_level(petition, level, by)
    if not isinstance(by, System) and (words := competence.why_not_of_level(competent_body, level)):
        raise ValidationError({"level": words})
    hold_batch_of(petition)
    fields = {"field": field, "level": level, "competent_body": competent_body, "monitor": monitor}
    if due_on:
        fields["due_on"] = due_on
    return door.move(petition, "classify", by=by, note=note, **fields)


def classify_in_part(petition, *, by, field="", level="", competent_body=None, due_on=None):
    """The same where only some of it is said: what is left empty stays as the petition has it; a body said without a
    level brings its own."""
    if competent_body and not level:
        level = competence.fitting(competent_body, petition.level)
    return classify(
        petition,
        by=by,
        field=field or petition.field,
        level=level or petition.level,
        competent_body=competent_body or petition.competent_body,
        monitor=petition.monitor,
        due_on=due_on,
    )
