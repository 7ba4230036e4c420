"""What several records of this room need to know about their surroundings."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from coordination.people.choices import BodyKind, ConcernKind
from coordination.people.models import Body
from coordination.people.visibility import with_predecessors


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


def check_own_past(record, name: str) -> None:
    """The link leads to the record's own locality or to one that it succeeded, however far back."""
    whole = getattr(record, name, None)
    if whole is not None and whole.locality_id not in with_predecessors(record.locality_id):
        raise ValidationError({name: "Hồ sơ này thuộc địa phương khác."})


def shortened(text: str, words: int = 24) -> str:
    """The first words of a long text, for titles."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + "…"


class AtGathering(models.Model):
    """What belongs to a session or to a sitting of the Standing Committee: exactly one of the two.

    The concrete model declares both links, so that each has its own related name, and `of_one_gathering`.
    """

    class Meta:
        abstract = True

    @property
    def gathering(self):
        """The session or the sitting."""
        return self.session or self.sitting


def of_one_gathering(name: str) -> models.CheckConstraint:
    """A row belongs to a session or to a sitting."""
    return models.CheckConstraint(
        name=name,
        condition=Q(session__isnull=False, sitting__isnull=True) | Q(session__isnull=True, sitting__isnull=False),
        violation_error_message="Chọn một kỳ họp hoặc một phiên họp Thường trực.",
    )


def link(to: str, related_name: str, label: str, **options) -> models.ForeignKey:
    """An optional link to another record, which is never deleted."""
    return models.ForeignKey(
        to,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=label,
        **options,
    )
