"""Missions: who goes where to look at what, whom they visit, what they conclude."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from oversight.choices import MissionKind, MissionStatus, TargetGroup
from oversight.models.programmes import Topic
from sessions.models.common import check_same_locality

ENDS_AFTER_IT_BEGINS = "Ngày kết thúc không được trước ngày bắt đầu."


class Mission(Record):
    """One oversight delegation or survey: who, on what, where, planned and real days."""

    kind = models.CharField("hình thức", max_length=16, choices=MissionKind)
    title = models.CharField("nội dung", max_length=300)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="missions", verbose_name="chuyên đề"
    )
    lead_body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="missions_led", verbose_name="chủ trì"
    )
    bodies = models.ManyToManyField(
        "people.Body", blank=True, related_name="missions", verbose_name="các chủ thể cùng giám sát"
    )
    invited = models.ManyToManyField(
        "people.Body",
        blank=True,
        related_name="missions_invited",
        verbose_name="mời tham gia",
        help_text="Đại diện cơ quan khác tham gia đoàn.",
    )
    copied_to = models.ManyToManyField(
        "people.Body",
        blank=True,
        related_name="missions_reported_to",
        verbose_name="gửi báo cáo cho",
        help_text="Để cùng theo dõi việc thực hiện kiến nghị.",
    )
    place = models.CharField("địa bàn, địa điểm", max_length=200, blank=True)
    place_alias = models.CharField("cách viết khác của địa điểm", max_length=200, blank=True)
    planned_start = models.DateField("bắt đầu theo kế hoạch", null=True, blank=True)
    planned_end = models.DateField("kết thúc theo kế hoạch", null=True, blank=True)
    started_on = models.DateField("ngày bắt đầu", null=True, blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    decision = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="quyết định thành lập đoàn",
    )
    report_on = models.DateField("ngày báo cáo", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    note = models.TextField("ghi chú", blank=True)
    status = models.CharField(
        "trạng thái", max_length=12, choices=MissionStatus, default=MissionStatus.PLANNED, editable=False
    )

    class Meta:
        verbose_name = "cuộc giám sát"
        verbose_name_plural = "cuộc giám sát, khảo sát"
        ordering = [Coalesce("started_on", "planned_start").desc(nulls_last=True), "-id"]
        indexes = [models.Index(fields=["locality", "started_on"])]
        constraints = [
            models.CheckConstraint(
                name="oversight_mission_plan_in_order",
                condition=Q(planned_start__isnull=True)
                | Q(planned_end__isnull=True)
                | Q(planned_end__gte=F("planned_start")),
                violation_error_message=ENDS_AFTER_IT_BEGINS,
            ),
            models.CheckConstraint(
                name="oversight_mission_days_in_order",
                condition=Q(started_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=ENDS_AFTER_IT_BEGINS,
            ),
            models.CheckConstraint(
                name="oversight_mission_report_after_it_begins",
                condition=Q(started_on__isnull=True) | Q(report_on__isnull=True) | Q(report_on__gte=F("started_on")),
                violation_error_message="Ngày báo cáo không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="oversight_mission_days_fit_the_status",
                condition=Q(status__in=MissionStatus.NOT_BEGUN, started_on=None, ended_on=None, report_on=None)
                | Q(status="under_way", started_on__isnull=False, ended_on=None, report_on=None)
                | Q(status="held", report_on=None)
                | Q(status__in=MissionStatus.WITH_REPORT, started_on__isnull=False, report_on__isnull=False),
                violation_error_message="Chưa tiến hành thì chưa có ngày; đang làm, đã báo cáo thì phải có ngày.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def keeper(self):
        """The body in whose book it stands."""
        return self.lead_body

    def clean(self):
        super().clean()
        check_same_locality(self, "topic")

    def audience(self):
        """Whom everything about the mission concerns: those who go, are invited, or get the report."""
        yield ConcernKind.OWNER, self.lead_body
        for body in self.bodies.all():
            yield ConcernKind.PARTY, body
        for body in self.invited.all():
            yield ConcernKind.INVITED, body
        for body in self.copied_to.all():
            yield ConcernKind.ADDRESSEE, body

    def concerned(self):
        """The same, the bodies visited, and those that were asked to do something: they may know why."""
        yield from self.audience()
        for target in self.targets.filter(body__isnull=False).select_related("body"):
            yield ConcernKind.TARGET, target.body
        for recommendation in self.recommendations.select_related("addressee"):
            yield ConcernKind.ADDRESSEE, recommendation.addressee

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip as of today."""
        return self.state_on(timezone.localdate())

    def state_on(self, on: date) -> tuple[str, str]:
        """How it stands, and by how much it is behind its plan or outlasted it."""
        words, behind = self.get_status_display(), self.days_behind(on)
        if self.status == MissionStatus.PLANNED:
            return ("late", f"chưa bắt đầu, chậm {behind} ngày") if behind else ("wait", words)
        if self.status == MissionStatus.UNDER_WAY:
            return ("late", f"{words}, quá kế hoạch {behind} ngày") if behind else ("soon", words)
        kind = {MissionStatus.REPORTED: "soon", MissionStatus.CANCELLED: "pause"}.get(self.status, "done")
        return kind, f"{words}, kéo dài {behind} ngày" if behind else words

    def days_behind(self, on: date) -> int:
        """Calendar days by which it ended after its plan, or is behind it as of `on`; 0 where nothing is known."""
        if self.status == MissionStatus.CANCELLED:
            return 0
        if self.status == MissionStatus.PLANNED:
            return max((on - self.planned_start).days, 0) if self.planned_start else 0
        end = on if self.status == MissionStatus.UNDER_WAY else self.ended_on
        return max((end - self.planned_end).days, 0) if end and self.planned_end else 0


