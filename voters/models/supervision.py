"""Watching over what was forwarded: written reminders, the committee's report and its verification, the report to a
session (121/2025 Art. 31, 34; before it 87/2015 Art. 74).
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from coordination.lib.dates import screen
from coordination.lib.period import Period
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from sessions.queries import standing_of
from voters.choices import FollowUpStatus, SettlementStatus, SupervisionStatus

LAST_BEFORE_FIRST = "Ngày cuối phải từ ngày đầu trở đi."


def optional(to: str, label: str, related_name: str = "+", **options) -> models.ForeignKey:
    """A link that may stay empty; what it leads to is never deleted."""
    return models.ForeignKey(
        to, on_delete=models.PROTECT, null=True, blank=True, related_name=related_name, verbose_name=label, **options
    )


class FollowUp(Record):
    """A written reminder to one body about petitions it owes an answer to; `round` counts how often these were urged.

    Until it is sent it is a draft of the council's side.
    """

    to = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan được đôn đốc"
    )
    round = models.PositiveSmallIntegerField("lần đôn đốc", editable=False)
    petitions = models.ManyToManyField("voters.Petition", related_name="follow_ups", verbose_name="kiến nghị")
    answer_by = models.DateField("đề nghị trả lời trước ngày", null=True, blank=True)
    note = models.TextField("nội dung thêm", blank=True)
    status = models.CharField(
        "trạng thái", max_length=8, choices=FollowUpStatus, default=FollowUpStatus.DRAFT, editable=False
    )
    sent_on = models.DateField("ngày gửi", null=True, blank=True, editable=False)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True, editable=False)
    """Of a letter that was written elsewhere and stands in no book here."""
    document = optional("documents.OfficialDocument", "văn bản", editable=False)

    class Meta:
        verbose_name = "văn bản đôn đốc"
        ordering = ["-id"]
        indexes = [models.Index(fields=["locality", "status", "to"])]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "to", "round"],
                condition=Q(status=FollowUpStatus.DRAFT),
                name="voters_followup_one_draft_per_body_and_round",
                violation_error_message="Cơ quan này đã có một văn bản đôn đốc lần ấy đang soạn.",
            ),
            models.CheckConstraint(
                name="voters_followup_sent_with_day",
                condition=Q(status=FollowUpStatus.SENT, sent_on__isnull=False)
                | (~Q(status=FollowUpStatus.SENT) & Q(sent_on__isnull=True)),
                violation_error_message="Đã gửi thì có ngày gửi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đôn đốc lần {self.round}: {self.to}"

    @property
    def reference(self) -> str:
        """Number and symbol of the letter, of the book or as typed."""
        return self.document.reference if self.document_id else self.number

    def concerned(self):
        if self.status == FollowUpStatus.SENT:
            yield ConcernKind.ADDRESSEE, self.to

    @property
    def state(self) -> tuple[str, str]:
        kind = {FollowUpStatus.DRAFT: "wait", FollowUpStatus.SENT: "done"}.get(self.status, "none")
        return kind, self.get_status_display()


class OfPeriod(Record):
    """A report over petitions received in a period; both days belong to it."""

    period_from = models.DateField("từ ngày")
    period_to = models.DateField("đến ngày")
    session = optional("council_sessions.CouncilSession", "trình kỳ họp")

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.period_from and self.period_to and self.period_to < self.period_from:
            raise ValidationError({"period_to": LAST_BEFORE_FIRST})

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)

    @property
    def period_words(self) -> str:
        return f"từ {screen(self.period_from)} đến {screen(self.period_to)}"


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(period_to__gte=F("period_from")), violation_error_message=LAST_BEFORE_FIRST
    )


class SettlementReport(OfPeriod):
    """What the committee reports about petitions of a period, with its own numbers, and what a board finds of it.

    Once verified the register's numbers that it was compared with are kept.
    """

    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan báo cáo")
    received_on = models.DateField("ngày nhận")
    document = optional("documents.OfficialDocument", "văn bản báo cáo")
    said_total = models.PositiveIntegerField("tổng số kiến nghị nêu trong báo cáo", null=True, blank=True)
    said_answered = models.PositiveIntegerField("đã trả lời, theo báo cáo", null=True, blank=True)
    said_resolved = models.PositiveIntegerField("đã giải quyết xong, theo báo cáo", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    status = models.CharField(
        "trạng thái", max_length=8, choices=SettlementStatus, default=SettlementStatus.RECEIVED, editable=False
    )
    board = optional("people.Body", "Ban thẩm tra", editable=False)
    verify_by = models.DateField("thẩm tra trước ngày", null=True, blank=True, editable=False)
    verified_on = models.DateField("ngày thẩm tra", null=True, blank=True, editable=False)
    findings = models.TextField("nhận xét của Ban", blank=True, editable=False)
    proposals = models.TextField("kiến nghị của Ban", blank=True, editable=False)
    verification = optional("documents.OfficialDocument", "báo cáo thẩm tra", editable=False)
    numbers = models.JSONField("số liệu sổ khi thẩm tra", default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "báo cáo kết quả giải quyết kiến nghị"
        verbose_name_plural = "báo cáo kết quả giải quyết kiến nghị"
        ordering = ["-received_on", "-id"]
        constraints = [
            _in_order("voters_settlement_period_in_order"),
            models.CheckConstraint(
                name="voters_settlement_verified_with_findings",
                condition=~Q(status=SettlementStatus.VERIFIED) | (Q(verified_on__isnull=False) & ~Q(findings="")),
                violation_error_message="Đã thẩm tra thì có ngày và nhận xét.",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo của {self.body} về kiến nghị {self.period_words}"

    def clean(self):
        super().clean()
        parts = (("said_answered", self.said_answered), ("said_resolved", self.said_resolved))
        for name, number in parts:
            if None not in (number, self.said_total) and number > self.said_total:
                raise ValidationError({name: "Nhiều hơn tổng số kiến nghị nêu trong báo cáo."})

    def concerned(self):
        yield ConcernKind.OWNER, self.body
        yield ConcernKind.PREPARING, self.board
        yield ConcernKind.BENEFICIARY, standing_of(self.locality)

    @property
    def state(self) -> tuple[str, str]:
        kind = {SettlementStatus.RECEIVED: "none", SettlementStatus.ASSIGNED: "wait"}.get(self.status, "done")
        return kind, self.get_status_display()


class SupervisionReport(OfPeriod):
    """The Standing Committee's report to the council on how petitions were settled, drafted from the register.

    `counted_on` is the day at whose end states are read. Once issued the numbers that it was drafted from are kept.
    """

    title = models.CharField("tên báo cáo", max_length=240)
    counted_on = models.DateField("số liệu tính đến hết ngày")
    assessment = models.TextField("đánh giá chung", blank=True)
    proposals = models.TextField("đề nghị", blank=True)
    status = models.CharField(
        "trạng thái", max_length=8, choices=SupervisionStatus, default=SupervisionStatus.DRAFT, editable=False
    )
    issued_on = models.DateField("ngày ban hành", null=True, blank=True, editable=False)
    document = optional("documents.OfficialDocument", "văn bản", editable=False)
    numbers = models.JSONField("số liệu khi ban hành", default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "báo cáo giám sát giải quyết kiến nghị"
        verbose_name_plural = "báo cáo giám sát giải quyết kiến nghị"
        ordering = ["-id"]
        constraints = [
            _in_order("voters_supervision_period_in_order"),
            models.CheckConstraint(
                name="voters_supervision_issued_with_day",
                condition=Q(status=SupervisionStatus.ISSUED, issued_on__isnull=False)
                | Q(status=SupervisionStatus.DRAFT, issued_on__isnull=True),
                violation_error_message="Đã ban hành thì có ngày.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> tuple[str, str]:
        return ("done" if self.status == SupervisionStatus.ISSUED else "wait"), self.get_status_display()
