"""What voters have not been told yet."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from voters.choices import MeetingStatus
from voters.models import Reply


def untold(replies: QuerySet, meeting) -> QuerySet:
    """The newest replies, not told yet, to petitions of the place where a contact meeting is held.

    Of a meeting without a place nothing is known; one that was called off tells nobody. A reply sent after the meeting
    waits for the next one.
    """
    if meeting.place_id is None or meeting.status == MeetingStatus.CANCELLED:
        return replies.none()
    here = Q(petition__place=meeting.place_id) | Q(petition__place=None, petition__meeting__place=meeting.place_id)
    newer = Reply.objects.filter(petition=OuterRef("petition")).filter(
        Q(sent_on__gt=OuterRef("sent_on")) | Q(sent_on=OuterRef("sent_on"), pk__gt=OuterRef("pk"))
    )
    rows = replies.filter(here, ~Exists(newer), told_on=None, on_spot=False, petition__locality=meeting.locality_id)
    return rows.filter(sent_on__lte=meeting.held_on) if meeting.held_on else rows
