"""The decision table of the council's office: which body is competent for what, where."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.lib.text import fold
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from voters.choices import Field, JurisdictionLevel, PetitionKind
from voters.models.meetings import lower_kind
from voters.models.places import constituency_of, territory_of

SEPARATOR = ","


class CompetenceRule(Record):
    """Topic × place × level × kind → body. What a rule leaves open holds for everything; it proposes, people decide."""

    field = models.CharField("lĩnh vực", max_length=32, choices=Field, blank=True)
    words = models.CharField(
        "từ trong nội dung",
        max_length=300,
        blank=True,
        help_text="Cách nhau bằng dấu phẩy, có một từ là khớp; gõ không dấu cũng được. Ví dụ: đê, kè, cống.",
    )
    place = models.ForeignKey(
        "people.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="địa bàn",
        help_text="Gồm cả các xã, phường trực thuộc. Bỏ trống là mọi nơi.",
    )
    level = models.CharField("cấp thẩm quyền", max_length=10, choices=JurisdictionLevel, blank=True)
    kind = models.CharField("loại", max_length=12, choices=PetitionKind, blank=True)
    body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan có thẩm quyền",
    )
    local_committee = models.BooleanField(
        "UBND của chính địa bàn",
        default=False,
        help_text="Thay cho một cơ quan cố định: UBND xã, phường nơi có kiến nghị.",
    )
    ground = models.CharField("căn cứ", max_length=300, help_text="Quy định phân công, phân cấp, hoặc việc đã rút ra.")
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản",
    )
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "quy tắc thẩm quyền"
        ordering = ["field", "id"]
        constraints = [
            models.CheckConstraint(
                name="voters_rule_says_about_what",
                condition=~Q(field="") | ~Q(words=""),
                violation_error_message="Ghi lĩnh vực, hoặc từ trong nội dung: quy tắc phải nói về việc gì.",
            ),
            models.CheckConstraint(
                name="voters_rule_names_one_body",
                condition=Q(body__isnull=False, local_committee=False) | Q(body__isnull=True, local_committee=True),
                violation_error_message="Chọn một cơ quan, hoặc đánh dấu UBND của chính địa bàn; không cả hai.",
            ),
            models.CheckConstraint(
                name="voters_rule_ends_after_it_begins",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} → {self.target}"

    def clean(self):
        super().clean()
        self.words = f"{SEPARATOR} ".join(self.word_list)
        if not self.field and not self.words:
            raise ValidationError({"field": "Ghi lĩnh vực, hoặc từ trong nội dung: quy tắc phải nói về việc gì."})

    def save(self, *args, **kwargs):
        self.constituency = constituency_of(self.place, self.locality)
        super().save(*args, **kwargs)

    def concerned(self):
        """The body that is named, and the bodies of the place: they see petitions from there."""
        yield from territory_of(self.place, self.locality)
        yield ConcernKind.REFERRAL, self.body

    @property
    def word_list(self) -> list[str]:
        """The words as typed, each once."""
        parts = (" ".join(part.split()) for part in self.words.replace(";", SEPARATOR).split(SEPARATOR))
        return list({fold(part): part for part in parts if fold(part)}.values())

    @property
    def topic(self) -> str:
        """About what, in words: "Điện, có chữ “lưới điện”, xã Bình Khê, cấp tỉnh"."""
        words = f"có chữ {', '.join(f'“{word}”' for word in self.word_list)}" if self.words else ""
        place = lower_kind(self.place) if self.place_id else ""
        parts = (self.get_field_display(), words, place, self.get_level_display(), self.get_kind_display())
        topic = ", ".join(str(part) for part in parts if part)
        return topic[:1].upper() + topic[1:]

    @property
    def target(self) -> str:
        """Who is competent, in words."""
        return "UBND của địa bàn" if self.local_committee else str(self.body or "")

    @property
    def state(self) -> tuple[str, str]:
        today = timezone.localdate()
        if self.valid_to and self.valid_to < today:
            return "none", f"Thôi áp dụng từ {screen(self.valid_to)}"
        if self.valid_from and self.valid_from > today:
            return "wait", f"Áp dụng từ {screen(self.valid_from)}"
        return "done", "Đang áp dụng"

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day, both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
