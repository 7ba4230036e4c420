"""What the filters of this room share."""

import django_filters
from django.db.models import Exists, OuterRef

from coordination.people.models import Body


def choice(choices, label: str, **kwargs):
    """A select of a closed vocabulary."""
    return django_filters.ChoiceFilter(choices=choices, label=label, **kwargs)


def body_in(model, name: str, label: str):
    """A select of the bodies in the named column of the rows that the user sees, the Vietnamese way sorted."""

    def bodies(request):
        rows = model.objects.visible_to(request.user).filter(**{name: OuterRef("pk")})
        return Body.objects.visible_to(request.user).filter(Exists(rows)).by_name()

    return django_filters.ModelChoiceFilter(queryset=bodies, label=label)
