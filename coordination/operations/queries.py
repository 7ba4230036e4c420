"""What is in trouble: letters and duties, for the operator's page."""

from datetime import datetime

from django.db.models import Q

from coordination.deadlines.models import ReminderFault
from coordination.notices.choices import LetterState
from coordination.operations.health import LATE_LETTER


def in_trouble(letters, now: datetime):
    """Of letters those that failed, wait for longer than an hour, fell silent while being sent, or may come twice."""
    late = Q(state=LetterState.QUEUED, not_before__lt=now - LATE_LETTER)
    silent = Q(state=LetterState.SENDING, lease_until__lt=now)
    return letters.filter(Q(state=LetterState.FAILED) | late | silent | Q(is_doubtful=True)).order_by("id")


def faults():
    """Duties that the sweep could not deal with; the page names them by number only."""
    return ReminderFault.objects.order_by("first_at")
