"""What is asked of answers that are being written."""

from datetime import date

from django.db.models import Q, QuerySet

from coordination.deadlines.calendar import Length, Unit, due_day
from coordination.deadlines.calendars import calendar_of
from coordination.people.permissions import Permission
from coordination.people.speaking import of_own_bodies
from voters.choices import DraftStatus, Result
from voters.models import Petition, ReplyDraft, ReplySettings


def needs_document(locality_id: int) -> bool:
    """Whether a locality accepts an answer only with a document; nothing set means no."""
    return ReplySettings.objects.filter(locality=locality_id, reply_needs_document=True).exists()


def settings_of(locality) -> ReplySettings:
    """What a locality asks of answers; unsaved as long as nobody set it."""
    return ReplySettings.objects.filter(locality=locality).first() or ReplySettings(locality=locality)


def day_to_accept(locality, sent_on: date) -> date | None:
    """By when a body is to accept or refuse what is sent to it on a day, as the locality set; none where it did not."""
    days = settings_of(locality).accepted_within
    return due_day(sent_on, Length(days, Unit.WORKING_DAY), calendar_of(locality.pk)) if days else None


def draft_on_the_way(petition: Petition, body) -> ReplyDraft | None:
    """The draft that a body is writing for a petition, if there is one."""
    return petition.reply_drafts.filter(body=body, status__in=DraftStatus.ON_THE_WAY).first()


def templates_of(rows: QuerySet, body, field: str) -> QuerySet:
    """Of the templates that somebody sees, those in use of a body for a field or for every field."""
    return rows.filter(Q(field="") | Q(field=field), body=body, retired=False)


def drafts_awaiting(rows: QuerySet, user) -> QuerySet:
    """Drafts that wait for somebody: to check what another one wrote, to clear, to send, to mend. What was noted as
    done since takes no answer, so nothing of it waits."""
    may_clear = user.can(Permission.PETITION_CLEAR)
    here = Q(status=DraftStatus.CLEARED) | Q(status=DraftStatus.RETURNED, written_by=user)
    here |= Q(status=DraftStatus.CHECKING) & (Q() if may_clear else ~Q(written_by=user))
    if may_clear:
        here |= Q(status=DraftStatus.CLEARING)
    return rows.filter(here, of_own_bodies(user, "body")).exclude(petition__result=Result.RESOLVED)
