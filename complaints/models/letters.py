"""Letters of citizens (đơn): their own law, their own secrecy."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from complaints.choices import LetterKind, LetterStatus
from complaints.models.receptions import Reception
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from coordination.ui.chips import due_state
from sessions.models.common import check_same_locality


class Letter(Record):
    """One letter. Always confidential: only the persons named in it read it; to everybody else it does not exist."""

    code = models.CharField("mã vụ việc", max_length=30, editable=False)
    kind = models.CharField("loại đơn", max_length=12, choices=LetterKind)
    received_on = models.DateField("ngày nhận")
    received_by = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan tiếp nhận",
    )
    reception = models.ForeignKey(
        Reception,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name="nhận tại buổi tiếp",
    )
    sender = models.CharField(
        "người gửi", max_length=200, blank=True, help_text="Đơn tố cáo: không ghi tên, địa chỉ người tố cáo."
    )
    summary = models.TextField("nội dung")
    handler = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="letters_handled", verbose_name="người xử lý"
    )
    readers = models.ManyToManyField(
        "people.Person",
        blank=True,
        related_name="letters_read",
        verbose_name="người được xem",
        help_text="Ngoài người xử lý, chỉ những người này thấy đơn.",
    )
    competent_body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan có thẩm quyền",
    )
    due_on = models.DateField("hạn", null=True, blank=True, help_text="Ngày ấn định, giữ đúng như đã viết.")
    settled_on = models.DateField("ngày giải quyết", null=True, blank=True, editable=False)
    outcome = models.TextField("kết quả", blank=True, editable=False)
    status = models.CharField(
        "trạng thái", max_length=10, choices=LetterStatus, default=LetterStatus.RECEIVED, editable=False
    )

    class Meta:
        verbose_name = "đơn thư"
        verbose_name_plural = "đơn thư"
        ordering = ["-received_on", "-id"]
        indexes = [models.Index(fields=["locality", "received_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "code"],
                name="complaints_letter_code_once_per_locality",
                violation_error_message="Mã vụ việc này đã dùng cho một đơn khác.",
            ),
            models.CheckConstraint(
                name="complaints_letter_is_confidential",
                condition=Q(confidential=True),
                violation_error_message="Đơn thư luôn là hồ sơ mật.",
            ),
            models.CheckConstraint(
                name="complaints_letter_settled_has_a_day",
                condition=Q(status="settled", settled_on__isnull=False)
                | (~Q(status="settled") & Q(settled_on__isnull=True)),
                violation_error_message="Đơn đã giải quyết phải có ngày giải quyết; chưa thì không.",
            ),
            models.CheckConstraint(
                name="complaints_letter_settled_after_received",
                condition=Q(settled_on__isnull=True) | Q(settled_on__gte=F("received_on")),
                violation_error_message="Ngày giải quyết không được trước ngày nhận đơn.",
            ),
            models.CheckConstraint(
                name="complaints_letter_due_after_received",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("received_on")),
                violation_error_message="Hạn phải từ ngày nhận đơn trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def case_code(self) -> str:
        """The code alone: no name, no content."""
        return self.code

    def clean(self):
        super().clean()
        check_same_locality(self, "reception")

    def concerned(self):
        """The handler and those let in, by name; no body as such."""
        yield ConcernKind.NAMED, self.handler
        for person in self.readers.all():
            yield ConcernKind.NAMED, person

    def names(self, person_id: int | None) -> bool:
        """Whether the person is one of those named."""
        return person_id is not None and (person_id == self.handler_id or self.readers.filter(pk=person_id).exists())

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes an outcome."""
        return self.status in LetterStatus.OPEN

    @property
    def progress(self) -> tuple[str, str]:
        """Kind and words of the status alone; a list says beside it how the due day was kept."""
        return "wait" if self.is_open else "done", self.get_status_display()

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip as of today: the status, unless the due day was not kept."""
        if self.due_on and self.status != LetterStatus.RETURNED:
            until = self.settled_on or timezone.localdate()
            if until > self.due_on:
                return due_state(self.due_on, self.settled_on)
        return self.progress
