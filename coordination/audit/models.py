"""What happened: one append-only table. Never read to decide anything."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from coordination.audit.choices import EventKind
from coordination.records.querysets import PointerQuerySet


class AppendOnly(Exception):
    """Someone tried to rewrite history."""


class EventQuerySet(PointerQuerySet):
    """Events can be added and read."""

    def update(self, **kwargs):
        raise AppendOnly("Nhật ký chỉ được ghi thêm.")

    def delete(self):
        raise AppendOnly("Nhật ký chỉ được ghi thêm.")


class Event(models.Model):
    """One thing that happened, who did it, and to which record; the gate columns are a copy of the record's."""

    kind = models.CharField("việc", max_length=20, choices=EventKind)
    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)
    actor = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField("người làm", max_length=200)
    acting_body = models.ForeignKey("people.Body", on_delete=models.PROTECT, null=True, related_name="+")
    system_job = models.CharField("việc hệ thống", max_length=60, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    subject_label = models.CharField("hồ sơ", max_length=300, blank=True)
    locality = models.ForeignKey("people.Locality", on_delete=models.PROTECT, null=True, related_name="+")
    confidential = models.BooleanField(default=False)
    draft_of = models.ForeignKey("people.Body", on_delete=models.PROTECT, null=True, related_name="+")
    constituency = models.ForeignKey("people.Constituency", on_delete=models.PROTECT, null=True, related_name="+")
    data = models.JSONField("chi tiết", default=dict, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="audit_event_has_an_actor",
                condition=models.Q(actor__isnull=False) | ~models.Q(system_job=""),
                violation_error_message="Sự kiện phải có người làm hoặc tên việc hệ thống.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject_label}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly("Nhật ký chỉ được ghi thêm.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Nhật ký chỉ được ghi thêm.")
