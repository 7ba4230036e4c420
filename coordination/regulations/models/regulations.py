"""The coordination regulation (quy chế phối hợp): who signed it, in which order, and its clauses."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.choices import ConcernKind
from coordination.records.fields import PartialDateField
from coordination.records.models import Record
from coordination.regulations.models.querysets import RegulationQuerySet


class Regulation(Record):
    """What the bodies agreed on working together; a source may leave number, date and term open."""

    title = models.CharField("tên quy chế", max_length=300)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True, help_text="Ví dụ QCPH-HĐND-UBND-UBMTTQ.")
    signed_on = PartialDateField("ngày ký")
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản",
    )
    parties = models.ManyToManyField(
        "people.Body", through="RegulationParty", related_name="regulations", verbose_name="các bên"
    )
    term = models.ForeignKey(
        "people.Term", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nhiệm kỳ"
    )
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors", verbose_name="thay quy chế"
    )
    predecessor_words = models.CharField(
        "kế thừa", max_length=300, blank=True, help_text="Điều văn bản nói về quy chế trước, khi không có hồ sơ."
    )
    valid_from = models.DateField("hiệu lực từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = "quy chế phối hợp"
        ordering = ["-valid_from", "-signed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="regulations_regulation_ends_after_it_begins",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày hết hiệu lực không được trước ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                name="regulations_regulation_not_its_own_predecessor",
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                violation_error_message="Quy chế không thể thay chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def concerned(self):
        """Every party."""
        for body in self.parties.all():
            yield ConcernKind.PARTY, body

    @property
    def full_number(self) -> str:
        """ "53/QCPH-HĐND-UBND-UBMTTQ", or what of it is known."""
        return "/".join(part for part in (self.number, self.symbol) if part)

    @property
    def bodies(self) -> list:
        """The parties in the order in which the regulation names them."""
        return [row.body for row in self.party_rows.all()]

    @property
    def state(self) -> tuple[str, str]:
        """Chip of today; an unknown first or last day counts as open."""
        today = timezone.localdate()
        if self.valid_to and self.valid_to < today:
            return "none", f"hết hiệu lực {screen(self.valid_to)}"
        if self.locality.is_ended:
            return "none", "địa phương đã kết thúc"
        if self.valid_from and self.valid_from > today:
            return "wait", f"có hiệu lực từ {screen(self.valid_from)}"
        return "done", "đang có hiệu lực"


class PartyManager(models.Manager):
    """Parties come with their bodies: nobody asks for one without the other."""

    def get_queryset(self):
        return super().get_queryset().select_related("body")


class RegulationParty(models.Model):
    """One party of a regulation; documents sign in this order."""

    regulation = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="party_rows")
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="bên")
    order = models.PositiveSmallIntegerField("thứ tự")

    objects = PartyManager()

    class Meta:
        verbose_name = "bên của quy chế"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["regulation", "body"],
                name="regulations_party_once",
                violation_error_message="Một cơ quan chỉ là một bên của quy chế.",
            )
        ]

    def __str__(self) -> str:
        return str(self.body)


class Clause(Record):
    """One provision of a regulation, the body that has to keep it, and the local rule that is its period, if any."""

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="clauses", verbose_name="quy chế")
    number = models.CharField("điều, khoản", max_length=30, help_text="Ví dụ Điều 9 khoản 3.")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    heading = models.CharField("tên điều", max_length=200, blank=True)
    text = models.TextField("nội dung")
    owner = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clauses",
        verbose_name="bên thực hiện",
    )
    rule = models.ForeignKey(
        "deadlines.Rule",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="clauses",
        verbose_name="thời hạn",
    )

    class Meta:
        verbose_name = "điều khoản"
        ordering = ["regulation", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["regulation", "number"],
                name="regulations_clause_number_once",
                violation_error_message="Quy chế này đã có điều, khoản mang số ấy.",
            )
        ]

    def __str__(self) -> str:
        return ". ".join(part for part in (self.number, self.heading) if part)

    def concerned(self):
        """Who keeps it, and every party."""
        yield ConcernKind.OWNER, self.owner
        yield from self.regulation.concerned()
