"""Fast entry at a meeting: one row of what was said, sent once or ten times, is one petition."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from voters import queries
from voters.actions.petitions import register
from voters.choices import MeetingStatus
from voters.models import Petition
from voters.rules import origin_of

NOT_THEIRS = "Lần ghi này là của người khác hoặc của cuộc khác."
"""Said where a key was used by somebody else: neither their petition nor their name is told."""


def enter(meeting, *, by, key: UUID, kind, content, field="", place_detail="", voter="") -> tuple[Petition, bool]:
    """Register what was said at a meeting; (petition, whether it is new). A key that was sent before gives the petition
    it made. Raises Forbidden (no permission, or another person's key), NotNow, ValidationError."""
    if not by.can(Permission.PETITION_REGISTER, meeting):
        raise Forbidden
    if known := _known(meeting, by, key):
        return known, False
    if reason := closed(meeting):
        raise NotNow(reason)
    petition = Petition(
        locality=meeting.locality,
        meeting=meeting,
        kind=kind,
        content=content,
        field=field,
        place=meeting.place,
        place_detail=place_detail,
        voter=voter,
        origin=origin_of(meeting.kind),
        session=meeting.session,
        confidential=meeting.confidential,
        received_on=meeting.held_on or timezone.localdate(),
        entry_key=key,
    )
    try:
        return register(petition, by=by), True
    except (IntegrityError, ValidationError):
        # The same row sent twice at one moment: the other request was a little faster.
        if known := _known(meeting, by, key):
            return known, False
        raise


def closed(meeting) -> str | None:
    """Why nothing can be entered at a meeting now."""
    if meeting.status == MeetingStatus.CANCELLED:
        return "Cuộc tiếp xúc này không tổ chức."
    if queries.is_ahead(meeting.held_on):
        return "Cuộc tiếp xúc chưa tới ngày."
    return None


def _known(meeting, by, key: UUID) -> Petition | None:
    """The petition that the key made; another person's, or that of another meeting, is refused."""
    found = Petition.objects.filter(entry_key=key).first()
    if found is None:
        return None
    if found.created_by_id != by.pk or found.meeting_id != meeting.pk:
        raise Forbidden(NOT_THEIRS)
    return found
