"""What people keep of the screens: ways to look at a list."""

from typing import Self

from django.db import models
from django.db.models import Q


class SavedViewQuerySet(models.QuerySet):
    """One's own, and those that colleagues share with the body acted for."""

    def visible_to(self, user) -> Self:
        """A view holds only filters: its rows go through the gate again, for each reader."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        own = Q(user=user)
        return self.filter(own | Q(body=user.acting.body_id) if user.acting else own)


class SavedView(models.Model):
    """Filters and order of one list (by its address) under a name; with a body, all who act for it have it too."""

    user = models.ForeignKey(
        "people.User", on_delete=models.CASCADE, related_name="saved_views", verbose_name="người lưu"
    )
    body = models.ForeignKey(
        "people.Body",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dùng chung trong",
    )
    path = models.CharField("danh sách", max_length=200)
    title = models.CharField("tên danh sách", max_length=120)
    name = models.CharField("tên cách xem", max_length=40)
    query = models.TextField("bộ lọc", max_length=2000)
    is_default = models.BooleanField("mở sẵn khi vào danh sách", default=False)
    created_at = models.DateTimeField("lúc lưu", auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "cách xem"
        verbose_name_plural = "cách xem"
        ordering = ["title", "path", "name", "id"]
        indexes = [models.Index(fields=["body", "path"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "name"],
                name="ui_view_name_once_per_list",
                violation_error_message="Bạn đã có cách xem mang tên này.",
            ),
            models.UniqueConstraint(
                fields=["user", "path"],
                condition=Q(is_default=True),
                name="ui_view_one_default_per_list",
                violation_error_message="Mỗi danh sách chỉ có một cách xem mở sẵn.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The list, seen this way."""
        return f"{self.path}?{self.query}&xem={self.pk}"
