"""What is asked of batches."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from voters.models import Batch


def batches() -> QuerySet:
    """All batches."""
    return Batch.objects.all()


def open_batches(also: int | None = None) -> QuerySet:
    """Batches not dispatched yet, and the one already chosen."""
    return Batch.objects.filter(Q(dispatched_on=None) | Q(pk=also))


def with_size(batches: QuerySet, petitions: QuerySet) -> QuerySet:
    """Batches with `size`: how many of the given petitions each holds."""
    inside = petitions.filter(batch=OuterRef("pk")).order_by().values("batch").annotate(n=Count("pk")).values("n")
    return batches.annotate(size=Coalesce(Subquery(inside), 0))
