"""A letter being written: everything that stands on the paper, and the document it became."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models

from coordination.documents import letters, rules
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from coordination.records.querysets import RecordQuerySet


class LetterQuerySet(RecordQuerySet):
    """Letters, found by the record they were drafted from."""

    def about(self, record) -> Self:
        """Letters drafted from this record."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


class LetterDraft(Record):
    """An official letter drafted from a record. Until it is issued it is its side's own draft (`draft_of`).

    Issued, it has its document in the register and is not changed any more.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    subject = GenericForeignKey()
    kind = models.CharField("mẫu", max_length=60, editable=False)
    issuer = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="letter_drafts", verbose_name="cơ quan ban hành"
    )
    symbol = models.CharField("ký hiệu", max_length=80, blank=True, help_text="Ví dụ QĐ-HĐND, HĐND-VP.")
    place = models.CharField("nơi ban hành", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True, help_text="Bỏ trống thì ghi khi ban hành.")
    abstract = models.TextField("trích yếu")
    addressees = models.TextField("kính gửi, kính mời", blank=True, help_text="Mỗi nơi một dòng.")
    bases = models.TextField("căn cứ", blank=True, help_text="Mỗi căn cứ một dòng.")
    body = models.TextField("nội dung", help_text="Mỗi đoạn một dòng. Chỗ “…” là chỗ phải ghi tiếp.")
    closing = models.TextField("dòng cuối", blank=True, help_text="In nghiêng sau điều cuối cùng.")
    recipients = models.ManyToManyField(
        "people.Body",
        blank=True,
        related_name="letters_to_receive",
        verbose_name="gửi các cơ quan",
        help_text="Những cơ quan này xem được văn bản trong phần mềm sau khi ban hành.",
    )
    copies = models.TextField("nơi nhận", blank=True, help_text="Như in trên giấy, mỗi nơi một dòng.")
    archive = models.CharField("lưu", max_length=60, default="VT")
    capacity = models.TextField("thẩm quyền ký", blank=True, help_text="TM., KT., TL.; mỗi dòng một ý.")
    signer_post = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    co_signer_post = models.CharField("chức vụ người ký bên trái", max_length=120, blank=True)
    co_signer_name = models.CharField("người ký bên trái", max_length=120, blank=True, help_text="Ví dụ thư ký kỳ họp.")
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="letter_drafts",
        verbose_name="văn bản đã ban hành",
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản soạn theo mẫu"
        verbose_name_plural = "văn bản soạn theo mẫu"
        ordering = ["-id"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(document__isnull=False), name="documents_letter_issued_once"
            )
        ]

    def __str__(self) -> str:
        return self.abstract

    def clean(self):
        texts = (self.symbol, self.abstract, self.addressees, self.bases, self.body, self.closing, self.copies)
        if rules.bears_secrecy_stamp(*texts):
            raise ValidationError(rules.CLASSIFIED_REFUSED)

    @property
    def kind_words(self) -> str:
        """What the kind is called."""
        kind = letters.kind_of(self.kind)
        return kind.label if kind else ""

    @property
    def is_issued(self) -> bool:
        """Whether it has its number."""
        return self.document_id is not None

    @property
    def state(self) -> tuple[str, str]:
        """Draft or issued, as a chip."""
        return ("done", "đã ban hành") if self.is_issued else ("wait", "đang soạn")

    def concerned(self):
        """The issuer; those it was sent to, once it was issued."""
        yield ConcernKind.OWNER, self.issuer
        if self.is_issued:
            for body in self.recipients.all():
                yield ConcernKind.ADDRESSEE, body
