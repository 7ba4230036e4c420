"""What is asked of the handover of a term. How a row stands is asked of its register, never stored."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, Value, When

from coordination.jobs.choices import JobState
from coordination.jobs.models import Job
from coordination.people.models import Body, Term
from coordination.people.succession import Heirs
from coordination.people.visibility import with_predecessors
from sessions import registers
from sessions.choices import HandoverStanding, HandoverState
from sessions.models import Handover, HandoverRow
from sessions.models.handover import last_day
from sessions.queries.meetings import standing_of

LIST_JOB = "handover-list"
"""Kind of the job that writes a long list."""
CHUNK = 2_000
"""Things of a register that are in memory at once."""


def ended_terms(locality, on: date) -> list[Term]:
    """Terms of the place, and of those that it succeeded, that had ended by a day and were not handed over yet."""
    done = Handover.objects.values("from_term")
    rows = Term.objects.filter(locality__in=with_predecessors(locality.pk)).exclude(pk__in=done)
    return [term for term in rows.select_related("locality") if (end := last_day(term)) and end < on]


def running_terms(locality, on: date) -> list[Term]:
    """Terms of the place that had not ended by a day."""
    rows = Term.objects.filter(locality=locality).select_related("locality")
    return [term for term in rows if not (end := last_day(term)) or end >= on]


def left_open(record: Handover) -> int:
    """How many things there are to look through for the list."""
    until, place = last_day(record.from_term), record.from_term.locality
    return sum(kind.left_by(place, until).count() for kind in registers.kinds())


def listing(record: Handover) -> Job | None:
    """The job that makes the list, while it is not done: waiting, running or failed. The last one counts."""
    last = Job.objects.filter(kind=LIST_JOB, params={"handover": record.pk}).order_by("-pk").first()
    return last if last and last.state != JobState.DONE else None


def gathered(record: Handover, on: date) -> Iterator[HandoverRow]:
    """What the ended term left open as of now and is not on the list yet: rows not saved, each with the body that has
    it and, where that body (or one that took over from it) stands, who is proposed to take it.

    What goes along with another thing on the list, of the same body, is no row of its own.
    """
    heirs, heir_of = Heirs(on), {}
    until, place = last_day(record.from_term), record.from_term.locality
    keeper = standing_of(place)
    known = record.rows.order_by().values_list("content_type", "object_id", "from_body")
    holders = {(content_type, key): body for content_type, key, body in known.iterator(CHUNK)}
    listed = set(holders)
    for kind in registers.kinds():
        content_type = ContentType.objects.get_for_model(kind.model)
        for thing in kind.left_by(place, until).iterator(CHUNK):
            body, whole = kind.holder(thing, keeper), kind.part_of and kind.part_of(thing)
            if (content_type.pk, thing.pk) in listed or (body and holders.get(whole) == body.pk):
                continue
            holders[content_type.pk, thing.pk] = body and body.pk
            if body and body.pk not in heir_of:
                heir_of[body.pk] = heirs.of(body)
            heir = heir_of[body.pk] if body else None
            gate = HandoverRow.gate_of(thing)
            named = kind.person(thing)
            yield HandoverRow(**gate, handover=record, from_body=body, from_person=named, to_body=heir)


def is_open(row: HandoverRow) -> bool:
    """Whether something is still owed of what a row points at, as of this moment."""
    return row.kind.model._base_manager.filter(row.kind.still_open, pk=row.object_id).exists()


def with_standing(rows):
    """Rows with `is_open` (something is still owed of what they point at) and `standing` (of HandoverStanding)."""
    cases = [
        When(
            content_type=ContentType.objects.get_for_model(kind.model),
            then=Exists(kind.model._base_manager.filter(kind.still_open, pk=OuterRef("object_id"))),
        )
        for kind in registers.kinds()
    ]
    rows = rows.annotate(is_open=Case(*cases, default=Value(True), output_field=BooleanField()))
    return rows.annotate(
        standing=Case(
            When(status=HandoverState.ACCEPTED, then=Value(HandoverStanding.ACCEPTED.value)),
            When(status=HandoverState.RETURNED, then=Value(HandoverStanding.RETURNED.value)),
            When(is_open=False, then=Value(HandoverStanding.FINISHED.value)),
            default=Value(HandoverStanding.WAITING.value),
        )
    )


def of_kind(rows, name: str):
    """Rows of one register."""
    kind = registers.named(name)
    return rows.filter(content_type=ContentType.objects.get_for_model(kind.model)) if kind else rows.none()


def waiting(rows):
    """Rows that are to be taken over still."""
    return with_standing(rows).filter(standing=HandoverStanding.WAITING)


def counted(rows, field: str) -> dict[int | None, dict[str, int]]:
    """How many rows stand how, for each value of a column: {value: {standing: number}}. One query."""
    found: dict = defaultdict(lambda: dict.fromkeys(HandoverStanding.values, 0))
    for value, standing, number in (
        with_standing(rows).order_by().values_list(field, "standing").annotate(number=Count("pk"))
    ):
        found[value][standing] += number
    return dict(found)


def hidden(record: Handover, seen) -> dict[str, int]:
    """How those rows stand that are not among the seen ones: numbers alone, no title."""
    unseen = record.rows.exclude(pk__in=seen.order_by().values("pk"))
    total = dict.fromkeys(HandoverStanding.values, 0)
    for counts in counted(unseen, "handover").values():
        total |= counts
    return total


def givers(rows):
    """The bodies that have something of the rows, by name."""
    return Body.objects.filter(pk__in=rows.order_by().values("from_body")).by_name()


def about(rows, record):
    """The rows about one record, the newest handover first."""
    rows = with_standing(rows.about(record)).select_related("handover__from_term__locality", "handover__to_term")
    return rows.select_related("from_body", "to_body", "acting_body", "document").order_by(
        "-handover__opened_on", "-pk"
    )


def of_term(rows, term):
    """Handovers from a term or to it."""
    return rows.filter(Q(from_term=term) | Q(to_term=term)).select_related("from_term__locality", "to_term")
