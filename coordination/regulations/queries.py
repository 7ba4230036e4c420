"""What is asked of the coordination. Querysets in, querysets out; periods have inclusive ends."""

from coordination.lib.period import Period
from coordination.people.models.querysets import in_force


def invitations_sent(invitations, period: Period):
    """Invitations that left on a day of the period. One whose day of sending nobody wrote down is not counted."""
    rows = invitations.filter(sent_on__isnull=False)
    if period.start:
        rows = rows.filter(sent_on__gte=period.start)
    if period.end:
        rows = rows.filter(sent_on__lte=period.end)
    return rows


def invitations_attended(invitations, period: Period):
    """Of those sent in the period: the invited body came."""
    return invitations_sent(invitations, period).filter(attended=True)


def posts_of(person, on=None) -> str:
    """The posts a person held on a day (PartialDate), in their order; all known ones when the day is open."""
    rows = person.appointments.all()
    if on is not None:
        rows = rows.filter(in_force(on.last))
    return ", ".join(rows.values_list("post", flat=True))[:300]
