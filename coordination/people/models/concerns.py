"""The one table of bodies and persons that a record concerns."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from coordination.people.choices import ConcernKind


class Concern(models.Model):
    """One body or one person that a record concerns, and as what; written by the record's action."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, null=True, related_name="concerns")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="concerns")
    as_what = models.CharField("là", max_length=12, choices=ConcernKind)

    class Meta:
        verbose_name = "liên quan"
        indexes = [
            models.Index(fields=["content_type", "object_id"]),
            models.Index(fields=["body", "content_type", "object_id"]),
            models.Index(fields=["person", "content_type", "object_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="people_concern_is_of_one",
                condition=Q(body__isnull=False, person__isnull=True) | Q(body__isnull=True, person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body or self.person}: {self.get_as_what_display()}"
