"""Files attached to any record, in versions: a newer one never replaces the bytes of an older one."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils import timezone

from coordination.records.models import Pointer


class Attachment(Pointer):
    """A file of a record, whatever version; seen by those who see the record."""

    title = models.CharField("tên gọi", max_length=200)
    created_at = models.DateTimeField("lúc đính kèm", default=timezone.now, editable=False)

    class Meta(Pointer.Meta):
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def latest(self) -> "Version | None":
        """The newest version; uses prefetched rows where there are any."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)


class VersionQuerySet(models.QuerySet):
    """Versions are seen with their attachment."""

    def visible_to(self, user) -> Self:
        """Versions of the attachments that the user may see."""
        return self.filter(attachment__in=Attachment.objects.visible_to(user))


def stored_name(version: "Version", original_name: str) -> str:
    """Where the bytes lie: nothing of the sender's name but its checked extension."""
    extension = original_name.rpartition(".")[2].lower()
    return f"{timezone.localdate():dinh-kem/%Y/%m}/{uuid4().hex}.{extension}"


class Version(models.Model):
    """The bytes of one version, with the name they came under and their SHA-256."""

    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="versions", verbose_name="tệp đính kèm"
    )
    number = models.PositiveSmallIntegerField("bản số")
    file = models.FileField("tệp", upload_to=stored_name, max_length=200)
    original_name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField("kiểu", max_length=100)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    added_at = models.DateTimeField("lúc gửi lên", default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người gửi"
    )
    added_by_name = models.CharField("tên người gửi", max_length=200)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản của tệp"
        ordering = ["attachment", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["attachment", "number"],
                name="documents_version_number_once",
                violation_error_message="Người khác vừa gửi bản mới của tệp này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.original_name}, bản {self.number}"

    def get_absolute_url(self) -> str:
        """Where it can be downloaded."""
        return reverse("documents:version-download", args=[self.pk])
