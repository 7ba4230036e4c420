"""What is asked of contact meetings."""

from datetime import timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from coordination.lib.period import Period
from voters.choices import MeetingKind, MeetingStatus
from voters.models import ContactMeeting
from voters.queries.common import within


def held(meetings: QuerySet, period: Period) -> QuerySet:
    """Contact meetings that took place on a day of the period; those planned or without a known day do not count."""
    return meetings.filter(within(period, "held_on"), status=MeetingStatus.HELD)


def thematic(meetings: QuerySet, period: Period) -> QuerySet:
    """Thematic contact meetings held in the period."""
    return held(meetings, period).filter(kind=MeetingKind.THEMATIC)


def voters_attending(meetings: QuerySet) -> int | None:
    """Attendance (lượt) over meetings; None when some meeting took place but nobody wrote down how many came."""
    if meetings.filter(attending=None).exists():
        return None
    return meetings.aggregate(total=Sum("attending"))["total"] or 0


def recent_meetings(also: int | None = None) -> QuerySet:
    """Meetings that a petition of today may come from: held within two years, or without a known day."""
    since = timezone.localdate() - timedelta(days=730)
    return ContactMeeting.objects.filter(Q(held_on__gte=since) | Q(held_on=None) | Q(pk=also))
