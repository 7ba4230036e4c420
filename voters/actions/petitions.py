"""What people do with petitions."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coordination.audit.actors import System
from coordination.records.errors import Forbidden
from coordination.workflow import door
from voters import codes, deadlines, queries
from voters.actions.common import check_not_ahead, follow_parts, moment
from voters.choices import BatchStatus
from voters.models import Batch, Petition
from voters.rules import links_drafts


@transaction.atomic
def link_drafts(petition, *, by, drafts):
    """Say which draft resolutions the petition led to. Those that the person may not see stay linked; none is named in
    history, which more people read than may see the drafts."""
    if not isinstance(by, System) and not links_drafts(by, petition):
        raise Forbidden()
    linked = petition.drafts.all()
    unseen = [] if isinstance(by, System) else list(linked.exclude(pk__in=linked.visible_to(by).values("pk")))
    note = f"Gắn với {len(drafts) + len(unseen)} dự thảo nghị quyết"
    return door.change(petition, by=by, related={"drafts": [*drafts, *unseen]}, note=note)


TRIES = 5
"""How often a number is taken again when another clerk was faster."""


def register(petition, *, by, related=None, consequence=False):
    """Enter a petition into the register of its locality; without a code it takes the next number of the year.

    `consequence`: it follows from an act in the register of another level, which was checked there.
    """
    given = bool(petition.code)
    for left in reversed(range(TRIES)):
        try:
            return _register(petition, by=by, related=related, consequence=consequence)
        except (IntegrityError, ValidationError):
            # A clerk who was a little faster is met by the database, one who was much faster by the check before it.
            if given or not left or not queries.is_taken(petition):
                raise
            petition.code = ""
    raise AssertionError("unreachable")


@transaction.atomic
def _register(petition, *, by, related, consequence):
    _check_batch(petition, None, by)
    if petition.received_on:
        check_not_ahead(petition.received_on, "received_on", by)
        petition.year = petition.received_on.year
    if petition.received_on and not petition.code:
        petition.number = queries.next_number(petition.locality, petition.year)
        petition.code = f"KN-{petition.year}-{petition.number:04}"
    petition.follow_code = petition.follow_code or codes.follow_code()
    at = moment(petition.received_on, by)
    return door.create(petition, by=by, related=related, at=at, consequence=consequence)


def _check_batch(petition, before: int | None, by) -> None:
    """What others are asked about, or have agreed to, stays as it is; what was sent stays sent.

    Into a batch that was sent only the past is written down, as a file does; forms do not offer it.
    """
    if isinstance(by, System) or petition.batch_id == before:
        return
    for batch in Batch.objects.filter(pk__in={petition.batch_id, before} - {None}):
        if batch.locality_id != petition.locality_id:
            raise ValidationError({"batch": "Đợt này của địa phương khác."})
        written_down = batch.status == BatchStatus.SENT and batch.pk == petition.batch_id
        if batch.status != BatchStatus.SYNTHESISING and not written_down:
            words = batch.get_status_display().lower()
            raise ValidationError({"batch": f"Đợt “{batch}” {words}: không đưa vào, bỏ ra được nữa."})


@transaction.atomic
def edit_petition(petition, *, by, related=None):
    """Save changed fields. Open duties follow a new due day; referrals, replies and verdicts follow the place."""
    due_on, batch = Petition._base_manager.values_list("due_on", "batch").get(pk=petition.pk)
    _check_batch(petition, batch, by)
    door.change(petition, by=by, related=related)
    if petition.due_on and petition.due_on != due_on:
        deadlines.move_reply(petition, by=by)
    deadlines.follow_subject(petition)
    follow_parts(petition)
    return petition


def classify(petition, *, by, field, level, competent_body=None, monitor=None, due_on=None, note=""):
    """Say what it is about, who is competent and who watches over it; the proposed body does not see it yet."""
    fields = {"field": field, "level": level, "competent_body": competent_body, "monitor": monitor}
    if due_on:
        fields["due_on"] = due_on
    return door.move(petition, "classify", by=by, note=note, **fields)
