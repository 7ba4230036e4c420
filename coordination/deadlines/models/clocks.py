"""What happens to a running clock: pauses, extensions, a change of law. Rows are added and annulled, never edited."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coordination.deadlines.choices import ClockKind, PauseCategory


class ClockEventQuerySet(models.QuerySet):
    """Events come with their obligation; whoever sees that one sees these."""

    def visible_to(self, user) -> Self:
        """Those of obligations that the user may see."""
        obligation: Any = self.model._meta.get_field("obligation").related_model
        return self.filter(obligation__in=obligation.objects.visible_to(user))

    def valid(self) -> Self:
        """Without those that were annulled."""
        return self.filter(annulled_at=None)


class ClockEvent(models.Model):
    """One event. `on` is the first paused day, the first day that counts again, or the day of the decision.

    `amount` is how much an extension adds, in the rule's unit; `version` what a transition leads to.
    """

    obligation = models.ForeignKey("deadlines.Obligation", on_delete=models.CASCADE, related_name="clock_events")
    kind = models.CharField("việc", max_length=12, choices=ClockKind)
    on = models.DateField("ngày")
    category = models.CharField("loại lý do", max_length=14, choices=PauseCategory, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    document = models.CharField("văn bản", max_length=200, blank=True, help_text="Số, ký hiệu, ngày quyết định.")
    amount = models.PositiveSmallIntegerField("gia hạn thêm", null=True, blank=True)
    version = models.ForeignKey(
        "deadlines.RuleVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("người ghi", max_length=200)
    at = models.DateTimeField("lúc ghi", default=timezone.now)
    annulled_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    annulled_by_name = models.CharField("người hủy", max_length=200, blank=True)
    annulled_reason = models.CharField("lý do hủy", max_length=500, blank=True)

    objects = ClockEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện của thời hạn"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "kind", "on"],
                condition=Q(annulled_at=None),
                name="deadlines_clock_event_once_a_day",
                violation_error_message="Ngày này đã ghi một lần như vậy.",
            ),
            models.CheckConstraint(
                name="deadlines_clock_event_whole",
                condition=Q(kind="pause") & ~Q(category="") & ~Q(reason="")
                | Q(kind="resume")
                | Q(kind="extension", amount__isnull=False) & ~Q(document="")
                | Q(kind="transition", version__isnull=False),
                violation_error_message="Tạm dừng cần lý do; gia hạn cần quyết định và số ngày.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
