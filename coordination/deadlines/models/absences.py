"""Who stands in for whom, and each person's own calendar feed."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.models import Membership
from coordination.people.models.querysets import in_force


class AbsenceQuerySet(models.QuerySet):
    """Absences with their substitutes."""

    def visible_to(self, user) -> Self:
        """One's own, those one stands in for, and those of the people who work in the same bodies today."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        near = Q(user=user) | Q(substitute=user)
        if user.acting:
            here = Membership.objects.filter(in_force(timezone.localdate()), body__in=user.acting.body_ids)
            near |= Q(user__in=here.values("user"))
        return self.filter(near)

    def on(self, day: date) -> Self:
        """In force on the day, both ends included."""
        return self.filter(first__lte=day, last__gte=day, cancelled_at=None)


class Absence(models.Model):
    """From one day to another somebody is away and somebody else does the work; that one may be away too."""

    user = models.ForeignKey(
        "people.User", on_delete=models.CASCADE, related_name="absences", verbose_name="người vắng"
    )
    substitute = models.ForeignKey(
        "people.User", on_delete=models.CASCADE, related_name="substitutions", verbose_name="người làm thay"
    )
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    reason = models.CharField("lý do", max_length=200, blank=True, help_text="Ví dụ nghỉ phép, đi học.")
    created_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("lúc ghi", default=timezone.now)
    cancelled_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "thời gian vắng"
        ordering = ["-first", "-id"]
        constraints = [
            models.CheckConstraint(
                name="deadlines_absence_ends_after_it_begins",
                condition=Q(last__gte=F("first")),
                violation_error_message="Ngày cuối không được trước ngày đầu.",
            ),
            models.CheckConstraint(
                name="deadlines_absence_by_somebody_else",
                condition=~Q(user=F("substitute")),
                violation_error_message="Người làm thay phải là người khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} thay {self.user} ({screen(self.first)} – {screen(self.last)})"


class CalendarFeedQuerySet(models.QuerySet):
    """Addresses are everybody's own."""

    def visible_to(self, user) -> Self:
        """One's own."""
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()


class CalendarFeed(models.Model):
    """A person's own due days as an ICS address: the secret is shown once and stored as a hash; it can be revoked."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="calendar_feeds")
    membership = models.ForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("lúc tạo", default=timezone.now)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    read_at = models.DateTimeField("đọc lần cuối", null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "địa chỉ lịch"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Lịch của {self.user}"
