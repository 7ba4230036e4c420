"""The coordination review (báo cáo tổng kết, law.md 7.4): parties, period, sections, shortcomings, directions."""

from django.db import models
from django.db.models import F

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from reports.choices import LimitationField, ReviewStatus, SectionKey
from reports.models.figures import PeriodMixin, Source


class Review(PeriodMixin, Record):
    """One review of how the parties kept their regulation in a period."""

    title = models.CharField("tên báo cáo", max_length=300)
    regulation = models.ForeignKey(
        "regulations.Regulation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name="quy chế",
    )
    lead_party = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="bên chủ trì, ban hành"
    )
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True, default="")
    issued_place = models.CharField("nơi ban hành", max_length=80, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    status = models.CharField("trạng thái", max_length=12, choices=ReviewStatus, default=ReviewStatus.DRAFTING)
    period_words = models.CharField("kỳ viết bằng lời", max_length=160, blank=True)
    lead_note = models.CharField("ghi chú về bên ban hành", max_length=300, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="reviews", verbose_name="nguồn")
    legal_bases = models.ManyToManyField(
        "documents.OfficialDocument", blank=True, related_name="+", verbose_name="căn cứ"
    )
    conference = models.ForeignKey(
        "regulations.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name="hội nghị đánh giá",
    )
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi nơi một dòng.")
    snapshot = models.JSONField("số liệu đã chốt", null=True, blank=True, editable=False)
    snapshot_hash = models.CharField("mã kiểm", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = "báo cáo tổng kết"
        ordering = [F("end").desc(nulls_last=True), "-id"]

    def __str__(self) -> str:
        return self.title

    def concerned(self):
        """Every party takes part, whoever leads."""
        return [(ConcernKind.PARTY, row.body) for row in self.parties.select_related("body")]

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip."""
        kinds = {"drafting": "none", "consulting": "wait", "agreed": "soon", "signed": "done", "stored": "done"}
        return kinds[self.status], self.get_status_display()

    @property
    def is_stored(self) -> bool:
        """Rebuilt from a source that told it, not written from records."""
        return self.status == ReviewStatus.STORED

    @property
    def is_final(self) -> bool:
        """Signed and issued, or rebuilt from a source: nothing changes any more."""
        return self.status in ReviewStatus.FINAL

    @property
    def is_editable(self) -> bool:
        """Text may change until the parties have agreed, and never in an ended locality."""
        return self.status in ReviewStatus.EDITABLE and not self.locality.is_ended

    @property
    def period_label(self) -> str:
        """The period in the words of the source, else computed."""
        return self.period_words or self.period.label


class ReviewRow(models.Model):
    """A row of a review with its place; saved in revisions of its own, so that two offices may write at once."""

    order = models.PositiveSmallIntegerField("thứ tự")
    revision = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    class Meta:
        abstract = True


class ReviewParty(ReviewRow):
    """A party of the review, in the regulation's order."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="parties")
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="bên")
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_post = models.CharField("chức vụ người ký", max_length=160, blank=True)

    class Meta:
        verbose_name = "bên của báo cáo"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["review", "body"], name="reports_party_once"),
            models.UniqueConstraint(fields=["review", "order"], name="reports_party_order_once"),
        ]

    def __str__(self) -> str:
        return str(self.body)


class ReviewSection(ReviewRow):
    """The text of one section; paragraphs are separated by an empty line. An empty one says so in print."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField("mục", max_length=24, choices=SectionKey)
    heading = models.CharField("đầu mục", max_length=160)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "mục của báo cáo"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="reports_section_once")]

    def __str__(self) -> str:
        return self.heading

    @property
    def paragraphs(self) -> list[str]:
        """The text cut at empty lines, white space folded."""
        return [" ".join(part.split()) for part in self.text.split("\n\n") if part.strip()]


class Limitation(ReviewRow):
    """A shortcoming, named under a party, a field or neither; another body may have been responsible for it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="limitations")
    party = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nêu ở bên"
    )
    responsible = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan chịu trách nhiệm",
    )
    responsible_words = models.CharField("trách nhiệm, theo lời nguồn", max_length=160, blank=True)
    field = models.CharField("lĩnh vực", max_length=24, choices=LimitationField, blank=True)
    text = models.TextField("nội dung")

    class Meta:
        verbose_name = "tồn tại, hạn chế"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text[:80]


class Direction(ReviewRow):
    """What the parties will do next; the year only where it is stated."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="directions")
    party_words = models.CharField("của", max_length=160, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    text = models.TextField("nội dung")

    class Meta:
        verbose_name = "phương hướng, nhiệm vụ"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text[:80]
