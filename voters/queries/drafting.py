"""What is asked of answers that are being written."""

from django.db.models import Q, QuerySet

from voters.choices import DraftStatus
from voters.models import Petition, ReplyDraft, ReplySettings


def needs_document(locality_id: int) -> bool:
    """Whether a locality accepts an answer only with a document; nothing set means no."""
    return ReplySettings.objects.filter(locality=locality_id, reply_needs_document=True).exists()


def settings_of(locality) -> ReplySettings:
    """What a locality asks of answers; unsaved as long as nobody set it."""
    return ReplySettings.objects.filter(locality=locality).first() or ReplySettings(locality=locality)


def draft_on_the_way(petition: Petition, body) -> ReplyDraft | None:
    """The draft that a body is writing for a petition, if there is one."""
    return petition.reply_drafts.filter(body=body, status__in=DraftStatus.ON_THE_WAY).first()


def templates_of(rows: QuerySet, body, field: str) -> QuerySet:
    """Of the templates that somebody sees, those in use of a body for a field or for every field."""
    return rows.filter(Q(field="") | Q(field=field), body=body, retired=False)
