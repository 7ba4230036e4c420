"""What happens to petitions: referrals, replies, verdicts."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.choices import BodyKind, ConcernKind, Level
from coordination.records.models import Record
from sessions.queries import standing_of
from voters.choices import Judgement, Result
from voters.rules import FINISHING

REPLY_RESULTS = [(result, Result(result).label) for result in Result.BY_REPLY]


LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""From above to below."""


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
    """One time a petition was forwarded: to whom, accepted or refused, and with which duty to reply.

    `under` is the referral from which a committee assigned it on to one of its bodies: the outer one stays open and the
    committee's, the inner one has its own day, and is accepted or refused towards the committee.
    """

    petition = models.ForeignKey(
        "voters.Petition", on_delete=models.PROTECT, related_name="referrals", verbose_name="kiến nghị"
    )
    under = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="inner",
        verbose_name="giao tiếp từ",
    )
    to = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="chuyển tới")
    supporting = models.ManyToManyField("people.Body", blank=True, related_name="+", verbose_name="cơ quan phối hợp")
    through = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chuyển qua",
        help_text="Ví dụ Đoàn đại biểu Quốc hội, khi chuyển lên Trung ương.",
    )
    number = models.CharField("số, ký hiệu phiếu chuyển", max_length=60, blank=True)
    sent_on = models.DateField("ngày chuyển")
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    answer_by = models.DateField(
        "hạn nhận hoặc từ chối", null=True, blank=True, help_text="Ngày ấn định để nói nhận hay không."
    )
    accepted_on = models.DateField("ngày nhận giải quyết", null=True, blank=True)
    refused_on = models.DateField("ngày từ chối", null=True, blank=True)
    refusal = models.TextField("lý do từ chối", blank=True)
    right_body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="cơ quan đúng, theo nơi từ chối",
    )
    continues = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="continued",
        verbose_name="kế thừa lần chuyển",
        help_text="Cơ quan được chuyển đã kết thúc; đây là lần của cơ quan kế thừa.",
    )
    recalled_on = models.DateField("ngày thu hồi", null=True, blank=True)
    duty = models.ForeignKey(
        "deadlines.Obligation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="nghĩa vụ trả lời",
    )
    answer_duty = models.ForeignKey(
        "deadlines.Obligation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="nghĩa vụ nhận hoặc từ chối",
    )

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
            models.CheckConstraint(
                name="voters_referral_answer_by_after_sent",
                condition=Q(answer_by__isnull=True) | Q(answer_by__gte=F("sent_on")),
                violation_error_message="Hạn nhận hoặc từ chối phải từ ngày chuyển trở đi.",
            ),
            models.CheckConstraint(
                name="voters_referral_recalled_inside_only",
                condition=Q(recalled_on__isnull=True)
                | (Q(under__isnull=False, refused_on__isnull=True) & Q(recalled_on__gte=F("sent_on"))),
                violation_error_message="Chỉ thu hồi việc đã giao tiếp và chưa bị từ chối, từ ngày giao trở đi.",
            ),
            models.CheckConstraint(
                name="voters_referral_not_under_itself",
                condition=Q(under__isnull=True) | ~Q(under=F("id")),
                violation_error_message="Một lần giao không giao tiếp từ chính nó.",
            ),
        ]

    def __str__(self) -> str:
        if self.continues_id:
            return f"{self.to} kế thừa từ ngày {screen(self.sent_on)}"
        return f"{'Giao' if self.under_id else 'Chuyển'} {self.to} ngày {screen(self.sent_on)}"

    @property
    def paper(self) -> "Referral":
        """The time whose paper it is: a successor goes on with what its predecessor was sent."""
        first = self
        while first.continues_id:
            first = first.continues
        return first

    @property
    def state(self) -> tuple[str, str]:
        if self.refused_on:
            return "late", "Từ chối"
        if self.recalled_on:
            return "pause", "Đã thu hồi"
        if self.accepted_on:
            return "wait", "Đã nhận"
        return ("late", "Quá hạn nhận") if self.is_answer_overdue() else ("none", "Chờ nhận")

    def is_answer_overdue(self, today: date | None = None) -> bool:
        """Whether the set day to accept or refuse has passed without either."""
        settled = self.accepted_on or self.refused_on or self.recalled_on
        return settled is None and self.answer_by is not None and self.answer_by < (today or timezone.localdate())

    @property
    def is_beyond(self) -> bool:
        """Whether a body that it was assigned to has longer than the committee itself."""
        outer = self.petition.due_on if self.under_id else None
        return outer is not None and self.due_on is not None and self.due_on > outer

    @property
    def direction(self) -> str:
        """Which way it went, in words; nothing within one level."""
        to, home = self.to, self.locality
        if to.kind == BodyKind.NA_DELEGATION:
            return "chuyển lên Trung ương, qua Đoàn đại biểu Quốc hội"
        if to.kind == BodyKind.CENTRAL:
            return f"chuyển lên Trung ương{f', qua {self.through}' if self.through_id else ''}"
        if to.kind == BodyKind.VERTICAL:
            return "chuyển sang ngành dọc"
        if to.locality_id == home.pk or to.locality.level == home.level:
            return ""
        way = "lên" if LEVELS.index(to.locality.level) < LEVELS.index(home.level) else "xuống"
        return f"chuyển {way} {to.locality.get_level_display()}"

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
    roadmap = models.TextField(
        "lộ trình", blank=True, help_text="Từng bước, nguồn vốn, năm bố trí. Cần khi chờ nguồn lực."
    )
    copied_to = models.ManyToManyField(
        "people.Body", blank=True, related_name="+", verbose_name="đồng gửi", help_text="Thường có MTTQ để theo dõi."
    )
    told_on = models.DateField("ngày báo cử tri", null=True, blank=True)
    told_through = models.CharField("báo qua", max_length=160, blank=True)
    told_at = models.ForeignKey(
        "voters.ContactMeeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="told_replies",
        verbose_name="báo tại cuộc tiếp xúc",
    )
    also_told_at = models.ManyToManyField(
        "voters.ContactMeeting",
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="báo cả tại",
        help_text="Cuộc tiếp xúc ở nơi khác có kiến nghị được gộp; ngày báo là ngày của lần đầu.",
    )
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
    by_voters = models.BooleanField(
        "cử tri đánh giá", default=False, help_text="Cơ quan chỉ ghi lại ý kiến của chính cử tri."
    )
    meeting = models.ForeignKey(
        "voters.ContactMeeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name="tại cuộc tiếp xúc",
    )
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
            ),
            models.CheckConstraint(
                name="voters_verdict_meeting_of_voters",
                condition=Q(meeting__isnull=True) | Q(by_voters=True),
                violation_error_message="Cuộc tiếp xúc chỉ ghi khi chính cử tri đánh giá.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_judgement_display()}, {self.whose}, {screen(self.on)}"

    @property
    def whose(self) -> str:
        """Whose opinion it is: the body's own, or of voters, noted by the body."""
        return f"cử tri ({self.body} ghi)" if self.by_voters else str(self.body)

    @property
    def state(self) -> tuple[str, str]:
        kind = {Judgement.SATISFIED: "done", Judgement.PARTLY: "unsure"}.get(self.judgement, "late")
        return kind, self.get_judgement_display()
