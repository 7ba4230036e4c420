"""What several records of this room need to know about their surroundings."""

from django.core.exceptions import ValidationError

from coordination.people.choices import BodyKind, ConcernKind
from coordination.people.models import Body


def for_delegates(record):
    """Concerns that open a record to the delegates: it is addressed to the council of its locality."""
    councils = Body.objects.filter(locality_id=record.locality_id, kind=BodyKind.COUNCIL)
    return [(ConcernKind.ADDRESSEE, council) for council in councils]


def check_same_locality(record, *names: str) -> None:
    """A part belongs to the locality of its whole: raise at the first of the named links that leads elsewhere."""
    for name in names:
        whole = getattr(record, name, None)  # a required one that was not chosen is told by its own field
        if whole is not None and whole.locality_id != record.locality_id:
            raise ValidationError({name: "Hồ sơ này thuộc địa phương khác."})


def shortened(text: str, words: int = 24) -> str:
    """The first words of a long text, for titles."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + "…"
