"""The in-app inbox: one row per person told. What it is about passes the gate again whenever it is read."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coordination.notices.choices import NoticeKind
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
