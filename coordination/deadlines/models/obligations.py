"""The ledger: who owes what to whom, by when, on what basis, with which evidence."""

from datetime import date
from typing import ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import BasisKind, LateCause, ObligationStatus
from coordination.deadlines.models.querysets import ObligationQuerySet
from coordination.deadlines.models.reminders import ReminderPolicy
from coordination.lib.dates import screen
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from coordination.ui.chips import due_state


class Obligation(Record):
    """One duty, one clock. The gate columns are a copy of the subject's (`actions.follow_subject` keeps them so).

    With a rule version and an anchor, `due_on` is a cache of what the clock events replay to (`clocks.due_of`); while
    the clock stands still (`paused_on`) it is the day as it was before. Without a version it is a set date (ấn định):
    kept as written, neither rolled nor moved by the calendar.
    """

    owner = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="obligations", verbose_name="cơ quan thực hiện"
    )
    assignee = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="obligations",
        verbose_name="người được giao",
    )
    beneficiary = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="obligations_awaited",
        verbose_name="nợ cơ quan",
        help_text="Cơ quan chờ kết quả.",
    )
    title = models.CharField("việc phải làm", max_length=300)
    basis_kind = models.CharField("căn cứ", max_length=12, choices=BasisKind, default=BasisKind.DISPATCH)
    basis = models.CharField(
        "căn cứ cụ thể", max_length=300, blank=True, help_text="Số, ký hiệu văn bản hoặc điều khoản ấn định hạn."
    )
    subject_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    subject_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    subject = GenericForeignKey("subject_type", "subject_id")
    version = models.ForeignKey(
        "deadlines.RuleVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="obligations",
        verbose_name="phiên bản quy định",
    )
    anchor_on = models.DateField("ngày mốc", null=True, blank=True)
    opened_on = models.DateField("ngày giao")
    due_on = models.DateField("hạn", db_index=True)
    paused_on = models.DateField("tạm dừng từ ngày", null=True, blank=True, editable=False)
    closed_on = models.DateField("ngày làm xong", null=True, blank=True)
    status = models.CharField(
        "trạng thái", max_length=8, choices=ObligationStatus, default=ObligationStatus.OPEN, editable=False
    )
    outcome = models.TextField("kết quả", blank=True, help_text="Đã làm được gì; hoặc vì sao được miễn.")
    late_cause = models.CharField("nguyên nhân trễ", max_length=20, choices=LateCause, blank=True)
    late_reason = models.TextField("lý do trễ", blank=True)
    late_body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan làm trễ",
        help_text="Có thể khác cơ quan thực hiện.",
    )
    evidence = models.TextField("minh chứng", blank=True, help_text="Số, ký hiệu, ngày văn bản đã gửi.")
    evidence_document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản minh chứng",
    )

    objects: ClassVar = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = "nghĩa vụ"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["owner", "status", "due_on"]),
            models.Index(fields=["beneficiary", "status", "due_on"]),
            models.Index(fields=["due_on"], condition=Q(closed_on=None), name="deadlines_open_by_due"),
        ]
        constraints = [
            models.CheckConstraint(
                name="deadlines_obligation_open_or_closed",
                condition=Q(status="open", closed_on__isnull=True)
                | Q(status__in=("done", "waived"), closed_on__isnull=False),
                violation_error_message="Việc chưa làm thì không có ngày làm xong; việc đã xong phải có.",
            ),
            models.CheckConstraint(
                name="deadlines_obligation_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="Ngày làm xong không được trước ngày giao.",
            ),
            models.CheckConstraint(
                name="deadlines_obligation_waived_with_reason",
                condition=~Q(status="waived") | ~Q(outcome=""),
                violation_error_message="Miễn việc thì phải ghi lý do.",
            ),
            models.CheckConstraint(
                name="deadlines_obligation_subject_whole",
                condition=Q(subject_type__isnull=True, subject_id__isnull=True)
                | Q(subject_type__isnull=False, subject_id__isnull=False),
                violation_error_message="Hồ sơ của nghĩa vụ thiếu loại hoặc số.",
            ),
            models.CheckConstraint(
                name="deadlines_obligation_rests_on_a_rule_or_a_set_date",
                condition=Q(basis_kind="rule", version__isnull=False, anchor_on__isnull=False)
                | ~Q(basis_kind="rule") & Q(version=None, anchor_on=None),
                violation_error_message="Hạn theo quy định cần quy định và ngày mốc; hạn ấn định thì không có.",
            ),
            models.CheckConstraint(
                name="deadlines_obligation_only_clocks_stand_still",
                condition=Q(paused_on=None) | Q(version__isnull=False, closed_on=None),
                violation_error_message="Chỉ việc chưa xong có hạn theo quy định mới tạm dừng được.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def concerned(self):
        """The two bodies; the assignee only where the subject is confidential, so that nobody else is let in."""
        yield ConcernKind.OWNER, self.owner
        yield ConcernKind.BENEFICIARY, self.beneficiary
        if self.confidential:
            yield ConcernKind.NAMED, self.assignee

    @property
    def state(self) -> tuple[str, str]:
        """Chip of today: kind and words."""
        return self.state_on(timezone.localdate())

    def state_on(self, on: date) -> tuple[str, str]:
        """Chip as of a day: how far the due day is, or how it ended."""
        if self.status == ObligationStatus.WAIVED:
            return "none", f"được miễn {screen(self.closed_on)}"
        if self.is_paused(on):
            return "pause", f"tạm dừng từ {screen(self.paused_on)}"
        if self.is_serious(on):
            return "late", f"quá hạn nghiêm trọng, {self.days_late(on)} ngày"
        return due_state(self.due_on, self.closed_on, on)

    def is_paused(self, on: date) -> bool:
        """Whether the clock stands still on the day: it can be neither overdue nor due then."""
        return self.closed_on is None and self.paused_on is not None and self.paused_on <= on

    def is_serious(self, on: date) -> bool:
        """Open, and overdue by more working days than the office of its locality lets pass."""
        if self.closed_on is not None or self.due_on >= on or self.is_paused(on):
            return False
        policy = getattr(self.locality, "reminder_policy", None) or ReminderPolicy()
        return self.due_on < calendar_of().shift(on, -policy.serious_after)

    def days_late(self, on: date) -> int:
        """Calendar days after the due day: until it was done, or until `on` while it is not; 0 in time or paused."""
        if self.is_paused(on):
            return 0
        return max(((self.closed_on or on) - self.due_on).days, 0)

    @property
    def why_url(self) -> str:
        """Where it is explained why it is due on its day."""
        return reverse("deadlines:why", args=[self.pk])

    @property
    def is_day_off(self) -> bool:
        """A set date falls on a day off: it stays as written, people are warned."""
        return self.version_id is None and not calendar_of(self.locality_id).is_working(self.due_on)
