"""What is laid before a session: agenda items with their dates, and the versions of their documents."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from sessions.choices import Audience, DocumentRole, ItemKind, ItemStatus, Stage
from sessions.models.common import AtGathering, check_same_locality, for_delegates, link, of_one_gathering
from sessions.rules import days_late

STATES = {
    ItemStatus.EXPECTED: "wait",
    ItemStatus.RECEIVED: "soon",
    ItemStatus.VERIFIED: "soon",
    ItemStatus.SENT: "done",
    ItemStatus.WITHDRAWN: "none",
    ItemStatus.POSTPONED: "pause",
}


class AgendaItem(AtGathering, Record):
    """One content of a session or sitting: who prepares it, who verifies it, due and received on.

    Withdrawn and postponed ones stay counted.
    """

    session = link("council_sessions.CouncilSession", "items", "kỳ họp")
    sitting = link("council_sessions.Sitting", "items", "phiên họp Thường trực")
    parent = link("self", "parts", "thuộc mục", help_text="Mục lớn của chương trình mà nội dung này nằm trong.")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    kind = models.CharField("loại", max_length=15, choices=ItemKind)
    title = models.CharField("tên nội dung", max_length=500)
    preparing_body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prepared_items",
        verbose_name="cơ quan chuẩn bị",
    )
    verifying_board = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verified_items",
        verbose_name="Ban thẩm tra",
    )
    draft = models.ForeignKey(
        "council_sessions.DraftResolution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name="dự thảo nghị quyết",
    )
    co_preparing_bodies = models.ManyToManyField(
        "people.Body", blank=True, related_name="co_prepared_items", verbose_name="cơ quan phối hợp"
    )
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    presenter = models.CharField("người trình bày", max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField("thời lượng (phút)", null=True, blank=True)
    due_on = models.DateField("hạn nộp", null=True, blank=True)
    delegates_due_on = models.DateField("hạn gửi đại biểu", null=True, blank=True)
    committee_approved_on = models.DateField("UBND thông qua ngày", null=True, blank=True)
    received_on = models.DateField("đã nhận ngày", null=True, blank=True)
    verified_on = models.DateField("thẩm tra ngày", null=True, blank=True)
    sent_on = models.DateField("gửi đại biểu ngày", null=True, blank=True)
    stopped_on = models.DateField("rút, lùi ngày", null=True, blank=True)
    reason = models.TextField("lý do rút, lùi", blank=True)
    continues = link("self", "continued_by", "lùi từ", help_text="Nội dung của kỳ trước được đưa sang kỳ này.")
    status = models.CharField("trạng thái", max_length=20, choices=ItemStatus, default=ItemStatus.EXPECTED)

    class Meta:
        verbose_name = "nội dung kỳ họp"
        verbose_name_plural = "nội dung kỳ họp"
        ordering = [F("due_on").desc(nulls_last=True), "order", "id"]
        indexes = [models.Index(fields=["due_on"])]
        constraints = [
            of_one_gathering("sessions_item_of_one_gathering"),
            models.CheckConstraint(
                name="sessions_item_received_has_a_day",
                condition=Q(status=ItemStatus.EXPECTED, received_on__isnull=True)
                | Q(status__in=ItemStatus.RECEIVED_AND_ON, received_on__isnull=False)
                | Q(status__in=ItemStatus.STOPPED),
                violation_error_message="Tài liệu đã nhận thì ghi ngày nhận; chưa nhận thì chưa ghi.",
            ),
            models.CheckConstraint(
                name="sessions_item_stopped_has_day_and_reason",
                condition=(Q(status__in=ItemStatus.STOPPED, stopped_on__isnull=False) & ~Q(reason=""))
                | (~Q(status__in=ItemStatus.STOPPED) & Q(stopped_on__isnull=True, reason="")),
                violation_error_message="Nội dung rút hoặc lùi phải có ngày và lý do.",
            ),
            models.CheckConstraint(
                name="sessions_item_sent_has_a_day",
                condition=~Q(status=ItemStatus.SENT) | Q(sent_on__isnull=False),
                violation_error_message="Tài liệu đã gửi đại biểu thì ghi ngày gửi.",
            ),
            models.CheckConstraint(
                name="sessions_item_sent_after_received",
                condition=Q(sent_on__isnull=True) | Q(received_on__isnull=True) | Q(sent_on__gte=F("received_on")),
                violation_error_message="Ngày gửi đại biểu phải từ ngày nhận trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        check_same_locality(self, "session", "sitting", "parent", "draft")
        self._check_parent()

    def _check_parent(self) -> None:
        """A part hangs under an item of the same gathering, and under nothing that hangs under it."""
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen or (above.session_id, above.sitting_id) != (self.session_id, self.sitting_id):
                raise ValidationError({"parent": "Mục này không chứa được nội dung đang sửa."})
            seen.add(above.pk)
            above = above.parent

    @property
    def days_late(self) -> int:
        """Calendar days after the due day, as of today; a withdrawn item stopped counting when it was withdrawn."""
        return self.days_late_on(timezone.localdate())

    def days_late_on(self, today: date) -> int:
        """Calendar days after the due day, as of a day."""
        return days_late(self.due_on, self.received_on or self.stopped_on, today)

    @property
    def is_owed(self) -> bool:
        """Still to come."""
        return self.status == ItemStatus.EXPECTED

    @property
    def is_overdue(self) -> bool:
        """Owed, and the due day has passed."""
        return self.is_owed and self.days_late > 0

    @property
    def asks_for_documents(self) -> bool:
        """Whether it stands on the readiness board: questioning and ceremonies only once a day was set for them."""
        return self.kind not in ItemKind.WITHOUT_DOCUMENTS or self.due_on is not None

    @property
    def stage(self) -> Stage:
        """Its share of the readiness board, as of today."""
        if self.is_owed:
            return Stage.OVERDUE if self.is_overdue else Stage.WAITING
        if self.status in ItemStatus.STOPPED:
            return Stage.STOPPED
        return Stage.SENT if self.status == ItemStatus.SENT else Stage.WORKING

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip: what is overdue says by how much."""
        return ("late", self.lateness) if self.is_overdue else self.progress

    @property
    def progress(self) -> tuple[str, str]:
        """Its status alone, for tables whose due column says how late it is."""
        return STATES[self.status], self.get_status_display()

    @property
    def lateness(self) -> str:
        """In words what its due day came to: overdue now, or received late; empty when neither."""
        if not self.days_late:
            return ""
        return f"quá hạn {self.days_late} ngày" if self.is_owed else f"trễ {self.days_late} ngày"

    def concerned(self):
        """Who prepares, who verifies; the delegates once it was sent to them."""
        yield ConcernKind.PREPARING, self.preparing_body
        yield ConcernKind.REFERRAL, self.verifying_board
        if self.pk:
            for body in self.co_preparing_bodies.all():
                yield ConcernKind.PREPARING, body
        if self.status == ItemStatus.SENT:
            yield from for_delegates(self)


