"""Two record types as an app would declare them: one with a status, one without."""

from django.db import models

from coordination.people.choices import ConcernKind
from coordination.records.models import Pointer, Record


class Status(models.TextChoices):
    NEW = "new", "Mới"
    SENT = "sent", "Đã gửi"
    DONE = "done", "Đã xong"
    STOPPED = "stopped", "Đã dừng"


class Sheet(Record):
    """A sheet of paper sent to one body, copied to others, naming a person."""

    title = models.CharField("tiêu đề", max_length=200)
    content = models.TextField("nội dung", blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.NEW)
    to = models.ForeignKey("people.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    as_what = models.CharField(max_length=12, choices=ConcernKind, default=ConcernKind.ADDRESSEE)
    copies = models.ManyToManyField("people.Body", blank=True, related_name="+")
    names = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "tờ giấy"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title

    def concerned(self):
        return [
            (self.as_what, self.to),
            (ConcernKind.NAMED, self.names),
            *((ConcernKind.ADDRESSEE, body) for body in self.copies.all()),
        ]

    @property
    def case_code(self) -> str:
        return f"TG-{self.pk}"


class Slip(Record):
    """A note without status and without a search entry."""

    text = models.CharField("lời ghi", max_length=200)

    class Meta:
        verbose_name = "mẩu giấy"

    def __str__(self) -> str:
        return self.text


class Mark(Pointer):
    """Something that points at any record."""

    class Meta(Pointer.Meta):
        verbose_name = "dấu"
