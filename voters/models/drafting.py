"""An answer while it is being written: drafts with their versions, templates, what supporting bodies hand in."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from coordination.lib.dates import screen
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from voters.choices import DraftStatus, Field
from voters.models.handling import REPLY_RESULTS, PartOfPetition
from voters.rules import FINISHING

PLACEHOLDERS = {
    "ma": "mã kiến nghị",
    "noi_dung": "tóm tắt kiến nghị",
    "noi_kien_nghi": "nơi kiến nghị",
    "ngay_nhan": "ngày nhận",
    "linh_vuc": "lĩnh vực",
    "co_quan": "cơ quan trả lời",
}
"""What a template may leave to be filled in, with what stands there."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Contribution(PartOfPetition):
    """What a supporting body hands in for the answer that the lead writes."""

    petition = models.ForeignKey(
        "voters.Petition",
        on_delete=models.PROTECT,
        editable=False,
        related_name="contributions",
        verbose_name="kiến nghị",
    )
    referral = models.ForeignKey(
        "voters.Referral",
        on_delete=models.PROTECT,
        editable=False,
        related_name="contributions",
        verbose_name="lần chuyển",
    )
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan phối hợp")
    on = models.DateField("ngày gửi")
    text = models.TextField("nội dung phối hợp")
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản",
    )

    class Meta:
        verbose_name = "ý kiến phối hợp"
        verbose_name_plural = "ý kiến phối hợp"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"Ý kiến phối hợp của {self.body} ngày {screen(self.on)}"


class ReplyDraft(PartOfPetition):
    """The answer of a body before it is sent: written, checked, cleared by a leader. Only its own side reads it.

    `draft_of` stays after sending: what was said on the way is nobody else's; what was sent is the `Reply`.
    """

    petition = models.ForeignKey(
        "voters.Petition", on_delete=models.PROTECT, related_name="reply_drafts", verbose_name="kiến nghị"
    )
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan trả lời")
    result = models.CharField("kết quả", max_length=20, choices=REPLY_RESULTS)
    text = models.TextField("nội dung trả lời")
    evidence = models.TextField("bằng chứng", blank=True, help_text="Cần khi kết quả là đã giải quyết xong.")
    promised_on = models.DateField("hẹn xong ngày", null=True, blank=True)
    roadmap = models.TextField(
        "lộ trình", blank=True, help_text="Từng bước, nguồn vốn, năm bố trí. Cần khi chờ nguồn lực."
    )
    number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản đã vào sổ",
    )
    copied_to = models.ManyToManyField(
        "people.Body", blank=True, related_name="+", verbose_name="đồng gửi", help_text="Thường có MTTQ để theo dõi."
    )
    template = models.ForeignKey(
        "voters.ReplyTemplate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="theo mẫu",
    )
    status = models.CharField(
        "trạng thái", max_length=10, choices=DraftStatus, default=DraftStatus.DRAFTING, editable=False
    )
    written_by = models.ForeignKey(
        "people.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người soạn",
        help_text="Ai sửa nội dung lần cuối.",
    )
    remarks = models.TextField("nhận xét khi trả lại", blank=True, editable=False)
    reply = models.OneToOneField(
        "voters.Reply",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="draft",
        verbose_name="trả lời đã gửi",
    )

    class Meta:
        verbose_name = "dự thảo trả lời"
        verbose_name_plural = "dự thảo trả lời"
        ordering = ["-id"]
        indexes = [models.Index(fields=["body", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "body"],
                condition=Q(status__in=DraftStatus.ON_THE_WAY),
                name="voters_replydraft_one_at_a_time",
                violation_error_message="Cơ quan này đang có một dự thảo trả lời cho kiến nghị ấy.",
            ),
            models.CheckConstraint(
                name="voters_replydraft_promise_of_open_result",
                condition=Q(promised_on__isnull=True) | ~Q(result__in=FINISHING),
                violation_error_message="Kết quả này không còn việc phải làm nên không có ngày hẹn.",
            ),
            models.CheckConstraint(
                name="voters_replydraft_sent_with_reply",
                condition=Q(status=DraftStatus.SENT, reply__isnull=False)
                | (~Q(status=DraftStatus.SENT) & Q(reply__isnull=True)),
                violation_error_message="Dự thảo đã gửi thì có trả lời, chưa gửi thì không.",
            ),
        ]

    def __str__(self) -> str:
        return f"Dự thảo trả lời {self.petition.code}"

    def concerned(self):
        """The body that answers, and nobody else: not those whom the petition concerns."""
        yield ConcernKind.OWNER, self.body

    @property
    def case_code(self) -> str:
        return f"Dự thảo trả lời {self.petition.case_code}"

    @property
    def about(self) -> str:
        """What it answers: the petition's summary; of a confidential one its code."""
        return self.petition.public_title

    @property
    def state(self) -> tuple[str, str]:
        kind = {
            DraftStatus.CHECKING: "wait",
            DraftStatus.CLEARING: "soon",
            DraftStatus.CLEARED: "today",
            DraftStatus.RETURNED: "late",
            DraftStatus.SENT: "done",
            DraftStatus.DROPPED: "pause",
        }
        return kind.get(self.status, "none"), self.get_status_display()


