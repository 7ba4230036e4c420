"""Official documents: what was issued, sent and received, to which evidence and dates point."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from coordination.documents import rules
from coordination.documents.choices import Direction, DocumentKind
from coordination.lib.dates import official
from coordination.lib.text import fold
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

    book_of = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="sổ văn bản đến của",
    )
    book_year = models.PositiveSmallIntegerField("năm vào sổ", null=True, editable=False)
    series = models.CharField("dãy số", max_length=180, blank=True, editable=False)
    number_key = models.CharField("số để sắp xếp", max_length=30, blank=True, editable=False)

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = [F("issued_on").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(fields=["locality", "direction", "-received_on"]),
            models.Index(fields=["locality", "kind", "-issued_on"]),
            models.Index(fields=["locality", "direction", "book_year", "number_key"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "series", "book_year", "number_key"],
                condition=~Q(number_key=""),
                name="documents_number_once_per_book",
                violation_error_message="Số này đã dùng trong sổ của năm.",
            ),
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
        self.enter_book()
        if self.is_state_secret or rules.bears_secrecy_stamp(self.number, self.symbol, self.abstract):
            raise ValidationError({"is_state_secret": rules.CLASSIFIED_REFUSED})
        faults = {}
        if self.kind == DocumentKind.OTHER and not self.kind_name:
            faults["kind_name"] = "Chọn “Loại khác” thì ghi tên loại."
        if self.received_on and self.direction != Direction.INCOMING:
            faults["received_on"] = "Chỉ văn bản đến mới có ngày đến."
        elif self.received_on and self.issued_on and self.received_on < self.issued_on.first:
            faults["received_on"] = f"Ngày đến trước ngày ban hành ({official(self.issued_on)})."
        if other := self.same_number():
            field = "entry_number" if self.direction == Direction.INCOMING else "number"
            faults[field] = f"Số này đã dùng trong sổ năm {self.book_year}: {other.public_title}."
        if faults:
            raise ValidationError(faults)

    def validate_constraints(self, exclude=None):
        """The number in its book is looked at by `clean`, which names the document and the field; not told twice."""
        super().validate_constraints(exclude={*(exclude or ()), "number_key"})

    def enter_book(self) -> None:
        """Where it stands in the books: of incoming documents one per body that keeps it, of outgoing ones one per
        issuer and kind; each begins again with 01 on 1 January. What is only kept for reference stands in none."""
        number, day = "", None
        if self.direction == Direction.INCOMING:
            number, day = self.entry_number, self.received_on
            self.series = f"den:{self.book_of_id or ''}"
        elif self.direction == Direction.OUTGOING:
            number, day = self.number, self.issued_on
            issuer = self.issuer_id or f"-{fold(self.issuer_name)[:60]}"
            self.series = f"di:{issuer}:{rules.series_of(self.kind, self.symbol, self.kind_name)}"
        self.number_key = rules.number_key(number)
        self.book_year = day.year if day else None
        if not self.number_key:
            self.series = ""

    def same_number(self) -> "OfficialDocument | None":
        """The document that holds this number in the same book and year already, visible or not."""
        if not self.number_key or self.book_year is None:
            return None
        rows = OfficialDocument._base_manager.filter(
            locality=self.locality_id, series=self.series, book_year=self.book_year, number_key=self.number_key
        )
        return rows.exclude(pk=self.pk).first()

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
    def number_words(self) -> str:
        """Number and symbol for the books, where the kind stands in a column of its own."""
        return self.case_code if self.confidential else self.reference or "chưa có số"

    @property
    def kind_and_abstract(self) -> str:
        """ "Công văn: đôn đốc trả lời kiến nghị"; nothing of what is confidential."""
        return "" if self.confidential else f"{self.kind_words}: {self.abstract}"

    @property
    def reference(self) -> str:
        """Number and symbol: "53/QCPH-HĐND-UBND-UBMTTQ"; empty where no number is known."""
        return "/".join(part for part in (self.number, self.symbol) if part) if self.number else ""

    @property
    def recipient_words(self) -> str:
        """Those it was sent to, in one line."""
        return ", ".join(str(body) for body in self.recipients.all())

    @property
    def issuer_words(self) -> str:
        """Who issued it, in full."""
        return self.issuer.name if self.issuer_id else self.issuer_name
