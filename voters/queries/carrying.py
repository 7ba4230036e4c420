"""What goes on from one session to the next."""

from django.db.models import QuerySet


def still_open(petitions: QuerySet) -> QuerySet:
    """Petitions of some session for which something is still owed: what is carried over."""
    return petitions.filter(finished_on=None).exclude(session=None)


def carried_over(petitions: QuerySet) -> QuerySet:
    """Petitions that came on from an earlier session."""
    return petitions.exclude(original_session=None)