class ReplyDraftVersion(models.Model):
    """The text of a draft as it stood after a save; read on the draft's page only."""

    draft = models.ForeignKey(ReplyDraft, on_delete=models.CASCADE, related_name="versions", verbose_name="dự thảo")
    number = models.PositiveSmallIntegerField("bản")
    result = models.CharField("kết quả", max_length=20, choices=REPLY_RESULTS)
    text = models.TextField("nội dung trả lời")
    by_name = models.CharField("người ghi", max_length=200)
    at = models.DateTimeField("lúc ghi", auto_now_add=True)

    class Meta:
        verbose_name = "bản dự thảo"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="voters_replydraftversion_number_once"),
        ]

    def __str__(self) -> str:
        return f"Bản {self.number}"


class ReplyTemplate(Record):
    """Words that a body often answers with; `{…}` is filled in from the petition. Only its own side reads it."""

    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan trả lời")
    name = models.CharField("tên mẫu", max_length=160)
    field = models.CharField("lĩnh vực", max_length=32, choices=Field, blank=True, help_text="Bỏ trống: mọi lĩnh vực.")
    result = models.CharField("kết quả", max_length=20, choices=REPLY_RESULTS)
    text = models.TextField(
        "nội dung",
        help_text="Chỗ điền sẵn: " + "; ".join(f"{{{key}}} {words}" for key, words in PLACEHOLDERS.items()) + ".",
    )
    roadmap = models.TextField("lộ trình", blank=True, help_text="Cần khi chờ nguồn lực.")
    retired = models.BooleanField("thôi dùng", default=False)

    class Meta:
        verbose_name = "mẫu trả lời"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def concerned(self):
        yield ConcernKind.OWNER, self.body

    def clean(self):
        super().clean()
        unknown = [f"{{{key}}}" for key in _PLACEHOLDER.findall(self.text) if key not in PLACEHOLDERS]
        if unknown:
            known = ", ".join(f"{{{key}}}" for key in PLACEHOLDERS)
            raise ValidationError({"text": f"Không có chỗ điền sẵn {', '.join(unknown)}. Có: {known}."})

    @property
    def state(self) -> tuple[str, str]:
        return ("pause", "Thôi dùng") if self.retired else ("done", "Đang dùng")

    def filled(self, petition, body) -> str:
        """The text with its gaps filled from a petition; the voter's name is never among them."""
        values = {
            "ma": petition.code,
            "noi_dung": petition.title,
            "noi_kien_nghi": petition.where,
            "ngay_nhan": screen(petition.received_on),
            "linh_vuc": petition.get_field_display(),
            "co_quan": body.name,
        }
        return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), self.text)


class ReplySettings(Record):
    """What a locality asks of the answers to petitions in its register; without a row nothing is asked."""

    reply_needs_document = models.BooleanField(
        "trả lời phải có văn bản",
        default=False,
        help_text="Trả lời thì phải có số, ký hiệu hoặc văn bản đã vào sổ; trả lời tại hội nghị thì không.",
    )
    accepted_within = models.PositiveSmallIntegerField(
        "nhận hoặc từ chối trong (ngày làm việc)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(250)],
        help_text="Kể từ ngày sau ngày chuyển; khi chuyển thì đề xuất hạn theo số này. Bỏ trống: không đề xuất.",
    )

    class Meta:
        verbose_name = "cách nhận trả lời kiến nghị"
        constraints = [
            models.UniqueConstraint(
                fields=["locality"],
                name="voters_replysettings_once_per_locality",
                violation_error_message="Địa phương này đã có một bản cài đặt.",
            )
        ]

    def __str__(self) -> str:
        return f"Cách nhận trả lời kiến nghị của {self.locality}"

    def get_absolute_url(self) -> str:
        """Its one page, of the locality acted for."""
        return reverse("voters:replysettings-edit")
