"""History is rows; the current status is a column of the record."""

from django.db import models
from django.utils import timezone

from coordination.records.models import Pointer


class StatusChange(Pointer):
    """One move of a record's status: from, to, who, when, why. Never changed afterwards."""

    from_status = models.CharField(max_length=30, blank=True)
    to_status = models.CharField(max_length=30)
    transition = models.CharField(max_length=40)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    acting_body = models.ForeignKey("people.Body", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta(Pointer.Meta):
        verbose_name = "lần chuyển trạng thái"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
