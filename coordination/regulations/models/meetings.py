"""Meetings between the bodies: who chaired, who took part, what was concluded."""

from django.db import models
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.choices import ConcernKind
from coordination.records.fields import PartialDateField
from coordination.records.models import Record
from coordination.regulations.choices import MeetingKind, PartOfDay
from coordination.regulations.models.querysets import HeldQuerySet
from coordination.ui import registry


def held_state(held_on, done: str) -> tuple[str, str]:
    """Chip of something held on a day that may be unknown or lie ahead; `done` says that it took place."""
    if held_on is None:
        return "none", "chưa rõ ngày"
    today = timezone.localdate()
    if held_on.last < today:
        return "done", done
    if held_on.exact:
        return registry.distance(held_on.exact, today)
    return "wait", screen(held_on)


class Meeting(Record):
    """A meeting of the bodies as such. Its conclusions are text here; what they order stands in the ledger."""

    kind = models.CharField("loại", max_length=15, choices=MeetingKind)
    title = models.CharField("tên cuộc họp", max_length=300)
    held_on = PartialDateField("ngày họp")
    part_of_day = models.CharField("buổi", max_length=10, choices=PartOfDay, blank=True)
    venue = models.CharField("nơi họp", max_length=200, blank=True)
    regulation = models.ForeignKey(
        "regulations.Regulation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="theo quy chế",
    )
    chairs = models.ManyToManyField(
        "people.Person", through="MeetingChair", related_name="meetings_chaired", verbose_name="chủ trì"
    )
    parties = models.ManyToManyField(
        "people.Body", blank=True, related_name="meetings", verbose_name="các cơ quan dự họp"
    )
    participants = models.TextField("thành phần", blank=True)
    for_what = models.CharField("họp về việc", max_length=300, blank=True, help_text="Kỳ họp, phiên họp hay việc gì.")
    conclusions = models.TextField("kết luận", blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="thông báo kết luận",
    )

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc họp"
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.title

    def concerned(self):
        """The bodies that take part."""
        for body in self.parties.all():
            yield ConcernKind.PARTY, body

    @property
    def party_words(self) -> str:
        """The bodies that take part, in one line."""
        return ", ".join(str(body) for body in self.parties.all())

    @property
    def state(self) -> tuple[str, str]:
        """Chip: held, or how far ahead."""
        return held_state(self.held_on, "đã họp")


class ChairManager(models.Manager):
    """Chairs come with their persons: nobody asks for one without the other."""

    def get_queryset(self):
        return super().get_queryset().select_related("person")


class MeetingChair(models.Model):
    """One of those in the chair, with the posts held on that day, in the order of the source."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="chair_rows")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", verbose_name="người chủ trì"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    posts = models.CharField("chức vụ khi ấy", max_length=300, blank=True)

    objects = ChairManager()

    class Meta:
        verbose_name = "người chủ trì"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="regulations_chair_once",
                violation_error_message="Mỗi người chủ trì chỉ ghi một lần.",
            )
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (str(self.person), self.posts) if part)
