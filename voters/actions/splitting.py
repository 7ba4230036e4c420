"""One statement that asks for several things becomes several petitions.

The original keeps its number and becomes the first part; the others are new rows. So every count of petitions stays
right by itself: the statement is nowhere counted beside its parts. What was said, word by word, is kept with the
original.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from voters.actions.common import forget, hold_batch_of, used
from voters.actions.numbering import keep_numbers
from voters.actions.petitions import register
from voters.choices import BatchStatus, PetitionStatus
from voters.models import Petition
from voters.models.petitions import summary_of
from voters.rules import held_by_batch

MOST = 20
"""Parts of one statement."""
SOURCE = ("kind", "origin", "received_on", "due_on", "place", "place_detail", "session", "original_session", "meeting")
SOURCE += ("voter", "raised_by", "sent_through", "came_from", "confidential", "draft_of", "monitor")
"""What all parts have in common: where they come from. What each is about is said of each."""


@transaction.atomic
def split(petition, *, by, parts):
    """Make a petition of each part: the first stays this one, the others enter the register. Gives the new ones."""
    hold_batch_of(petition)
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
    return held_by_batch(petition) or ""


@transaction.atomic
def join(petition, *, by):
    """Take a split back while nothing has happened with the parts: one statement again, word by word as before.

    The new rows go, held so that nobody works on them meanwhile; the audit trail keeps that they were there, and their
    numbers are not given again.
    """
    hold_batch_of(petition)
    if not isinstance(by, System) and not by.can(Permission.PETITION_REGISTER, petition):
        raise Forbidden()
    parts = list(petition.split_parts.select_for_update().order_by("pk"))
    if reason := why_not_join(petition):
        raise NotNow(reason)
    keep_numbers(parts)
    codes = ", ".join(part.code for part in parts)
    for part in parts:
        forget(part)
    title = _typed_title(petition)
    _put(petition, petition.unsplit_content)
    petition.title = title or petition.title
    petition.unsplit_content = ""
    return door.change(petition, by=by, note=f"Hợp lại, bỏ {codes}")


def why_not_join(petition) -> str:
    """Why a split cannot be taken back, or nothing; as many queries for twenty parts as for one."""
    if reason := why_not_joinable(petition):
        return reason
    parts = list(petition.split_parts.order_by("pk"))
    handled = used(Petition, {part.pk for part in parts})
    return next((_handled(part) for part in parts if part.pk in handled), "")


def why_not_joinable(petition) -> str:
    """The same as far as the petition itself and its parts tell, for a button; what hangs on the parts is not read."""
    if not petition.unsplit_content:
        return "Kiến nghị này chưa tách."
    if petition.status != PetitionStatus.NEW:
        return f"{petition.code} đã chuyển đi, không hợp lại được nữa."
    if held := held_by_batch(petition):
        return held
    changed = petition.split_parts.exclude(revision=1).order_by("pk").first()
    return _handled(changed) if changed else ""


def _handled(part) -> str:
    return f"{part.code} đã được xử lý, không hợp lại được nữa."


def _put(petition, content: str) -> None:
    petition.content, petition.title = content, summary_of(content)


def _typed_title(petition) -> str:
    """The title that somebody typed: since the split, else before it as the trail tells; nothing where none did."""
    if petition.title != summary_of(petition.content):
        return petition.title
    trail = Event.objects.about(petition).filter(kind=EventKind.CHANGED).order_by("-pk")  # ungated: its own past
    was = next((event.data["title"][0] for event in trail if {"unsplit_content", "title"} <= set(event.data)), "")
    return "" if was == summary_of(petition.unsplit_content) else was


def _part_of(petition, content: str) -> Petition:
    sent = petition.batch is not None and petition.batch.status == BatchStatus.SENT
    batch = None if sent else petition.batch  # what came back out of a batch that went out is split by itself
    part = Petition(locality=petition.locality, split_from=petition, batch=batch, urgent=petition.urgent)
    for name in SOURCE:
        setattr(part, name, getattr(petition, name))
    _put(part, content)
    return part
