"""What happens to petitions: batches agreed and dispatched, referrals, replies, verdicts."""

from django.db import models
from django.db.models import F, Q

from coordination.lib.dates import screen
from coordination.people.choices import BodyKind, ConcernKind
from coordination.records.models import Record
from sessions.queries import standing_of
from voters.choices import Judgement, Result
from voters.rules import FINISHING

REPLY_RESULTS = [(result, Result(result).label) for result in Result.BY_REPLY]


class Batch(Record):
    """Petitions of a round of contact, agreed with the Front and delegate groups, sent with one dispatch."""

    name = models.CharField("tên đợt", max_length=200)
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="petition_batches",
        verbose_name="gắn với kỳ họp",
    )
    prepared_by = models.ManyToManyField(
        "people.Body", blank=True, related_name="+", verbose_name="cơ quan tổng hợp, phân loại"
    )
    agreed_with = models.ManyToManyField(
        "people.Body",
        blank=True,
        related_name="+",
        verbose_name="đã thống nhất với",
        help_text="MTTQ, các Tổ đại biểu.",
    )
    agreed_on = models.DateField("ngày thống nhất", null=True, blank=True)
    addressee = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gửi tới"
    )
    dispatch_number = models.CharField("số, ký hiệu công văn", max_length=60, blank=True)
    dispatched_on = models.DateField("ngày gửi", null=True, blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản",
    )
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "đợt tổng hợp kiến nghị"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="voters_batch_agreed_before_dispatch",
                condition=Q(dispatched_on__isnull=True)
                | Q(agreed_on__isnull=True)
                | Q(dispatched_on__gte=F("agreed_on")),
                violation_error_message="Gửi đi sau khi đã thống nhất với MTTQ.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def concerned(self):
        for body in self.prepared_by.all():
            yield ConcernKind.PREPARING, body
        for body in self.agreed_with.all():
            yield ConcernKind.PARTY, body
        yield ConcernKind.ADDRESSEE, self.addressee

    @property
    def confirmed_by_front(self) -> bool:
        """Whether the Front agreed to it before it went out."""
        sides = (BodyKind.FRONT, BodyKind.FRONT_STANDING)
        return self.agreed_on is not None and any(body.kind in sides for body in self.agreed_with.all())

    @property
    def state(self) -> tuple[str, str]:
        if self.dispatched_on:
            return "done", "Đã gửi"
        return ("wait", "Đã thống nhất") if self.agreed_on else ("none", "Đang tổng hợp")


