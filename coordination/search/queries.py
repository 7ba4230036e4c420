"""Asking the index."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, Value, When

from coordination.search.models import Entry


def matching(rows, query: str):
    """Rows of one model whose text contains all words of the query, accents and case ignored."""
    content_type = ContentType.objects.get_for_model(rows.model)
    found = Entry.objects.filter(content_type=content_type, folded__words=query)
    return rows.filter(pk__in=found.values("object_id"))


def everywhere(user, query: str):
    """Entries the user may see, exact spelling first, newest next."""
    spelled = When(exact__contains=query.lower().strip('"*'), then=Value(0))
    exact = Case(spelled, default=Value(1), output_field=IntegerField())
    found = Entry.objects.visible_to(user).filter(folded__words=query)
    return found.select_related("content_type").order_by(exact, "-id")
