"""Posts that the council gives and takes: candidate, post, vote, resolution, confirmation, and the appointment."""

from django.db import models
from django.db.models import Q

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from sessions.choices import PersonnelKind, PersonnelStatus
from sessions.models.common import check_same_locality, for_delegates, link

STATES = {
    PersonnelStatus.PROPOSED: "wait",
    PersonnelStatus.APPROVED: "soon",
    PersonnelStatus.REJECTED: "none",
    PersonnelStatus.CONFIRMED: "done",
    PersonnelStatus.WITHDRAWN: "none",
}


class PersonnelMatter(Record):
    """An election to a post, a relief, a dismissal: one person, one post, one decision of the council."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        related_name="personnel_matters",
        verbose_name="kỳ họp",
    )
    kind = models.CharField("việc", max_length=12, choices=PersonnelKind)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="personnel_matters", verbose_name="người"
    )
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan")
    post = models.CharField("chức vụ", max_length=160)
    proposed_by = link("people.Body", "+", "cơ quan giới thiệu, đề nghị")
    needs_confirmation = models.BooleanField(
        "phải được phê chuẩn", default=False, help_text="Kết quả do cấp trên phê chuẩn rồi mới có hiệu lực."
    )
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    resolution = link("council_sessions.Resolution", "personnel_matters", "nghị quyết xác nhận")
    confirmed_on = models.DateField("ngày phê chuẩn", null=True, blank=True)
    confirming_document = link("documents.OfficialDocument", "+", "văn bản phê chuẩn")
    appointment = link("people.Appointment", "+", "chức vụ đã ghi", editable=False)
    note = models.TextField("ghi chú", blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=PersonnelStatus, default=PersonnelStatus.PROPOSED)

    class Meta:
        verbose_name = "việc nhân sự"
        verbose_name_plural = "việc nhân sự"
        ordering = ["-session", "id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_personnel_decided_has_a_day",
                condition=Q(status__in=(PersonnelStatus.PROPOSED, PersonnelStatus.WITHDRAWN))
                | Q(decided_on__isnull=False),
                violation_error_message="Đã quyết định thì ghi ngày.",
            ),
            models.CheckConstraint(
                name="sessions_personnel_confirmed_has_a_day",
                condition=~Q(status=PersonnelStatus.CONFIRMED) | Q(confirmed_on__isnull=False),
                violation_error_message="Đã phê chuẩn thì ghi ngày.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()} {self.person}, {self.post}"

    def clean(self):
        check_same_locality(self, "session", "person", "resolution")

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip; what needs no confirmation is done when it was approved."""
        if self.status == PersonnelStatus.APPROVED and not self.needs_confirmation:
            return "done", self.get_status_display()
        return STATES[self.status], self.get_status_display()

    def concerned(self):
        """The person and who proposes; the delegates once the council decided."""
        yield ConcernKind.NAMED, self.person
        yield ConcernKind.PARTY, self.proposed_by
        if self.status not in (PersonnelStatus.PROPOSED, PersonnelStatus.WITHDRAWN):
            yield from for_delegates(self)