class PartOfPetition(Record):
    """A row that belongs to a `petition`, in the locality that keeps its register: seen by whoever sees that."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.constituency = self.petition.constituency
        self.confidential = self.petition.confidential
        super().save(*args, **kwargs)

    def concerned(self):
        """All whom the petition concerns, and the keeper of its register."""
        yield from self.petition.concerned()
        yield ConcernKind.BENEFICIARY, standing_of(self.petition.locality)


class Referral(PartOfPetition):
    """One time a petition was forwarded: to whom, accepted or refused, and with which duty to reply."""

    petition = models.ForeignKey(
        "voters.Petition", on_delete=models.PROTECT, related_name="referrals", verbose_name="kiến nghị"
    )
    to = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="chuyển tới")
    supporting = models.ManyToManyField("people.Body", blank=True, related_name="+", verbose_name="cơ quan phối hợp")
    number = models.CharField("số, ký hiệu phiếu chuyển", max_length=60, blank=True)
    sent_on = models.DateField("ngày chuyển")
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    accepted_on = models.DateField("ngày nhận giải quyết", null=True, blank=True)
    refused_on = models.DateField("ngày từ chối", null=True, blank=True)
    refusal = models.TextField("lý do từ chối", blank=True)

    class Meta:
        verbose_name = "lần chuyển"
        ordering = ["sent_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="voters_referral_accepted_or_refused",
                condition=Q(accepted_on__isnull=True) | Q(refused_on__isnull=True),
                violation_error_message="Một lần chuyển hoặc được nhận, hoặc bị từ chối.",
            ),
            models.CheckConstraint(
                name="voters_referral_refused_with_reason",
                condition=Q(refused_on__isnull=True, refusal="") | (Q(refused_on__isnull=False) & ~Q(refusal="")),
                violation_error_message="Từ chối phải có ngày và lý do.",
            ),
            models.CheckConstraint(
                name="voters_referral_settled_after_sent",
                condition=(Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("sent_on")))
                & (Q(refused_on__isnull=True) | Q(refused_on__gte=F("sent_on"))),
                violation_error_message="Ngày nhận hoặc từ chối phải từ ngày chuyển trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Chuyển {self.to} ngày {screen(self.sent_on)}"

    @property
    def state(self) -> tuple[str, str]:
        if self.refused_on:
            return "late", "Từ chối"
        return ("wait", "Đã nhận") if self.accepted_on else ("none", "Chờ nhận")

    @property
    def days_until_settled(self) -> int | None:
        """Calendar days until it was accepted or refused."""
        settled = self.accepted_on or self.refused_on
        return (settled - self.sent_on).days if settled else None


class Reply(PartOfPetition):
    """An answer sent to voters: by whom, with which document, what it says and promises."""

    petition = models.ForeignKey(
        "voters.Petition", on_delete=models.PROTECT, related_name="replies", verbose_name="kiến nghị"
    )
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan trả lời")
    number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản đã vào sổ",
    )
    sent_on = models.DateField("ngày trả lời")
    on_spot = models.BooleanField("trả lời tại hội nghị", default=False)
    result = models.CharField("kết quả", max_length=20, choices=REPLY_RESULTS)
    text = models.TextField("nội dung trả lời")
    promised_on = models.DateField("hẹn xong ngày", null=True, blank=True)
    copied_to = models.ManyToManyField(
        "people.Body", blank=True, related_name="+", verbose_name="đồng gửi", help_text="Thường có MTTQ để theo dõi."
    )
    told_on = models.DateField("ngày báo cử tri", null=True, blank=True)
    told_through = models.CharField("báo qua", max_length=160, blank=True)
    promise = models.ForeignKey(
        "deadlines.Obligation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="nghĩa vụ từ lời hẹn",
    )

    class Meta:
        verbose_name = "trả lời"
        verbose_name_plural = "trả lời"
        ordering = ["sent_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="voters_reply_promise_not_before",
                condition=Q(promised_on__isnull=True) | Q(promised_on__gte=F("sent_on")),
                violation_error_message="Ngày hẹn xong phải từ ngày trả lời trở đi.",
            ),
            models.CheckConstraint(
                name="voters_reply_promise_of_open_result",
                condition=Q(promised_on__isnull=True) | ~Q(result__in=FINISHING),
                violation_error_message="Kết quả này không còn việc phải làm nên không có ngày hẹn.",
            ),
            models.CheckConstraint(
                name="voters_reply_told_not_before",
                condition=Q(told_on__isnull=True) | Q(told_on__gte=F("sent_on")),
                violation_error_message="Ngày báo cử tri phải từ ngày trả lời trở đi.",
            ),
        ]

    def __str__(self) -> str:
        number = f" {self.number}" if self.number else ""
        return f"Trả lời{number} ngày {screen(self.sent_on)}"

    def concerned(self):
        yield from super().concerned()
        yield ConcernKind.OWNER, self.body
        for body in self.copied_to.all():
            yield ConcernKind.ADDRESSEE, body


class Verdict(PartOfPetition):
    """What the Front, a board, a delegate group or voters think of a reply."""

    petition = models.ForeignKey(
        "voters.Petition", on_delete=models.PROTECT, related_name="verdicts", verbose_name="kiến nghị"
    )
    reply = models.ForeignKey(
        Reply, on_delete=models.PROTECT, null=True, blank=True, related_name="verdicts", verbose_name="trả lời"
    )
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan đánh giá")
    on = models.DateField("ngày đánh giá")
    judgement = models.CharField("đánh giá", max_length=12, choices=Judgement)
    text = models.TextField("nhận xét", blank=True)

    class Meta:
        verbose_name = "đánh giá trả lời"
        verbose_name_plural = "đánh giá trả lời"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                name="voters_verdict_bad_with_reason",
                condition=Q(judgement=Judgement.SATISFIED) | ~Q(text=""),
                violation_error_message="Ghi rõ vì sao trả lời chưa thỏa đáng.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_judgement_display()}, {self.body}, {screen(self.on)}"

    @property
    def state(self) -> tuple[str, str]:
        kind = {Judgement.SATISFIED: "done", Judgement.PARTLY: "unsure"}.get(self.judgement, "late")
        return kind, self.get_judgement_display()
