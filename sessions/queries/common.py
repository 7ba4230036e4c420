"""What the questions of this room share. Every function takes rows and gives rows; a period has inclusive ends."""

from django.db.models import Q

from coordination.lib.period import Period


def within(field: str, period: Period) -> Q:
    return Q(**{f"{field}__range": (period.earliest, period.latest)})