class SessionDocument(Record):
    """One version of a document of an agenda item, and who may read it."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="documents", verbose_name="nội dung kỳ họp"
    )
    role = models.CharField("loại tài liệu", max_length=15, choices=DocumentRole, default=DocumentRole.OTHER)
    title = models.CharField("tên tài liệu", max_length=300)
    version = models.PositiveSmallIntegerField("bản", default=1)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="session_documents",
        verbose_name="văn bản",
    )
    audience = models.CharField("ai được đọc", max_length=10, choices=Audience, default=Audience.INSIDE)
    text = models.TextField("toàn văn", blank=True, help_text="Dán nội dung để so sánh các bản với nhau.")

    class Meta:
        verbose_name = "tài liệu kỳ họp"
        verbose_name_plural = "tài liệu kỳ họp"
        ordering = ["item", "title", "-version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "title", "version"],
                name="sessions_document_version_once",
                violation_error_message="Tài liệu này đã có bản mang số ấy.",
            ),
            models.CheckConstraint(
                name="sessions_document_versions_begin_with_one",
                condition=Q(version__gte=1),
                violation_error_message="Số bản bắt đầu từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (bản {self.version})"

    def clean(self):
        check_same_locality(self, "item")

    @property
    def state(self) -> tuple[str, str]:
        """Who may read it, as a chip."""
        return ("none" if self.audience == Audience.INSIDE else "done"), self.get_audience_display()

    @property
    def files_closed(self) -> str:
        """Why its text and files stay as they are: what the delegates were given is not exchanged under their eyes."""
        if self.audience == Audience.INSIDE:
            return ""
        return "Bản này đã đưa cho đại biểu nên giữ nguyên; sửa đổi thì thêm bản mới."

    def concerned(self):
        """Those who work on the item; the delegates once the document is meant for them."""
        yield ConcernKind.PREPARING, self.item.preparing_body
        for body in self.item.co_preparing_bodies.all():
            yield ConcernKind.PREPARING, body
        yield ConcernKind.REFERRAL, self.item.verifying_board
        if self.audience in Audience.WITH_DELEGATES:
            yield from for_delegates(self)


class ReadReceiptQuerySet(models.QuerySet):
    """Receipts are seen with their document."""

    def visible_to(self, user):
        """Receipts of the documents that the user may see."""
        return self.filter(document__in=SessionDocument.objects.visible_to(user))


class ReadReceipt(models.Model):
    """A delegate opened a document: the first time only, per version."""

    document = models.ForeignKey(
        SessionDocument, on_delete=models.CASCADE, related_name="receipts", verbose_name="tài liệu kỳ họp"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", verbose_name="đại biểu")
    read_at = models.DateTimeField("lúc mở", auto_now_add=True)

    objects = ReadReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt mở tài liệu"
        verbose_name_plural = "lượt mở tài liệu"
        ordering = ["read_at", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="sessions_receipt_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.document}"
