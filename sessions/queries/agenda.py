"""What is asked of agenda items and their documents: figures and pages take their rows here."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q, Window
from django.db.models.functions import DenseRank

from coordination.lib.period import Period
from sessions.choices import Audience, CommentKind, ItemKind, ItemStatus, SessionStatus, Stage, StepKind
from sessions.models import AgendaItem
from sessions.queries.common import within


def documents(items, period: Period):
    """Agenda documents due within the period; withdrawn and postponed ones stay counted."""
    return items.filter(within("due_on", period))


def late(items, period: Period, on: date):
    """Of those due in the period: received after the due day, or not received and overdue as of `on`."""
    return documents(items, period).filter(_late(on))


def asking_for_documents(items):
    """Without questioning and ceremonies, unless a day was set for them: as `AgendaItem.asks_for_documents`."""
    return items.exclude(kind__in=ItemKind.WITHOUT_DOCUMENTS, due_on__isnull=True)


def owed(items):
    """Documents still to come."""
    return items.filter(status=ItemStatus.EXPECTED)


def overdue(items, on: date):
    """Documents still to come whose due day lies before `on`."""
    return owed(items).filter(due_on__lt=on)


def at_stage(items, stage: Stage, on: date):
    """Items of one share of the readiness board, as of a day; the same parting as `AgendaItem.stage`.

    What asks for no document has a share only once it was withdrawn or postponed.
    """
    if stage != Stage.STOPPED:
        items = asking_for_documents(items)
    if stage == Stage.OVERDUE:
        return overdue(items, on)
    if stage == Stage.WAITING:
        return owed(items).filter(Q(due_on=None) | Q(due_on__gte=on))
    if stage == Stage.STOPPED:
        return items.filter(status__in=ItemStatus.STOPPED)
    if stage == Stage.SENT:
        return items.filter(status=ItemStatus.SENT)
    return items.filter(status__in=ItemStatus.RECEIVED_AND_ON).exclude(status=ItemStatus.SENT)


def _late(on: date) -> Q:
    """Due before `on`, and neither received nor withdrawn by the due day."""
    came_late = Q(received_on__gt=F("due_on"))
    stopped_late = Q(received_on__isnull=True) & (Q(stopped_on__isnull=True) | Q(stopped_on__gt=F("due_on")))
    return Q(due_on__lt=on) & (came_late | stopped_late)


class PastDocument(NamedTuple):
    """A document of a held session: whose, of which session, due on, come (or withdrawn) on."""

    body_id: int
    session_id: int
    opened_on: date
    closed_on: date | None
    due_on: date
    received_on: date | None
    stopped_on: date | None


def past_documents(items, bodies: Iterable[int], before: date | None = None, sessions: int = 3) -> list[PastDocument]:
    """Of each body, its documents with a due day of the last held sessions it prepared any for, the latest first.

    `before`: only sessions that opened before the day. One query, however many bodies.
    """
    rows = items.filter(preparing_body__in=set(bodies), due_on__isnull=False, session__status__in=SessionStatus.HELD)
    if before:
        rows = rows.filter(session__opened_on__lt=before)
    latest = [F("session__opened_on").desc(), F("session_id").desc()]
    ranked = rows.annotate(nth=Window(DenseRank(), partition_by=F("preparing_body_id"), order_by=latest))
    columns = ("preparing_body_id", "session_id", "session__opened_on", "session__closed_on")
    found = ranked.filter(nth__lte=sessions).order_by("preparing_body_id", "nth", "pk")
    return [PastDocument(*row) for row in found.values_list(*columns, "due_on", "received_on", "stopped_on")]


def opened_by(receipts, items, seats) -> dict[int, int]:
    """Item → how many of those in the seats opened at least one of its documents meant for delegates; one query."""
    rows = receipts.filter(document__item__in=items, document__audience__in=Audience.WITH_DELEGATES, person__in=seats)
    counted = rows.order_by().values_list("document__item").annotate(n=Count("person", distinct=True))
    return dict(counted)


def duties_of(obligations, items):
    """Open duties with a set day to hand in the given items."""
    kind, keys = ContentType.objects.get_for_model(AgendaItem), [item.pk for item in items]
    return obligations.filter(subject_type=kind, subject_id__in=keys, closed_on=None, version=None)


def appraisers(steps, comments, drafts: Iterable[int]) -> dict[int, str]:
    """Draft → who appraises it: the body of its latest appraisal step, else whoever gave an opinion as appraiser."""
    found = {}
    for rows, kind, body in (
        (comments, CommentKind.APPRAISAL, "from_body__short_name"),
        (steps, StepKind.APPRAISAL, "body__short_name"),
    ):
        named = rows.filter(draft__in=set(drafts), kind=kind).exclude(**{body: None}).order_by("pk")
        found |= dict(named.values_list("draft_id", body))
    return found
