"""What is to be looked into: yearly programmes and their topics."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from sessions.models.common import check_same_locality

A_YEAR = (
    MinValueValidator(1946, "Năm viết bằng bốn chữ số, ví dụ 2026."),
    MaxValueValidator(2200, "Năm viết bằng bốn chữ số, ví dụ 2026."),
)


class Programme(Record):
    """A body's oversight programme of a year (chương trình giám sát)."""

    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="chủ thể giám sát")
    year = models.PositiveSmallIntegerField("năm", validators=A_YEAR)
    title = models.CharField("tên chương trình", max_length=300)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản ban hành",
    )
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "chương trình giám sát"
        verbose_name_plural = "chương trình giám sát"
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year"],
                name="oversight_programme_once_a_year",
                violation_error_message="Cơ quan này đã có chương trình giám sát của năm ấy.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def keeper(self):
        """The body in whose book it stands."""
        return self.body

    def concerned(self):
        """Whose programme it is."""
        yield ConcernKind.OWNER, self.body


class Topic(Record):
    """A subject of oversight in a year (chuyên đề): what several missions may look into."""

    title = models.CharField("chuyên đề", max_length=300)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True, validators=A_YEAR)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="chủ thể giám sát")
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name="thuộc chương trình",
    )
    basis = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản được giám sát",
    )
    agreed_with = models.ManyToManyField(
        "people.Body",
        blank=True,
        related_name="+",
        verbose_name="đã thống nhất với",
        help_text="Các cơ quan đã bàn chuyên đề, địa điểm để tránh trùng.",
    )

    class Meta:
        verbose_name = "chuyên đề giám sát"
        verbose_name_plural = "chuyên đề giám sát"
        ordering = [F("year").desc(nulls_last=True), "title", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def keeper(self):
        """The body in whose book it stands."""
        return self.body

    def clean(self):
        super().clean()
        check_same_locality(self, "programme")

    def concerned(self):
        """Who looks into it, and with whom that was agreed."""
        yield ConcernKind.OWNER, self.body
        for body in self.agreed_with.all():
            yield ConcernKind.PARTY, body