class Target(Record):
    """A body that a mission visits; one that the program does not know is written by name."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="targets", verbose_name="cuộc giám sát")
    body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised",
        verbose_name="cơ quan",
    )
    name = models.CharField("tên đơn vị", max_length=200, blank=True, help_text="Để trống nếu đã chọn cơ quan.")
    group = models.CharField("nhóm", max_length=12, choices=TargetGroup)

    class Meta:
        verbose_name = "đối tượng giám sát"
        verbose_name_plural = "đối tượng giám sát"
        ordering = ["group", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "name"],
                name="oversight_target_once_per_mission",
                violation_error_message="Đơn vị này đã có trong cuộc giám sát.",
            ),
            models.UniqueConstraint(
                fields=["mission", "body"],
                condition=Q(body__isnull=False),
                name="oversight_target_body_once_per_mission",
                violation_error_message="Cơ quan này đã có trong cuộc giám sát.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def keeper(self):
        """The body in whose book it stands."""
        return self.mission.lead_body

    def clean(self):
        """A known body gives its name; names are written alike, so that each is counted once."""
        super().clean()
        check_same_locality(self, "mission")
        self.name = " ".join((self.name or (self.body.name if self.body_id else "")).split())
        if not self.name:
            raise ValidationError({"name": "Chọn cơ quan hoặc ghi tên đơn vị."})

    def concerned(self):
        """The supervised body, and those who go or get the report."""
        yield from self.mission.audience()
        yield ConcernKind.TARGET, self.body


class Conclusion(Record):
    """What a mission concluded (kết luận giám sát)."""

    mission = models.ForeignKey(
        Mission, on_delete=models.PROTECT, related_name="conclusions", verbose_name="cuộc giám sát"
    )
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản kết luận",
    )
    issued_on = models.DateField("ngày kết luận", null=True, blank=True)
    text = models.TextField("nội dung")

    class Meta:
        verbose_name = "kết luận giám sát"
        verbose_name_plural = "kết luận giám sát"
        ordering = [F("issued_on").desc(nulls_last=True), "-id"]

    def __str__(self) -> str:
        return f"Kết luận: {self.mission}"

    @property
    def keeper(self):
        """The body in whose book it stands."""
        return self.mission.lead_body

    def clean(self):
        super().clean()
        check_same_locality(self, "mission")

    def concerned(self):
        """All whom the mission concerns, the bodies visited and asked among them."""
        return self.mission.concerned()
