"""How lists of votes are narrowed."""

from coordination.ui.filters import RecordFilter
from sessions.choices import BallotMethod
from sessions.filters.common import choice
from sessions.models import Ballot


class BallotFilter(RecordFilter):
    method = choice(BallotMethod.choices, "Hình thức")
    period_field = "held_on"

    class Meta:
        model = Ballot
        fields = ("session", "method", "passed")
