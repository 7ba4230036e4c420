"""How a petition stands to its days, in words: one answered in time is not overdue, a promise is counted by itself.

The figure "overdue" is another thing and stays as it is: due before the day and not finished (`Petition.is_overdue`).
"""

from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.records.ties import has_none
from coordination.ui import registry
from coordination.ui.chips import due_state
from voters.choices import PetitionStatus
from voters.models import Petition, Reply, ResultChange
from voters.rules import REOPENING

OPEN_ANSWERED = (PetitionStatus.ANSWERED, PetitionStatus.REOPENED)


class Days(NamedTuple):
    """Newest answer, the day it promises, newest reopening: each nothing where there is none."""

    replied: date | None
    promised: date | None
    reopened: date | None


NAMES = ("last_reply_on", "last_promised_on", "last_reopened_on")
"""What `with_days` adds to the rows of a list, in the order of `Days`."""


def with_days(petitions: QuerySet) -> QuerySet:
    """Rows of a list with what `due_words` asks of each."""
    newest = Reply.objects.filter(petition=OuterRef("pk"), draft_of=None).order_by("-sent_on", "-id")
    reopened = ResultChange.objects.filter(petition=OuterRef("pk"), step__in=REOPENING).order_by("-on", "-id")
    columns = (newest.values("sent_on"), newest.values("promised_on"), reopened.values("on"))
    return petitions.annotate(**{name: Subquery(column[:1]) for name, column in zip(NAMES, columns, strict=True)})


def days_of(petition: Petition) -> Days:
    """As the list has fetched them, else asked for."""
    if has_none(petition, "replies") and has_none(petition, "result_changes"):
        return Days(None, None, None)
    if hasattr(petition, NAMES[0]):
        return Days(*(getattr(petition, name) for name in NAMES))
    rows = with_days(Petition.objects.filter(pk=petition.pk)).values_list(*NAMES)
    return Days(*(rows.first() or (None, None, None)))


def is_late(petition: Petition, today: date) -> bool:
    """Somebody was asked, and the day for the answer is over: what `late_answers` finds among the rows of a list."""
    is_over = petition.due_on is not None and petition.due_on < today and petition.finished_on is None
    return is_over and petition.status in PetitionStatus.UNDER_WAY and _awaits(petition, days_of(petition))


def _awaits(petition: Petition, days: Days) -> bool:
    """Whether the day counts for an answer that is still to come: none was given, or it was reopened up to that day, or
    with a new one. A day before the reopening was one for the answer before it."""
    if not _was_answered(petition):
        return True
    return petition.status == PetitionStatus.REOPENED and _counts(petition, days)


def _was_answered(petition: Petition) -> bool:
    return bool(petition.answered_on) and petition.status in (*OPEN_ANSWERED, PetitionStatus.FINISHED)


def _counts(petition: Petition, days: Days) -> bool:
    """Whether the day was set for the newest answer, or for the one that is awaited."""
    return petition.due_on is not None and not (days.reopened and days.reopened > petition.due_on)


def due_words(petition: Petition, today: date | None = None) -> tuple[str, str] | None:
    """(kind, words) beside the day on which the answer is due; nothing where no day was set and none promised."""
    days = days_of(petition) if _was_answered(petition) else Days(None, None, None)
    if petition.due_on is None and (petition.finished_on or days.promised is None):
        return None
    if _awaits(petition, days):
        kind, words = due_state(petition.due_on, petition.finished_on, today)
        is_nobodys = petition.status == PetitionStatus.NEW and kind == "late"
        return kind, f"{words}; chưa ai nhận" if is_nobodys else words
    words = _answered(petition, days.replied or petition.answered_on, _counts(petition, days))
    if petition.finished_on:
        return "done", words
    if days.promised:
        kind, distance = registry.distance(days.promised, today or timezone.localdate())
        return kind, f"{words}; hẹn {screen(days.promised)}, {distance}"
    is_reopened = petition.status == PetitionStatus.REOPENED
    return "wait", f"{words}; mở lại, chưa xong" if is_reopened else f"{words}; chưa xong"


def _answered(petition, on: date, counts: bool) -> str:
    """When it was answered, and how that lies to the due day where this day was one for that answer."""
    year = petition.due_on.year if petition.due_on else petition.received_on.year
    day = f"{on:%d/%m}" if on.year == year else screen(on)
    return f"đã trả lời {day}, {distance(on, petition.due_on)}" if counts else f"đã trả lời {day}"


def distance(day: date, due_on: date) -> str:
    """How a day lies to the due day."""
    if day == due_on:
        return "đúng hạn"
    return f"sớm {(due_on - day).days} ngày" if day < due_on else f"trễ {(day - due_on).days} ngày"
