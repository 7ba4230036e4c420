"""What figures rest on besides records: which registers are complete, and numbers brought in with their source."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from coordination.lib.numbers import ratio, vi
from coordination.lib.period import Period, PeriodError
from coordination.people.choices import BodyKind
from coordination.records.fields import PartialDateField
from coordination.records.models import Record
from reports.choices import Qualifier, Register


class RegisterCoverage(Record):
    """An office's word that a register is kept in full from one day to another (or to today, while it has no end)."""

    register = models.CharField("sổ", max_length=20, choices=Register)
    valid_from = models.DateField("đầy đủ từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "phạm vi sổ"
        ordering = ["register", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="reports_coverage_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày cuối phải sau ngày đầu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_register_display()} từ {self.valid_from:%d/%m/%Y}"


class Source(Record):
    """An article or a report that numbers and narrative were taken from."""

    title = models.CharField("tiêu đề", max_length=300, blank=True)
    publisher = models.CharField("nơi đăng", max_length=200, blank=True)
    section = models.CharField("chuyên mục", max_length=100, blank=True)
    author = models.CharField("tác giả", max_length=100, blank=True)
    published_on = PartialDateField("ngày đăng")
    published_time = models.CharField("giờ đăng", max_length=5, blank=True)
    image_count = models.PositiveSmallIntegerField("số ảnh", default=0)
    image_notes = models.TextField("chú thích ảnh", blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "nguồn"
        ordering = [F("published_on").desc(nulls_last=True), "id"]

    def __str__(self) -> str:
        return self.title or "Bài không có tiêu đề"


class PeriodMixin(models.Model):
    """A period whose ends may be unknown; `term` names the council term that it is counted from."""

    term = models.CharField(
        "nhiệm kỳ", max_length=20, blank=True, help_text="Ví dụ 2021-2026, nếu tính từ đầu nhiệm kỳ."
    )
    start = models.DateField("từ ngày", null=True, blank=True)
    end = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        """The stored period as a value."""
        return Period(self.start, self.end, self.term or None)

    def clean(self):
        """Ends in the right order, said at the field."""
        super().clean()
        try:
            Period(self.start, self.end, self.term or None)
        except PeriodError as error:
            raise ValidationError({"end": str(error)}) from error


class ReportedFigure(PeriodMixin, Record):
    """A number that an office or a source states for exactly this period and scope; no bodies means the locality."""

    key = models.CharField("chỉ số", max_length=40)
    part = models.CharField("phần", max_length=40, blank=True)
    bodies = models.ManyToManyField("people.Body", blank=True, related_name="+", verbose_name="chỉ của các cơ quan")
    value = models.DecimalField("giá trị", max_digits=14, decimal_places=2)
    qualifier = models.CharField("mức chính xác", max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.CharField("đơn vị tính như nguồn viết", max_length=80)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="figures", verbose_name="nguồn")
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "số liệu mang vào"
        ordering = [F("start").asc(nulls_first=True), F("end").asc(nulls_first=True), "key", "id"]

    def __str__(self) -> str:
        return f"{self.words}, {self.period.label}"

    @property
    def label(self) -> str:
        """What the figure is called."""
        figure = _declared(self.key)
        return figure.label if figure else self.key

    @property
    def scope(self) -> list:
        """The bodies whose number it is, as they stand in the state: council, Standing Committee, boards …"""
        return sorted(self.bodies.all(), key=lambda body: (BodyKind.values.index(body.kind), body.pk))

    @property
    def scope_words(self) -> str:
        """Whose number it is: "toàn địa phương", or the bodies by their short names."""
        return ", ".join(body.short_name for body in self.scope) or "toàn địa phương"

    @property
    def part_label(self) -> str:
        """What the part is called; nothing for a whole number."""
        figure = _declared(self.key)
        return figure.part_labels.get(self.part, self.part) if figure and self.part else self.part

    @property
    def number(self) -> int | float:
        """The value, whole where it is whole."""
        return int(self.value) if self.value == int(self.value) else float(self.value)

    @property
    def words(self) -> str:
        """The number as the source speaks of it: "hơn 3.150 lượt cử tri"."""
        said = "" if self.qualifier == Qualifier.EXACT else f"{self.get_qualifier_display()} "
        return f"{said}{vi(self.number)} {self.unit}"


def _declared(key: str):
    """The figure of a key; the catalogue stands above the models because it counts other apps' records."""
    from reports.catalogue import BY_KEY  # noqa: PLC0415 - see above

    return BY_KEY.get(key)


class Indicator(PeriodMixin, Record):
    """A socio-economic number quoted in a review: a value or a ratio as its source gives it; no baseline is assumed."""

    name = models.CharField("chỉ tiêu", max_length=200)
    value = models.DecimalField("giá trị", max_digits=14, decimal_places=2, null=True, blank=True)
    numerator = models.DecimalField("tử số", max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField("mẫu số", max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField("đơn vị", max_length=40)
    is_estimate = models.BooleanField("ước", default=False)
    baseline = models.CharField("mốc so sánh", max_length=120, blank=True)
    period_words = models.CharField("kỳ theo lời nguồn", max_length=80, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="indicators", verbose_name="nguồn")
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "chỉ tiêu kinh tế - xã hội"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="reports_indicator_has_a_number",
                condition=Q(value__isnull=False) | Q(numerator__isnull=False, denominator__isnull=False),
                violation_error_message="Cần một giá trị, hoặc cả tử số và mẫu số.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"

    @property
    def words(self) -> str:
        """The number in words: "ước 8,8 %/năm", "197/204 xã, thị trấn"."""
        if self.value is None:
            return f"{ratio(self.numerator, self.denominator)} {self.unit}"
        said = "ước " if self.is_estimate else ""
        joint = "" if self.unit.startswith("%") else " "
        return f"{said}{vi(self.value)}{joint}{self.unit}"
