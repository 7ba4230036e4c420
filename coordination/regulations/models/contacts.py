"""What passes between the bodies besides meetings: invitations, information, dialogues with the people."""

from django.db import models
from django.db.models import F, Q

from coordination.lib.numbers import vi
from coordination.people.choices import ConcernKind
from coordination.records.fields import PartialDateField
from coordination.records.models import Record
from coordination.regulations.choices import ExchangeKind, Precision
from coordination.regulations.models.meetings import Meeting, held_state
from coordination.regulations.models.querysets import HeldQuerySet


class Invitation(Record):
    """One body invites another to a meeting of theirs or to something that has no record here; did it come?"""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name="cuộc họp"
    )
    occasion = models.CharField("mời dự", max_length=300, blank=True, help_text="Để trống nếu đã chọn cuộc họp.")
    host = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="invitations_sent", verbose_name="cơ quan mời"
    )
    guest = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="invitations_received", verbose_name="cơ quan được mời"
    )
    held_on = PartialDateField("ngày họp")
    sent_on = models.DateField("ngày gửi giấy mời", null=True, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    attended = models.BooleanField("có dự", null=True, blank=True)
    attended_by = models.CharField("người dự", max_length=300, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy mời"
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="regulations_invitation_to_another",
                condition=~Q(host=F("guest")),
                violation_error_message="Cơ quan mời và cơ quan được mời phải khác nhau.",
            ),
            models.CheckConstraint(
                name="regulations_invitation_to_something",
                condition=Q(meeting__isnull=False) | ~Q(occasion=""),
                violation_error_message="Ghi mời dự việc gì, hoặc chọn cuộc họp.",
            ),
            models.CheckConstraint(
                name="regulations_invitation_answered_after_sent",
                condition=Q(sent_on__isnull=True) | Q(answered_on__isnull=True) | Q(answered_on__gte=F("sent_on")),
                violation_error_message="Ngày trả lời không được trước ngày gửi.",
            ),
            models.CheckConstraint(
                name="regulations_invitation_attended_by_who_came",
                condition=Q(attended_by="") | Q(attended__isnull=False, attended=True),
                violation_error_message="Có tên người dự thì phải chọn “Có dự”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host} mời {self.guest}: {self.what}"

    def concerned(self):
        """Who invites and who is invited."""
        yield ConcernKind.PARTY, self.host
        yield ConcernKind.INVITED, self.guest

    @property
    def what(self) -> str:
        """The thing invited to."""
        return self.occasion or str(self.meeting)

    @property
    def state(self) -> tuple[str, str]:
        """Chip: came, stayed away, answered or not yet."""
        if self.attended is not None:
            return ("done", "có dự") if self.attended else ("none", "không dự")
        if self.answered_on:
            return "wait", "đã trả lời, chưa ghi dự hay không"
        return ("wait", "chờ trả lời") if self.sent_on else ("none", "chưa gửi")


class InformationExchange(Record):
    """A plan, report or other information that one body gave another outside a duty of the ledger."""

    sender = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="information_sent", verbose_name="cơ quan gửi"
    )
    recipient = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="information_received", verbose_name="cơ quan nhận"
    )
    kind = models.CharField("loại", max_length=20, choices=ExchangeKind)
    title = models.CharField("nội dung", max_length=300)
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
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
        verbose_name = "lần trao đổi thông tin"
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="regulations_exchange_with_another",
                condition=~Q(sender=F("recipient")),
                violation_error_message="Cơ quan gửi và cơ quan nhận phải khác nhau.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def concerned(self):
        """Who gives and who receives."""
        yield ConcernKind.PARTY, self.sender
        yield ConcernKind.ADDRESSEE, self.recipient


class Dialogue(Record):
    """A dialogue with the people or their representatives (đối thoại)."""

    title = models.CharField("chủ đề", max_length=300)
    held_on = PartialDateField("ngày đối thoại")
    place = models.CharField("nơi đối thoại", max_length=200, blank=True)
    chair = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dialogues",
        verbose_name="cơ quan chủ trì",
    )
    groups = models.CharField("với ai", max_length=300, blank=True, help_text="Thành phần Nhân dân dự đối thoại.")
    participants = models.PositiveIntegerField("số người dự", null=True, blank=True)
    precision = models.CharField("mức chính xác", max_length=8, choices=Precision, default=Precision.EXACT)
    note = models.TextField("ghi chú", blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc đối thoại"
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.title

    def concerned(self):
        """The body in the chair."""
        yield ConcernKind.PARTY, self.chair

    @property
    def participant_words(self) -> str:
        """ "hơn 1.200 người", or nothing where nobody counted."""
        if self.participants is None:
            return ""
        qualifier = "" if self.precision == Precision.EXACT else f"{self.get_precision_display()} "
        return f"{qualifier}{vi(self.participants)} người"

    @property
    def state(self) -> tuple[str, str]:
        """Chip: held, or how far ahead."""
        return held_state(self.held_on, "đã diễn ra")
