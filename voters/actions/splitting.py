"""One statement that asks for several things becomes several petitions.

The original keeps its number and becomes the first part; the others are new rows. So every count of petitions stays
right by itself: the statement is nowhere counted beside its parts. What was said, word by word, is kept with the
original.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from coordination.audit.actors import System
from coordination.deadlines.queries import about
from coordination.documents.models import Attachment
from coordination.people.models import Concern
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.search.models import Entry
from coordination.workflow import door
from coordination.workflow.models import StatusChange
from voters.actions.petitions import register
from voters.choices import BatchStatus, PetitionStatus
from voters.models import Petition
from voters.models.petitions import summary_of

MOST = 20
"""Parts of one statement."""
SOURCE = ("kind", "origin", "received_on", "due_on", "place", "place_detail", "session", "original_session", "meeting")
SOURCE += ("voter", "raised_by", "sent_through", "came_from", "confidential", "draft_of", "monitor")
"""What all parts have in common: where they come from. What each is about is said of each."""


@transaction.atomic
def split(petition, *, by, parts):
    """Make a petition of each part: the first stays this one, the others enter the register. Gives the new ones."""
    check_splittable(petition, by=by)
    parts = [part.strip() for part in parts if part.strip()]
    if not 2 <= len(parts) <= MOST:
        raise ValidationError({"parts": f"Ghi từ 2 đến {MOST} phần; mỗi phần một kiến nghị."})
    if len(set(parts)) < len(parts):
        raise ValidationError({"parts": "Có hai phần giống hệt nhau."})
    petition.unsplit_content = petition.content
    _put(petition, parts[0])
    door.change(petition, by=by, note=f"Tách thành {len(parts)} kiến nghị")
    return [register(_part_of(petition, part), by=by) for part in parts[1:]]


def check_splittable(petition, *, by) -> None:
    """Raise Forbidden or NotNow where a statement is not, or no longer, one to split."""
    if not isinstance(by, System) and not by.can(Permission.PETITION_REGISTER, petition):
        raise Forbidden()
    if reason := why_not_split(petition):
        raise NotNow(reason)


def why_not_split(petition) -> str:
    """Why a statement cannot be split, or nothing."""
    if petition.status != PetitionStatus.NEW:
        return f"Đang ở trạng thái “{petition.get_status_display()}”: chỉ tách khi chưa chuyển."
    if petition.unsplit_content:
        return "Đã tách rồi; hợp lại trước khi tách cách khác."
    if petition.merged_into_id or petition.merged.exists():
        return "Đang ở trong một nhóm gộp: gỡ nhóm trước."
    if petition.batch_id and petition.batch.status != BatchStatus.SYNTHESISING:
        return f"Đợt “{petition.batch}” {petition.batch.get_status_display().lower()}: tổng hợp lại trước khi tách."
    return ""


@transaction.atomic
def join(petition, *, by):
    """Take a split back while nothing has happened with the parts: one statement again, word by word as before.

    The new rows go; the audit trail keeps that they were there.
    """
    if not isinstance(by, System) and not by.can(Permission.PETITION_REGISTER, petition):
        raise Forbidden()
    if reason := why_not_join(petition):
        raise NotNow(reason)
    parts = list(petition.split_parts.order_by("pk"))
    codes = ", ".join(part.code for part in parts)
    for part in parts:
        _remove(part)
    _put(petition, petition.unsplit_content)
    petition.unsplit_content = ""
    return door.change(petition, by=by, note=f"Hợp lại, bỏ {codes}")


def why_not_join(petition) -> str:
    """Why a split cannot be taken back, or nothing."""
    if not petition.unsplit_content:
        return "Kiến nghị này chưa tách."
    if petition.status != PetitionStatus.NEW:
        return f"{petition.code} đã chuyển đi, không hợp lại được nữa."
    for part in petition.split_parts.order_by("pk"):
        if part.revision != 1 or _is_used(part):
            return f"{part.code} đã được xử lý, không hợp lại được nữa."
    return ""


def _put(petition, content: str) -> None:
    petition.content, petition.title = content, summary_of(content)


def _part_of(petition, content: str) -> Petition:
    part = Petition(locality=petition.locality, split_from=petition, batch=petition.batch, urgent=petition.urgent)
    for name in SOURCE:
        setattr(part, name, getattr(petition, name))
    _put(part, content)
    return part


def _is_used(part) -> bool:
    """Whether anything hangs on the part besides what its registration wrote."""
    if about(part).exists() or Attachment.objects.about(part).exists():
        return True
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: part.pk}).exists()
        for relation in Petition._meta.related_objects
        if not getattr(relation.field.model._meta, "auto_created", False)
    )


def _remove(part) -> None:
    """Delete an untouched part with the history, concerns and search entry that its registration wrote."""
    kind = ContentType.objects.get_for_model(part)
    for model in (StatusChange, Concern, Entry):
        QuerySet(model).filter(content_type=kind, object_id=part.pk).delete()
    QuerySet(Petition).filter(pk=part.pk).delete()
