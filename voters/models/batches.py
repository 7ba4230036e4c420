"""Petitions of a round put together: what the Front and the delegate groups say of them, and the dispatch."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from coordination.people.choices import BodyKind, ConcernKind
from coordination.records.models import Record
from voters.choices import BatchStatus

FRONTS = (BodyKind.FRONT, BodyKind.FRONT_STANDING)

BATCH_STATES = {
    BatchStatus.SYNTHESISING: ("none", "Đang tổng hợp"),
    BatchStatus.ASKED: ("wait", "Đang lấy ý kiến"),
    BatchStatus.AGREED: ("wait", "Đã thống nhất"),
    BatchStatus.SENT: ("done", "Đã gửi"),
}


class Batch(Record):
    """Petitions of a round of contact, agreed with the Front and delegate groups, sent with one dispatch."""

    name = models.CharField("tên đợt", max_length=200)
    status = models.CharField(
        "trạng thái", max_length=14, choices=BatchStatus, default=BatchStatus.SYNTHESISING, editable=False
    )
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
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gửi tới",
        help_text="Cơ quan của cấp trên: kiến nghị thuộc thẩm quyền cấp ấy vào sổ cấp trên khi gửi đợt.",
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
            ),
            models.CheckConstraint(
                name="voters_batch_sent_with_date",
                condition=Q(status=BatchStatus.SENT, dispatched_on__isnull=False)
                | (~Q(status=BatchStatus.SENT) & Q(dispatched_on__isnull=True)),
                violation_error_message="Đã gửi thì có ngày gửi, chưa gửi thì không.",
            ),
            models.CheckConstraint(
                name="voters_batch_agreed_with_date",
                condition=~Q(status=BatchStatus.AGREED) | Q(agreed_on__isnull=False),
                violation_error_message="Đã thống nhất thì có ngày thống nhất.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        """A batch of earlier days, written down afterwards, begins where its dates say."""
        super().clean()
        if self._state.adding:
            self.status = BatchStatus.of_dates(self.agreed_on, self.dispatched_on)

    def concerned(self):
        """Who prepares it, who is asked for an opinion, who agreed; the addressee once it is sent."""
        for body in self.prepared_by.all():
            yield ConcernKind.PREPARING, body
        for body in self.agreed_with.all():
            yield ConcernKind.PARTY, body
        for opinion in self.opinions.select_related("body"):
            yield ConcernKind.ADDRESSEE, opinion.body
        if self.status == BatchStatus.SENT:
            yield ConcernKind.ADDRESSEE, self.addressee

    @property
    def confirmed_by_front(self) -> bool:
        """Whether the Front agreed to it before it went out."""
        return self.agreed_on is not None and any(body.kind in FRONTS for body in self.agreed_with.all())

    @property
    def words_of_front(self) -> str:
        """What the Front said of it; the least that holds where more than one of its bodies was asked."""
        asked = [row for row in self.opinions.filter(is_past=False).select_related("body") if row.body.kind in FRONTS]
        if any(row.agrees is False and not row.is_met for row in asked):
            return "MTTQ chưa thống nhất"
        if self.confirmed_by_front:
            return "MTTQ đã thống nhất"
        if not asked:
            is_over = self.status in (BatchStatus.AGREED, BatchStatus.SENT)
            return "không ghi ý kiến của MTTQ" if is_over else "chưa lấy ý kiến MTTQ"
        if any(row.answered_on is None for row in asked):
            return "đang chờ ý kiến MTTQ"
        taken_up = any(row.agrees is False for row in asked)
        said = "ý kiến khác của MTTQ đã được tiếp thu" if taken_up else "MTTQ cho ý kiến thống nhất"
        return said if self.agreed_on else f"{said}, đợt chưa chốt"

    @property
    def objectors(self) -> list:
        """Who, asked in this round, still objects; as a list has fetched them, else asked for."""
        rows = getattr(self, "standing_objections", None)
        return [opinion.body for opinion in (standing_objections(self.opinions.all()) if rows is None else rows)]

    @property
    def state(self) -> tuple[str, str]:
        """Where it stands; an objection that was only answered does not count as agreement."""
        kind, words = BATCH_STATES[BatchStatus(self.status)]
        if self.status not in (BatchStatus.AGREED, BatchStatus.SENT) or not (objectors := self.objectors):
            return kind, words
        names = "MTTQ" if all(body.kind in FRONTS for body in objectors) else ", ".join(map(str, objectors))
        told = f"{names} chưa thống nhất"
        return ("unsure", f"Đã giải trình; {told}") if self.status == BatchStatus.AGREED else (kind, f"{words}; {told}")

    @property
    def goes_up(self) -> bool:
        """Whether it is sent to the level above: then petitions of that level enter the register there."""
        return self.addressee_id is not None and self.addressee.locality_id == self.locality.parent_id


class BatchOpinion(Record):
    """What the Front or a delegate group, asked by a set day, says of a batch; to an objection the office answers."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="opinions", verbose_name="đợt tổng hợp")
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan được hỏi")
    asked_on = models.DateField("ngày hỏi")
    due_on = models.DateField("cho ý kiến trước ngày", null=True, blank=True)
    answered_on = models.DateField("ngày cho ý kiến", null=True, blank=True)
    agrees = models.BooleanField("thống nhất", null=True, blank=True)
    text = models.TextField("ý kiến", blank=True)
    petitions = models.ManyToManyField(
        "voters.Petition",
        blank=True,
        related_name="batch_opinions",
        verbose_name="kiến nghị có ý kiến khác",
        help_text="Bỏ hết các kiến nghị này khỏi đợt thì ý kiến được coi là đã tiếp thu.",
    )
    reply = models.TextField("giải trình, tiếp thu", blank=True)
    replied_on = models.DateField("ngày giải trình", null=True, blank=True)
    is_past = models.BooleanField("của lần lấy ý kiến trước", default=False, editable=False)

    class Meta:
        verbose_name = "ý kiến về đợt tổng hợp"
        verbose_name_plural = "ý kiến về đợt tổng hợp"
        ordering = ["batch", "asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "body"],
                condition=Q(is_past=False),
                name="voters_batch_opinion_once",
                violation_error_message="Cơ quan này đã được hỏi về đợt.",
            ),
            models.CheckConstraint(
                name="voters_batch_opinion_answered",
                condition=Q(answered_on__isnull=True, agrees__isnull=True, text="")
                | Q(answered_on__isnull=False, agrees=True)
                | (Q(answered_on__isnull=False, agrees=False) & ~Q(text="")),
                violation_error_message="Ý kiến có ngày và nói có thống nhất không; không thống nhất thì nói vì sao.",
            ),
            models.CheckConstraint(
                name="voters_batch_opinion_replied",
                condition=Q(replied_on__isnull=True, reply="")
                | (Q(replied_on__isnull=False, agrees=False) & ~Q(reply="")),
                violation_error_message="Giải trình có ngày và nội dung, cho một ý kiến khác.",
            ),
            models.CheckConstraint(
                name="voters_batch_opinion_days",
                condition=(Q(due_on__isnull=True) | Q(due_on__gte=F("asked_on")))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on"))),
                violation_error_message="Hạn và ngày cho ý kiến phải từ ngày hỏi trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Ý kiến của {self.body} về {self.batch}"

    def clean(self):
        super().clean()
        if self.body_id and self.batch_id and self.body.locality_id != self.batch.locality_id:
            raise ValidationError({"body": "Chỉ hỏi cơ quan của cùng địa phương."})

    def save(self, *args, **kwargs):
        self.locality = self.batch.locality
        self.confidential = self.batch.confidential
        super().save(*args, **kwargs)

    def concerned(self):
        """All whom the batch concerns, and who is asked."""
        yield from self.batch.concerned()
        yield ConcernKind.OWNER, self.body

    @property
    def is_settled(self) -> bool:
        """Agreed to, or the objection is met: it was answered, or nothing it names is in the batch any more."""
        return bool(self.agrees) or bool(self.reply) or self.is_met

    @property
    def is_met(self) -> bool:
        """Whether all petitions that an objection names were taken out."""
        named = [petition.batch_id for petition in self.petitions.all()] if self.pk and self.agrees is False else []
        return bool(named) and self.batch_id not in named

    @property
    def state(self) -> tuple[str, str]:
        if self.answered_on is None:
            return ("pause", "Không trả lời lần này") if self.is_past else ("wait", "Chờ ý kiến")
        if self.agrees:
            return "done", "Thống nhất"
        if self.is_met:
            return "done", "Ý kiến khác, đã tiếp thu"
        return ("unsure", "Ý kiến khác, đã giải trình") if self.reply else ("late", "Ý kiến khác")


def standing_objections(opinions):
    """Objections of this round that were not met: they name nothing, or what they name is in the batch."""
    rows = opinions.filter(is_past=False, agrees=False).filter(Q(petitions=None) | Q(petitions__batch=F("batch")))
    return rows.select_related("body").distinct().order_by("pk")
