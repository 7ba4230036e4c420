"""Where: localities, what became of them, and the terms of their councils."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone

from coordination.people.choices import Level, LocalityKind
from coordination.people.models.querysets import LineageQuerySet, LocalityQuerySet, PlaceQuerySet
from coordination.people.models.validity import Kept, ends_after_it_begins
from coordination.records.fields import PartialDateField


class Locality(Kept):
    """An administrative unit with its own council, committee and Front; valid from–to, both days included."""

    slug = models.SlugField("mã", unique=True)
    name = models.CharField("tên", max_length=120)
    full_name = models.CharField("tên đầy đủ", max_length=160)
    level = models.CharField("cấp", max_length=10, choices=Level)
    kind = models.CharField("loại", max_length=15, choices=LocalityKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)

    objects = LocalityQuerySet.as_manager()

    class Meta:
        verbose_name = "địa phương"
        ordering = ["level", "slug"]
        constraints = [ends_after_it_begins("people_locality_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("administration:locality-detail", args=[self.pk])

    @property
    def locality(self) -> "Locality":
        """Itself: a place is managed by its own administrators."""
        return self

    @property
    def locality_id(self) -> int:
        """Its own key, as `locality`."""
        return self.pk

    def ended_on(self, day: date) -> bool:
        """Whether the unit no longer exists on a day."""
        return self.valid_to is not None and self.valid_to < day

    @property
    def is_ended(self) -> bool:
        """An ended locality is read-only and opens no obligations."""
        return self.ended_on(timezone.localdate())


class Lineage(models.Model):
    """What became of a locality: predecessor → successor on a day. A successor outside the program is only named."""

    predecessor = models.ForeignKey(
        Locality, on_delete=models.PROTECT, related_name="successions", verbose_name="đơn vị trước"
    )
    successor = models.ForeignKey(
        Locality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessions",
        verbose_name="đơn vị kế thừa",
    )
    successor_name = models.CharField("tên đơn vị kế thừa", max_length=160, blank=True)
    on = models.DateField("từ ngày")
    basis = models.CharField("căn cứ", max_length=200, blank=True)

    objects = LineageQuerySet.as_manager()

    class Meta:
        verbose_name = "kế thừa"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or self.successor_name}"


class Term(Kept):
    """A council's term of office (nhiệm kỳ, khóa); what a source does not state stays empty."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="terms", verbose_name="địa phương")
    name = models.CharField("nhiệm kỳ", max_length=20, help_text="Ví dụ 2021-2026.")
    number = models.CharField("khóa", max_length=10, blank=True)
    start = PartialDateField("bắt đầu")
    end = PartialDateField("kết thúc")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm kỳ"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "name"],
                name="people_term_once_per_locality",
                violation_error_message="Địa phương này đã có nhiệm kỳ ấy.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, khóa {self.number}" if self.number else self.name

    def get_absolute_url(self) -> str:
        return reverse("administration:term-detail", args=[self.pk])
