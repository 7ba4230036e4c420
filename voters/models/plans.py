"""The plan of a round of contact with voters: its points are the meetings that name it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from coordination.people.choices import BodyKind, ConcernKind
from coordination.people.models import Body
from coordination.records.models import Record
from sessions.queries import council_of
from voters.choices import MeetingKind, PlanStatus


class ContactPlan(Record):
    """Where and when delegates meet voters in one round, as the Standing Committee and the Front agreed it."""

    name = models.CharField("tên kế hoạch", max_length=200)
    kind = models.CharField("đợt, hình thức", max_length=12, choices=MeetingKind)
    status = models.CharField("trạng thái", max_length=12, choices=PlanStatus, default=PlanStatus.DRAFT, editable=False)
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_plans",
        verbose_name="gắn với kỳ họp",
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    led_by = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan chủ trì",
        help_text="Thường là MTTQ; điểm nào có nơi khác chủ trì thì ghi ở điểm ấy.",
    )
    prepared_by = models.ManyToManyField(
        "people.Body", blank=True, related_name="+", verbose_name="cơ quan cùng xây dựng kế hoạch"
    )
    number = models.CharField("số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ 45/KH-HĐND-MTTQ.")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
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
        verbose_name = "kế hoạch tiếp xúc cử tri"
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["locality", "status", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                name="voters_plan_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Đến ngày phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                name="voters_plan_issued_with_date",
                condition=Q(status="draft") | Q(issued_on__isnull=False),
                violation_error_message="Kế hoạch đã ban hành phải có ngày ban hành.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Đến ngày phải từ ngày bắt đầu trở đi."})

    def concerned(self):
        """Who leads it and who drew it up; once issued also the delegates and the places where its points are."""
        yield ConcernKind.PARTY, self.led_by
        for body in self.prepared_by.all():
            yield ConcernKind.PREPARING, body
        if self.status == PlanStatus.DRAFT:
            return
        yield ConcernKind.ADDRESSEE, council_of(self.locality)
        places = self.meetings.exclude(place=None).exclude(place=self.locality_id).values("place")
        for body in Body.objects.filter(locality__in=places, kind__in=BodyKind.PRINCIPAL):
            yield ConcernKind.TERRITORY, body

    @property
    def state(self) -> tuple[str, str]:
        kind = {PlanStatus.DRAFT: "none", PlanStatus.ISSUED: "wait", PlanStatus.CLOSED: "done"}[self.status]
        label = self.get_status_display()
        return kind, label[:1].upper() + label[1:]
