"""What goes on from one session to the next."""

from django.db.models import QuerySet


def still_open(petitions: QuerySet) -> QuerySet:
    """Petitions of some session for which something is still owed: what is carried over."""
    return petitions.filter(finished_on=None).exclude(session=None)
