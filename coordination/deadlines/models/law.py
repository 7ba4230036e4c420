"""Rules of law as dated data: a rule, its versions and variants, and what a new law does to running cases."""

from calendar import monthrange
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from coordination.deadlines.calendar import Direction, Length, Sense, Unit
from coordination.deadlines.choices import DIRECTIONS, SENSES, UNITS, RuleKind, Section, Verification
from coordination.deadlines.models.calendar import LocalOrCommon
from coordination.deadlines.models.clocks import ClockEvent
from coordination.deadlines.models.obligations import Obligation
from coordination.deadlines.words import interval
from coordination.people.choices import Level


def key_of(code: str, effective_from: date, *, variant: str = "", level: str = "", locality: str = "") -> str:
    """What a version is called: "KN-02/2026-07-01", "DR-13/commune/2016-07-01", "KN-03/complex,remote/2012-07-01".

    `locality` is the slug of the place whose own document it is.
    """
    return "/".join(filter(None, (code, level, variant, locality, effective_from.isoformat())))


_resting: list[tuple[type[models.Model], str]] = []


def rests_on_versions(model: type[models.Model], day: str) -> None:
    """Let rows of a higher app freeze the version they were judged by: in their column `version`, on their `day`."""
    _resting.append((model, day))


class Rule(models.Model):
    """One rule, known by its code ("KN-02") through all its versions; a locality's own rule belongs to it alone.

    `is_shipped`: the data file keeps title, section and note up to date, until somebody rewrites them by hand.
    """

    code = models.CharField("mã", max_length=40, unique=True)
    title = models.CharField("tên", max_length=200)
    section = models.CharField("phần việc", max_length=16, choices=Section)
    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa phương"
    )
    note = models.TextField("ghi chú", blank=True)
    is_shipped = models.BooleanField("có sẵn trong chương trình", default=False, editable=False)

    objects = LocalOrCommon.as_manager()

    class Meta:
        verbose_name = "quy định về thời hạn"
        ordering = ["section", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("deadlines:rule-detail", args=[self.pk])


class RuleVersionQuerySet(LocalOrCommon):
    """Versions of rules."""

    def in_force(self, on) -> Self:
        """Effective on the day; both ends are inclusive."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=on), effective_from__lte=on)

    def overlapping(self, first: date, last: date | None) -> Self:
        """In force on some day between the two, both included; without `last` for ever."""
        reaches = self.filter(Q(effective_to=None) | Q(effective_to__gte=first))
        return reaches.filter(effective_from__lte=last) if last else reaches

    def used(self) -> Self:
        """Those that a duty rests on, from its beginning or by a clock event (annulled ones count), or a vote."""
        return self.with_used().filter(is_frozen=True)

    def with_used(self) -> Self:
        """Each with `is_frozen`: whether any duty rests on it, seen by whoever."""
        rests = Q(Exists(Obligation.objects.filter(version=OuterRef("pk"))))
        rests |= Q(Exists(ClockEvent.objects.filter(version=OuterRef("pk"))))
        for model, _day in _resting:
            rests |= Q(Exists(model._base_manager.filter(version=OuterRef("pk"))))
        return self.annotate(is_frozen=rests)

    def used_after(self, on: date) -> Self:
        """Those that a case of a later day rests on: by its anchor, or by the day it went over to the version."""
        rests = Q(Exists(Obligation.objects.filter(version=OuterRef("pk"), anchor_on__gt=on)))
        rests |= Q(Exists(ClockEvent.objects.filter(version=OuterRef("pk"), on__gt=on)))
        for model, day in _resting:
            rests |= Q(Exists(model._base_manager.filter(version=OuterRef("pk"), **{f"{day}__gt": on})))
        return self.filter(rests)


class RuleVersion(models.Model):
    """What a rule says from one day to another, in one variant, at one level; frozen as soon as a duty rests on it.

    `variant` holds the sorted words joined by commas ("complex,remote"), empty for the plain case. `locality` marks an
    override by a locality's own document. For a frequency `value` is how often in each `unit`; a fixed date is day and
    month in the year of the anchor plus `year_offset`, or in `year` itself. `is_shipped` marks what the data file keeps
    up to date; whoever edits or closes such a version by hand takes it over, and the mark is taken off.
    """

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions", verbose_name="quy định")
    key = models.CharField("mã phiên bản", max_length=80, unique=True)
    variant = models.CharField("trường hợp", max_length=60, blank=True)
    variant_label = models.CharField("tên trường hợp", max_length=120, blank=True)
    level = models.CharField("cấp", max_length=10, choices=Level, blank=True)
    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa phương"
    )
    kind = models.CharField("loại", max_length=12, choices=RuleKind, default=RuleKind.DURATION)
    sense = models.CharField("nghĩa", max_length=10, choices=SENSES, default=Sense.AT_MOST)
    value = models.PositiveSmallIntegerField("số", null=True, blank=True)
    unit = models.CharField("đơn vị", max_length=12, choices=UNITS, blank=True)
    direction = models.CharField("phía", max_length=8, choices=DIRECTIONS, default=Direction.AFTER)
    anchor = models.CharField("mốc", max_length=200, help_text="Sự kiện bắt đầu tính, ví dụ ngày thụ lý.")
    day = models.PositiveSmallIntegerField("ngày cố định", null=True, blank=True)
    month = models.PositiveSmallIntegerField("tháng cố định", null=True, blank=True)
    year_offset = models.SmallIntegerField("lệch năm", default=0)
    year = models.PositiveSmallIntegerField("năm cố định", null=True, blank=True, help_text="Chỉ khi hạn có một lần.")
    denominator = models.PositiveSmallIntegerField("mẫu số", null=True, blank=True, help_text="Của một tỷ lệ: 2/3.")
    is_strict = models.BooleanField(
        "phải vượt quá", default=False, help_text="Quá nửa thì phải vượt 1/2; ít nhất hai phần ba thì đủ 2/3."
    )
    extension_limit = models.PositiveSmallIntegerField("được gia hạn mấy lần", default=0)
    extension_value = models.PositiveSmallIntegerField("mỗi lần gia hạn", null=True, blank=True)
    extension_by = models.CharField("ai gia hạn", max_length=200, blank=True)
    effective_from = models.DateField("áp dụng từ ngày")
    effective_to = models.DateField("đến hết ngày", null=True, blank=True)
    law = models.CharField("văn bản", max_length=300)
    article = models.CharField("điều, khoản", max_length=120, blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản của địa phương",
    )
    verification = models.CharField("kiểm chứng", max_length=12, choices=Verification)
    note = models.TextField("ghi chú", blank=True)
    is_shipped = models.BooleanField("có sẵn trong chương trình", default=False, editable=False)

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản quy định"
        ordering = ["rule", "effective_from", "variant", "id"]
        constraints = [
            models.CheckConstraint(
                name="deadlines_version_ends_after_it_begins",
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")),
                violation_error_message="Ngày hết áp dụng không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="deadlines_version_says_how_long_or_which_day",
                condition=Q(kind="fixed_date", day__isnull=False, month__isnull=False, value=None)
                | Q(kind__in=("duration", "frequency"), value__isnull=False, day=None, month=None, year=None)
                & ~Q(unit="")
                | Q(kind="threshold", value__isnull=False, day=None, month=None, year=None, unit=""),
                violation_error_message="Ghi số và đơn vị; hoặc ngày và tháng với loại ngày cố định.",
            ),
            models.CheckConstraint(
                name="deadlines_version_threshold_is_a_share",
                condition=Q(kind="threshold", denominator__isnull=False, denominator__gte=F("value"))
                | (~Q(kind="threshold") & Q(denominator=None, is_strict=False)),
                violation_error_message="Tỷ lệ thì ghi tử số và mẫu số.",
            ),
            models.CheckConstraint(
                name="deadlines_version_extends_by_so_much",
                condition=Q(extension_limit=0) | Q(extension_value__isnull=False),
                violation_error_message="Được gia hạn thì ghi mỗi lần bao nhiêu.",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        """Two versions of one rule for the same case never hold on the same day."""
        super().clean()
        if self.rule_id and self.effective_from and (other := self.overlaps().first()):
            raise ValidationError({"effective_from": overlap_sentence(other)})

    def siblings(self) -> RuleVersionQuerySet:
        """Versions of the same rule, variant, level and place, itself among them."""
        return RuleVersion.objects.filter(
            rule=self.rule_id, variant=self.variant, level=self.level, locality=self.locality_id
        )

    def overlaps(self) -> RuleVersionQuerySet:
        """Its siblings that hold on one of its days."""
        others = self.siblings().exclude(pk=self.pk).order_by("effective_from")
        return others.overlapping(self.effective_from, self.effective_to)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def fixed_day(self, anchor: date) -> date:
        """The day of a fixed date that belongs to an anchor; 29 February is the 28th where the year has none."""
        year, month = self.year or anchor.year + self.year_offset, self.month or 1
        return date(year, month, min(self.day or 1, monthrange(year, month)[1]))

    @property
    def length(self) -> Length:
        """The period as the arithmetic wants it; only of a duration."""
        return Length(self.value or 0, Unit(self.unit), Direction(self.direction), Sense(self.sense))

    @property
    def has_clock(self) -> bool:
        """Whether it runs forward from its anchor, so that it can be paused and extended."""
        return self.kind == RuleKind.DURATION and self.direction == Direction.AFTER and self.sense == Sense.AT_MOST

    @property
    def is_unverified(self) -> bool:
        """It warns wherever it is used."""
        return self.verification == Verification.UNVERIFIED


def overlap_sentence(other: RuleVersion) -> str:
    """Why a version cannot hold from the day it says."""
    when = interval(other.effective_from, other.effective_to)
    return f"Trùng ngày với phiên bản áp dụng {when} của cùng trường hợp: mỗi ngày chỉ một phiên bản."


class RuleTransition(models.Model):
    """Cases still open on the first day of a new law follow its version from then on (KN-14, TC-13)."""

    code = models.CharField("mã", max_length=40)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="transitions", verbose_name="quy định")
    on = models.DateField("từ ngày")
    law = models.CharField("văn bản", max_length=300)
    article = models.CharField("điều, khoản", max_length=120, blank=True)
    verification = models.CharField("kiểm chứng", max_length=12, choices=Verification)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "quy định chuyển tiếp"
        ordering = ["on", "code"]
        constraints = [models.UniqueConstraint(fields=["code", "rule"], name="deadlines_transition_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.rule.code}"
