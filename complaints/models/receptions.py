"""Citizen reception (tiếp công dân)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from complaints.choices import ReceptionStatus
from coordination.lib.dates import screen
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from coordination.ui import registry


class Reception(Record):
    """One reception day: who receives, when, where, how many came. Names of citizens stay in letters."""

    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan tiếp")
    chair = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người chủ trì"
    )
    planned_on = models.DateField("ngày theo lịch")
    held_on = models.DateField("ngày tiếp", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    citizens = models.PositiveIntegerField("số lượt công dân", null=True, blank=True)
    summary = models.TextField("tóm tắt, không nêu tên", blank=True)
    status = models.CharField(
        "trạng thái", max_length=10, choices=ReceptionStatus, default=ReceptionStatus.PLANNED, editable=False
    )

    class Meta:
        verbose_name = "buổi tiếp công dân"
        verbose_name_plural = "buổi tiếp công dân"
        ordering = ["-planned_on", "-id"]
        indexes = [models.Index(fields=["locality", "planned_on"])]
        constraints = [
            models.CheckConstraint(
                name="complaints_reception_held_has_a_day",
                condition=Q(status="held", held_on__isnull=False) | (~Q(status="held") & Q(held_on__isnull=True)),
                violation_error_message="Buổi đã tiếp phải có ngày tiếp; chưa tiếp thì không.",
            )
        ]

    def __str__(self) -> str:
        return f"Tiếp công dân {screen(self.held_on or self.planned_on)}"

    def concerned(self):
        """The body that receives."""
        yield ConcernKind.OWNER, self.body

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip as of today; a day gone by of which nothing was written asks for it."""
        if self.status == ReceptionStatus.HELD:
            return "done", self.get_status_display()
        if self.status == ReceptionStatus.CANCELLED:
            return "pause", self.get_status_display()
        today = timezone.localdate()
        return ("late", "chưa ghi kết quả") if self.planned_on < today else registry.distance(self.planned_on, today)
