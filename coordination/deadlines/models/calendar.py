"""The table of days off and make-up days, and the changes to it, which are reckoned before they apply."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from coordination.deadlines.calendar import DayKind, Mark
from coordination.deadlines.choices import DAY_KINDS, ChangeState, DayStatus
from coordination.lib.dates import screen


class LocalOrCommon(models.QuerySet):
    """Rows of the whole installation (no locality) or of one locality."""

    def for_locality(self, locality) -> Self:
        """The common ones, and those of the locality."""
        return self.filter(Q(locality=None) | Q(locality=locality))

    def visible_to(self, user) -> Self:
        """Everybody signed in sees the common ones and those of the place they act for."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.for_locality(user.acting.body.locality if user.acting else None)


class CalendarDay(models.Model):
    """One day that is not what its weekday says; a locality's own row wins over the common one."""

    locality = models.ForeignKey(
        "people.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="địa phương",
        help_text="Để trống: cho cả hệ thống.",
    )
    day = models.DateField("ngày")
    kind = models.CharField("loại ngày", max_length=20, choices=DAY_KINDS)
    name = models.CharField("tên", max_length=120, blank=True, help_text="Ví dụ Tết Nguyên đán.")
    source = models.CharField("văn bản", max_length=200, blank=True, help_text="Số, ký hiệu, ngày văn bản quyết định.")
    status = models.CharField("mức chắc chắn", max_length=12, choices=DayStatus, default=DayStatus.OFFICIAL)

    objects = LocalOrCommon.as_manager()

    class Meta:
        verbose_name = "ngày trong lịch"
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(locality=None),
                name="deadlines_day_once_in_common",
                violation_error_message="Lịch chung đã có ngày này.",
            ),
            models.UniqueConstraint(
                fields=["locality", "day"],
                name="deadlines_day_once_in_locality",
                violation_error_message="Lịch của địa phương đã có ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{screen(self.day)}: {self.get_kind_display()}"

    @property
    def mark(self) -> Mark:
        """The row as the arithmetic wants it."""
        return Mark(DayKind(self.kind), self.name, self.status == DayStatus.PROVISIONAL)


class CalendarChange(models.Model):
    """Edits of the table that belong together (one notice, one imported file): nothing of them holds until applied."""

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa phương"
    )
    title = models.CharField("nội dung thay đổi", max_length=200)
    source = models.CharField("văn bản", max_length=200, blank=True)
    state = models.CharField("trạng thái", max_length=12, choices=ChangeState, default=ChangeState.DRAFT)
    created_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", verbose_name="người soạn")
    created_at = models.DateTimeField("lúc soạn", auto_now_add=True)
    reckoned_at = models.DateTimeField("lúc tính", null=True, blank=True)
    applied_at = models.DateTimeField("lúc áp dụng", null=True, blank=True)
    applied_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người áp dụng"
    )

    objects = LocalOrCommon.as_manager()

    class Meta:
        verbose_name = "thay đổi lịch"
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deadlines:calendar-change", args=[self.pk])


class ChangedDay(models.Model):
    """One edit of a change: the day as it shall be, or no row at all (`kind` empty)."""

    change = models.ForeignKey(CalendarChange, on_delete=models.CASCADE, related_name="days")
    day = models.DateField("ngày")
    kind = models.CharField("loại ngày", max_length=20, choices=DAY_KINDS, blank=True)
    name = models.CharField("tên", max_length=120, blank=True)
    source = models.CharField("văn bản", max_length=200, blank=True)
    status = models.CharField("mức chắc chắn", max_length=12, choices=DayStatus, default=DayStatus.OFFICIAL)

    class Meta:
        verbose_name = "ngày được sửa"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "day"],
                name="deadlines_changed_day_once",
                violation_error_message="Thay đổi này đã có ngày ấy.",
            )
        ]

    def __str__(self) -> str:
        return f"{screen(self.day)}: {self.get_kind_display() or 'bỏ khỏi lịch'}"


class DueShift(models.Model):
    """A line of the list "hạn cũ → hạn mới" of a change."""

    change = models.ForeignKey(CalendarChange, on_delete=models.CASCADE, related_name="shifts")
    obligation = models.ForeignKey("deadlines.Obligation", on_delete=models.CASCADE, related_name="+")
    old_due_on = models.DateField("hạn cũ")
    new_due_on = models.DateField("hạn mới")

    class Meta:
        verbose_name = "hạn đổi theo lịch"
        ordering = ["new_due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["change", "obligation"], name="deadlines_shift_once")]

    def __str__(self) -> str:
        return f"{screen(self.old_due_on)} → {screen(self.new_due_on)}"
