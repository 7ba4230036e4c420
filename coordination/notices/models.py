"""The in-app inbox: one row per person told. What it is about passes the gate again whenever it is read."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coordination.notices.choices import Channel, Frequency, LetterState, NoticeKind
from coordination.people.permissions import Permission
from coordination.records.querysets import PointerQuerySet


class NoticeQuerySet(PointerQuerySet):
    """A person's own notices."""

    def visible_to(self, user) -> Self:
        """Those sent to the user whose record, if there is one, the user may still see."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(recipient=user) & (Q(content_type=None) | user.sees(self.model)))

    def unread(self) -> Self:
        """Not opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One sentence for one person, with the page to open; the gate columns copy the record's, if there is one."""

    recipient = models.ForeignKey(
        "people.User", on_delete=models.CASCADE, related_name="notices", verbose_name="người nhận"
    )
    kind = models.CharField("loại", max_length=10, choices=NoticeKind)
    text = models.CharField("nội dung", max_length=300)
    url = models.CharField("trang", max_length=300, blank=True)
    by_name = models.CharField("người gửi", max_length=200)
    created_at = models.DateTimeField("lúc", default=timezone.now)
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    locality = models.ForeignKey("people.Locality", on_delete=models.PROTECT, null=True, related_name="+")
    confidential = models.BooleanField(default=False)
    draft_of = models.ForeignKey("people.Body", on_delete=models.PROTECT, null=True, related_name="+")
    constituency = models.ForeignKey("people.Constituency", on_delete=models.PROTECT, null=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "read_at", "-created_at"]),
            models.Index(fields=["content_type", "object_id"]),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Opening marks it as read and leads on to its page."""
        return reverse("notices:open", args=[self.pk])

    @property
    def state(self) -> tuple[str, str]:
        """Icon and words."""
        if self.read_at:
            return "done", "Đã đọc"
        return ("late", "Mới, có lỗi") if self.kind == NoticeKind.FAILURE else ("none", "Mới")


class LetterQuerySet(models.QuerySet):
    """The outbox."""

    def visible_to(self, user) -> Self:
        """One's own; whoever runs the installation sees of every letter that it exists and how it travels."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self if user.can(Permission.OPERATE) else self.filter(recipient=user)

    def waiting(self, now) -> Self:
        """To be sent by now: new ones, ones to be tried again, and ones whose sender was not heard of for too long."""
        due = Q(state=LetterState.QUEUED, not_before__lte=now)
        return self.filter(due | Q(state=LetterState.SENDING, lease_until__lt=now))


class Letter(models.Model):
    """One message to one person through one channel, composed when it is sent so that it says only what still holds.

    `key` makes it unique ("digest:12:2026-07-15:email"): whoever asks for the same letter again gets this one.
    `attempts` numbers the claims; a sender may record only while the number is its own. `is_doubtful` marks a letter
    whose sender fell silent between the server's acceptance and our record: it may arrive twice.
    """

    key = models.CharField("khóa", max_length=120, unique=True)
    kind = models.CharField("loại", max_length=20)
    channel = models.CharField("kênh", max_length=10, choices=Channel, default=Channel.EMAIL)
    recipient = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, related_name="letters", verbose_name="người nhận"
    )
    membership = models.ForeignKey("people.Membership", on_delete=models.PROTECT, null=True, related_name="+")
    params = models.JSONField("tham số", default=dict, blank=True)
    state = models.CharField("trạng thái", max_length=8, choices=LetterState, default=LetterState.QUEUED)
    created_at = models.DateTimeField("lúc xếp hàng", default=timezone.now)
    not_before = models.DateTimeField("gửi từ lúc", default=timezone.now)
    lease_until = models.DateTimeField("giữ chỗ đến", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("lần gửi", default=0)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    subject = models.CharField("tiêu đề", max_length=200, blank=True)
    error = models.CharField("lỗi", max_length=500, blank=True)
    is_doubtful = models.BooleanField("có thể đến hai lần", default=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "thư"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["recipient", "-created_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="notices_letter_is_sent_on_a_lease",
                condition=~Q(state="sending") | Q(lease_until__isnull=False),
                violation_error_message="Thư đang gửi phải có hạn giữ chỗ.",
            )
        ]

    def __str__(self) -> str:
        return f"Thư số {self.pk}"


class Preference(models.Model):
    """How somebody wants to be reminded, within the minimum of the office; without a row the defaults hold."""

    user = models.OneToOneField("people.User", on_delete=models.CASCADE, related_name="notice_preference")
    frequency = models.CharField("nhịp thư nhắc", max_length=8, choices=Frequency, default=Frequency.DAILY)
    email = models.BooleanField("thư điện tử", default=True)
    webhook = models.BooleanField("tin nhắn qua cổng", default=False)
    assigned_at_once = models.BooleanField("báo ngay khi được giao việc", default=True)

    class Meta:
        verbose_name = "cách nhận nhắc"

    def __str__(self) -> str:
        return f"Cách nhận nhắc của {self.user}"
