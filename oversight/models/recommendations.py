"""What a mission asks others to do, and whether they did."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from coordination.ui.chips import due_state
from oversight.choices import RecommendationStatus
from oversight.models.missions import Mission
from sessions.models.common import check_same_locality, shortened


class Recommendation(Record):
    """A recommendation after oversight (kiến nghị sau giám sát), distinct from a voter's petition."""

    mission = models.ForeignKey(
        Mission, on_delete=models.PROTECT, related_name="recommendations", verbose_name="cuộc giám sát"
    )
    text = models.TextField("kiến nghị")
    addressee = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="recommendations", verbose_name="cơ quan thực hiện"
    )
    sent_on = models.DateField("ngày gửi")
    due_on = models.DateField("hạn", null=True, blank=True, help_text="Ngày ấn định, giữ đúng như đã viết.")
    done_on = models.DateField("ngày thực hiện xong", null=True, blank=True)
    outcome = models.TextField("kết quả thực hiện", blank=True)
    reminders = models.PositiveSmallIntegerField("số lần đôn đốc bằng văn bản", default=0)
    status = models.CharField(
        "trạng thái",
        max_length=12,
        choices=RecommendationStatus,
        default=RecommendationStatus.SENT,
        editable=False,
    )

    class Meta:
        verbose_name = "kiến nghị sau giám sát"
        verbose_name_plural = "kiến nghị sau giám sát"
        ordering = [F("due_on").desc(nulls_last=True), "-id"]
        indexes = [models.Index(fields=["locality", "sent_on"])]
        constraints = [
            models.CheckConstraint(
                name="oversight_recommendation_done_has_a_day",
                condition=Q(status="done", done_on__isnull=False) | (~Q(status="done") & Q(done_on__isnull=True)),
                violation_error_message="Kiến nghị đã thực hiện xong phải có ngày xong; chưa xong thì không.",
            ),
            models.CheckConstraint(
                name="oversight_recommendation_done_after_sent",
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("sent_on")),
                violation_error_message="Ngày thực hiện xong không được trước ngày gửi.",
            ),
            models.CheckConstraint(
                name="oversight_recommendation_due_after_sent",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("sent_on")),
                violation_error_message="Hạn phải từ ngày gửi trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.text)

    @property
    def keeper(self):
        """The body in whose book it stands."""
        return self.mission.lead_body

    def clean(self):
        super().clean()
        check_same_locality(self, "mission")

    def concerned(self):
        """Who must do it, who asked, and those who went along or got the report."""
        yield ConcernKind.ADDRESSEE, self.addressee
        yield ConcernKind.BENEFICIARY, self.mission.lead_body
        yield from self.mission.audience()

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes it."""
        return self.status in RecommendationStatus.OPEN

    def is_overdue(self, on: date) -> bool:
        """Due before the day and not done on it; what was withdrawn is owed by nobody."""
        if self.status == RecommendationStatus.WITHDRAWN or not self.due_on or self.due_on >= on:
            return False
        return self.done_on is None or self.done_on > on

    @property
    def was_late(self) -> bool:
        """Done, but after the due day."""
        return bool(self.done_on and self.due_on and self.done_on > self.due_on)

    @property
    def progress(self) -> tuple[str, str]:
        """Kind and words of the status alone; a list says beside it how the due day was kept."""
        kinds = {"sent": "wait", "in_progress": "soon", "withdrawn": "pause"}
        return kinds.get(self.status, "done"), self.get_status_display()

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip as of today: the status, unless the due day was not kept."""
        if self.was_late or self.is_overdue(timezone.localdate()):
            return due_state(self.due_on, self.done_on)
        return self.progress
