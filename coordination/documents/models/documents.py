"""Official documents: what was issued, sent and received, to which evidence and dates point."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from coordination.documents import rules
from coordination.documents.choices import Direction, DocumentKind
from coordination.lib.dates import official
from coordination.people.choices import ConcernKind
from coordination.records.fields import PartialDateField
from coordination.records.models import Record


class OfficialDocument(Record):
    """A document with number, symbol, date and abstract, as far as they are known."""

    direction = models.CharField("sổ văn bản", max_length=10, choices=Direction, default=Direction.REFERENCE)
    kind = models.CharField("loại văn bản", max_length=20, choices=DocumentKind)
    kind_name = models.CharField("tên loại khác", max_length=60, blank=True, help_text="Khi danh sách loại không có.")
    number = models.CharField("số", max_length=20, blank=True, help_text="Ví dụ 53; chưa có số thì để trống.")
    symbol = models.CharField("ký hiệu", max_length=80, blank=True, help_text="Ví dụ QCPH-HĐND-UBND-UBMTTQ.")
    issued_on = PartialDateField("ngày ban hành")
    issuer = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_documents",
        verbose_name="cơ quan ban hành",
    )
    issuer_name = models.CharField(
        "cơ quan ban hành khác", max_length=200, blank=True, help_text="Khi cơ quan không có trong danh sách."
    )
    abstract = models.TextField("trích yếu")
    received_on = models.DateField("ngày đến", null=True, blank=True)
    entry_number = models.CharField("số đến", max_length=20, blank=True)
    recipients = models.ManyToManyField(
        "people.Body", blank=True, related_name="received_documents", verbose_name="nơi nhận"
    )
    is_state_secret = models.BooleanField(
        "thuộc danh mục bí mật nhà nước", default=False, help_text="Phần mềm không tiếp nhận những văn bản này."
    )

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = [F("issued_on").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(fields=["locality", "direction", "-received_on"]),
            models.Index(fields=["locality", "kind", "-issued_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="documents_no_state_secret",
                condition=Q(is_state_secret=False),
                violation_error_message=rules.CLASSIFIED_REFUSED,
            ),
            models.CheckConstraint(
                name="documents_other_kind_is_named",
                condition=~Q(kind=DocumentKind.OTHER) | ~Q(kind_name=""),
                violation_error_message="Chọn “Loại khác” thì ghi tên loại.",
            ),
            models.CheckConstraint(
                name="documents_received_when_incoming",
                condition=Q(direction=Direction.INCOMING) | Q(received_on__isnull=True),
                violation_error_message="Chỉ văn bản đến mới có ngày đến.",
            ),
        ]

    def __str__(self) -> str:
        if not self.reference:
            return f"{self.kind_words}: {self.abstract}" if self.abstract else self.kind_words
        on = f" ngày {official(self.issued_on)}" if self.issued_on else ""
        return f"{self.kind_words} số {self.reference}{on}"

    def clean(self):
        """Faults named at their field; the state-secret rule comes first and hides the rest."""
        if self.is_state_secret or rules.bears_secrecy_stamp(self.number, self.symbol, self.abstract):
            raise ValidationError({"is_state_secret": rules.CLASSIFIED_REFUSED})
        faults = {}
        if self.kind == DocumentKind.OTHER and not self.kind_name:
            faults["kind_name"] = "Chọn “Loại khác” thì ghi tên loại."
        if self.received_on and self.direction != Direction.INCOMING:
            faults["received_on"] = "Chỉ văn bản đến mới có ngày đến."
        elif self.received_on and self.issued_on and self.received_on < self.issued_on.first:
            faults["received_on"] = f"Ngày đến trước ngày ban hành ({official(self.issued_on)})."
        if faults:
            raise ValidationError(faults)

    def concerned(self):
        """The issuer owns the document; those it was sent to are its addressees."""
        return [
            (ConcernKind.OWNER, self.issuer),
            *((ConcernKind.ADDRESSEE, body) for body in self.recipients.all()),
        ]

    @property
    def kind_words(self) -> str:
        """The type name: from the list, or as written."""
        return self.kind_name if self.kind == DocumentKind.OTHER and self.kind_name else self.get_kind_display()

    @property
    def heading(self) -> str:
        """Kind and reference for lists, where the abstract stands in a line of its own."""
        if self.confidential:
            return self.case_code
        return f"{self.kind_words} số {self.reference}" if self.reference else self.kind_words

    @property
    def reference(self) -> str:
        """Number and symbol: "53/QCPH-HĐND-UBND-UBMTTQ"; empty where no number is known."""
        return "/".join(part for part in (self.number, self.symbol) if part) if self.number else ""

    @property
    def issuer_words(self) -> str:
        """Who issued it, in full."""
        return self.issuer.name if self.issuer_id else self.issuer_name
