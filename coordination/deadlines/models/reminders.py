"""When who is reminded, and what was reminded already: each marker stands for exactly one sentence in one letter."""

from datetime import time
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone


class ReminderPolicy(models.Model):
    """How an office sends: window, channels, morning sheet. Without a row the defaults of the fields hold."""

    locality = models.OneToOneField(
        "people.Locality", on_delete=models.CASCADE, related_name="reminder_policy", verbose_name="địa phương"
    )
    opens_at = models.TimeField("gửi từ", default=time(7, 30))
    closes_at = models.TimeField("đến", default=time(17, 0))
    only_working_days = models.BooleanField("chỉ gửi ngày làm việc", default=True)
    email = models.BooleanField("gửi thư điện tử", default=True)
    webhook = models.BooleanField("gửi qua cổng tin nhắn", default=False)
    morning_sheet = models.BooleanField("gửi tờ buổi sáng cho lãnh đạo", default=True)
    daily_from = models.SmallIntegerField(
        "không được bớt từ",
        default=0,
        help_text="Từ bước này (số ngày làm việc so với hạn) ai cũng được nhắc hằng ngày, dù đã chọn thưa hơn.",
    )
    serious_after = models.PositiveSmallIntegerField(
        "quá hạn nghiêm trọng sau", default=10, help_text="Số ngày làm việc sau hạn; do cơ quan đặt, không phải luật."
    )

    class Meta:
        verbose_name = "cách nhắc hạn"
        constraints = [
            models.CheckConstraint(
                name="deadlines_policy_window_opens_before_it_closes",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message="Giờ thôi gửi phải sau giờ bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return f"Cách nhắc hạn của {self.locality}"


class ReminderLadder(models.Model):
    """The steps for one rule, one locality, both, or (neither) everybody; the most particular row holds.

    `steps` is a list of {"offset": working days from the due day, negative before it, "to": [audiences]};
    `weekly_to` is told every fifth working day after the last step, until it is done.
    """

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="địa phương"
    )
    rule = models.ForeignKey(
        "deadlines.Rule", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="quy định"
    )
    steps = models.JSONField("các bước")
    weekly_to = models.JSONField("nhắc hằng tuần cho", default=list, blank=True)

    class Meta:
        verbose_name = "thang nhắc hạn"
        constraints = [
            models.UniqueConstraint(
                Coalesce("locality", 0),
                Coalesce("rule", 0),
                name="deadlines_ladder_once",
                violation_error_message="Đã có thang nhắc cho trường hợp này.",
            )
        ]

    def __str__(self) -> str:
        return f"Thang nhắc hạn {self.pk}"


class ReminderMarkerQuerySet(models.QuerySet):
    """Markers: what has been said, or is about to be."""

    def unclaimed(self) -> Self:
        """In no letter yet."""
        return self.filter(letter=None, dropped_at=None)


class ReminderMarker(models.Model):
    """One step, for one due day, to one person. It is created once and claimed once by a letter; it is dropped when it
    is no longer true before that, or when the person wants no letters and has the line in the inbox."""

    obligation = models.ForeignKey("deadlines.Obligation", on_delete=models.CASCADE, related_name="reminders")
    step = models.SmallIntegerField("bước", help_text="Ngày làm việc so với hạn; âm là trước hạn.")
    due_on = models.DateField("hạn khi nhắc")
    recipient = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField("lúc", default=timezone.now)
    letter = models.ForeignKey(
        "notices.Letter", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="thư"
    )
    dropped_at = models.DateTimeField("thôi nhắc lúc", null=True, blank=True)

    objects = ReminderMarkerQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhắc"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "step", "due_on", "recipient"], name="deadlines_marker_once")
        ]
        indexes = [
            models.Index(
                fields=["recipient"], condition=Q(letter=None, dropped_at=None), name="deadlines_marker_unclaimed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id}/{self.step}/{self.due_on}/{self.recipient_id}"


class ReminderFault(models.Model):
    """A duty that the sweep could not deal with: recorded, told to the operator, and no hindrance to the others."""

    obligation = models.OneToOneField("deadlines.Obligation", on_delete=models.CASCADE, related_name="reminder_fault")
    error = models.CharField("lỗi", max_length=500)
    first_at = models.DateTimeField("lần đầu", default=timezone.now)
    last_at = models.DateTimeField("lần cuối", default=timezone.now)
    times = models.PositiveIntegerField("số lần", default=1)

    class Meta:
        verbose_name = "lỗi khi nhắc"
        ordering = ["-last_at"]

    def __str__(self) -> str:
        return self.error
