"""What all acts of this room share. Each act is one transaction; its docstring lists the effects.

`by` is a user or a `System` job. `on` (or `sent_on`) dates the act and may lie in the past, so that the earlier
life of a petition can be written down afterwards, in the order in which it happened.
"""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.models import Obligation
from coordination.documents.models import Attachment
from coordination.lib.dates import screen
from coordination.people.concerning import write_concerns
from coordination.people.models import Concern
from coordination.records.pointers import GATE, follow
from coordination.search.models import Entry
from coordination.workflow import door
from coordination.workflow.models import StatusChange
from voters import queries
from voters.actions.following import follow_all
from voters.models import Batch, Publication, ResultChange
from voters.rules import stated


def create(record, *, by, related=None):
    """Write down a record that changes nothing but itself: a contact meeting, a batch."""
    return door.create(record, by=by, related=related)


def edit(record, *, by, related=None):
    """Save the changed fields of such a record or of a referral; no status, result or date of a fact."""
    return door.change(record, by=by, related=related)


def hold_batch(key: int) -> Batch:
    """A batch as the database holds it now; until the act ends nobody else asks about it, agrees to it, sends it."""
    return Batch._base_manager.select_for_update().get(pk=key)


def hold_batch_of(*petitions) -> None:
    """The same of the batches in which petitions stand: whether others agree to them is read now, and stays so."""
    held = {key: hold_batch(key) for key in sorted({row.batch_id for row in petitions} - {None})}
    for petition in petitions:
        if petition.batch_id:
            petition.batch = held[petition.batch_id]


def set_result(petition, name, result, on: date, *, by, note="", consequence=False, **fields) -> None:
    """Move the status, set the facts that the result class states, and keep the day for questions about the past.

    `consequence`: it follows from an act that was checked already (`workflow.door`).
    """
    facts = stated(result, on, vars(petition))
    door.move(petition, name, by=by, note=note, at=moment(on, by), consequence=consequence, **facts, **fields)
    remember(petition, name, on)
    follow_all(petition, on, by=by)


def remember(petition, name, on: date) -> None:
    """The result that holds from a day on, and the step that led to it."""
    ResultChange.objects.create(petition=petition, on=on, result=petition.result, step=name)


def moment(on: date | None, by):
    """When history says it happened: a loader tells the day of the act, of a person it is known when they did it."""
    return queries.noon(on) if on and isinstance(by, System) else None


def refresh(petition) -> None:
    """Whom the petition concerns has changed: the same holds for its referrals, replies and verdicts."""
    write_concerns(petition)
    for part in _parts(petition):
        write_concerns(part)


def follow_parts(petition) -> None:
    """The parts take over gate and concerns of an edited petition."""
    for part in _parts(petition):
        gate = {name: getattr(part, name) for name in GATE}
        part.petition = petition
        part.save()
        if gate != {name: getattr(part, name) for name in GATE}:
            follow(part)
        write_concerns(part)


def _parts(petition):
    published = Publication.objects.filter(petition=petition)
    rows = (petition.referrals, petition.replies, petition.verdicts, petition.contributions, petition.reply_drafts)
    return [*(part for related in rows for part in related.all()), *published]


def forget(record) -> None:
    """Delete an untouched record with the history, concerns and search entry that writing it down made."""
    kind = ContentType.objects.get_for_model(record)
    for model in (StatusChange, Concern, Entry):
        QuerySet(model).filter(content_type=kind, object_id=record.pk).delete()
    QuerySet(type(record)).filter(pk=record.pk).delete()


def used(model, keys: set[int], *, besides: tuple[str, ...] = ()) -> set[int]:
    """Those of some records on which anything hangs besides what writing them down wrote; `besides`: fields of other
    rows that may name them. As many queries for twenty records as for one."""
    kind = ContentType.objects.get_for_model(model)
    found = set(
        QuerySet(Obligation).filter(subject_type=kind, subject_id__in=keys).values_list("subject_id", flat=True)
    )
    found |= set(QuerySet(Attachment).filter(content_type=kind, object_id__in=keys).values_list("object_id", flat=True))
    for relation in model._meta.related_objects:
        name, other = relation.field.name, relation.related_model
        if name not in besides and not getattr(relation.field.model._meta, "auto_created", False):
            found |= set(other._base_manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True))
    return found


def check_not_ahead(day: date, field: str, by) -> None:
    """People write down what has happened."""
    if not isinstance(by, System) and day > timezone.localdate():
        raise ValidationError({field: "Ngày này chưa tới."})


def check_day(petition, day: date, field: str, by) -> None:
    """An act lies after the receipt and after the last result, so that the history of a day can be trusted."""
    check_not_ahead(day, field, by)
    if day < petition.received_on:
        raise ValidationError({field: f"Trước ngày nhận kiến nghị ({screen(petition.received_on)})."})
    last = petition.result_changes.order_by("-on", "-id").first()
    if last and day < last.on:
        words = last.get_result_display().lower()
        raise ValidationError({field: f"Trước lần ghi kết quả gần nhất ({words}, {screen(last.on)})."})
