"""What rows of who and where share: a revision against overwriting each other, and days from–to."""

from django.db import models
from django.db.models import CheckConstraint, F, Q


class Kept(models.Model):
    """A row edited in forms: the revision tells a form that somebody else saved in between."""

    revision = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    class Meta:
        abstract = True


def ends_after_it_begins(name: str) -> CheckConstraint:
    """The last day is not before the first one, where both are known; both days are included."""
    return CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
    )
