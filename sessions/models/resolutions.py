"""What the council resolved, and the tasks that follow from it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from sessions.choices import Procedure, ResolutionChangeKind, ResolutionField, TaskStatus
from sessions.models.common import check_own_past, check_same_locality, for_delegates, link
from sessions.rules import days_late


class Resolution(Record):
    """An adopted resolution. Numbers run per type (normative or not) and year; the year stands in a normative one's."""

    number = models.CharField("số", max_length=10, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, default="NQ-HĐND")
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True, help_text="Bỏ trống thì lấy năm thông qua.")
    title = models.CharField("trích yếu", max_length=500)
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name="kỳ họp",
    )
    draft = models.ForeignKey(
        "council_sessions.DraftResolution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name="từ dự thảo",
    )
    is_normative = models.BooleanField("văn bản quy phạm pháp luật", default=False)
    procedure = models.CharField("trình tự", max_length=10, choices=Procedure, default=Procedure.ORDINARY)
    field = models.CharField("lĩnh vực", max_length=15, choices=ResolutionField, blank=True)
    topic = models.CharField("chuyên đề", max_length=200, blank=True)
    adopted_on = models.DateField("ngày thông qua", null=True, blank=True)
    signed_on = models.DateField("ngày ký chứng thực", null=True, blank=True)
    effective_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    signed_by = link("people.Person", "+", "người ký chứng thực")
    sent_up_on = models.DateField("gửi cấp trên ngày", null=True, blank=True)
    sent_to_gazette_on = models.DateField("gửi đăng Công báo ngày", null=True, blank=True)
    published_on = models.DateField("đăng Công báo, cơ sở dữ liệu ngày", null=True, blank=True)
    published_in = models.CharField("đăng tại", max_length=200, blank=True)
    posted_on = models.DateField("niêm yết, công khai ngày", null=True, blank=True)
    ended_on = models.DateField("hết hiệu lực từ", null=True, blank=True, editable=False)
    rollout_conference_on = models.DateField("hội nghị triển khai", null=True, blank=True)
    rollout_meeting = link("regulations.Meeting", "rolled_out", "cuộc họp triển khai")

    class Meta:
        verbose_name = "nghị quyết"
        verbose_name_plural = "nghị quyết"
        ordering = [F("adopted_on").desc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "is_normative", "year", "number"],
                condition=~Q(number=""),
                name="sessions_resolution_number_once",
                violation_error_message="Số này đã dùng cho một nghị quyết cùng loại trong năm.",
            ),
            models.CheckConstraint(
                name="sessions_resolution_number_has_a_year",
                condition=Q(number="") | Q(year__isnull=False),
                violation_error_message="Nghị quyết có số thì phải biết năm.",
            ),
            models.CheckConstraint(
                name="sessions_resolution_signed_after_adopted",
                condition=Q(signed_on__isnull=True) | Q(adopted_on__isnull=True) | Q(signed_on__gte=F("adopted_on")),
                violation_error_message="Ngày ký phải từ ngày thông qua trở đi.",
            ),
            models.CheckConstraint(
                name="sessions_resolution_rollout_after_adopted",
                condition=Q(rollout_conference_on__isnull=True)
                | Q(adopted_on__isnull=True)
                | Q(rollout_conference_on__gte=F("adopted_on")),
                violation_error_message="Hội nghị triển khai phải sau khi nghị quyết được thông qua.",
            ),
        ]

    def __str__(self) -> str:
        return f"Nghị quyết {self.code}: {self.title}" if self.number else self.title

    def clean(self):
        if self.year is None and self.adopted_on:
            self.year = self.adopted_on.year
        self.number = self.number.strip()
        check_same_locality(self, "session", "draft", "rollout_meeting")
        if taken := self.with_same_number():
            raise ValidationError({"number": f"Số này đã dùng năm {taken.year} cho “{taken.public_title}”."})

    def with_same_number(self) -> "Resolution | None":
        """Another one of the same type and year that has this number; 5 and 05 are one number."""
        if not self.number or self.year is None:
            return None
        rows = Resolution.objects.filter(
            locality=self.locality_id, is_normative=self.is_normative, year=self.year
        ).exclude(pk=self.pk)
        if self.number.isascii() and self.number.isdigit():
            return rows.filter(number__regex=rf"^0*{int(self.number)}$").first()
        return rows.filter(number__iexact=self.number).first()

    @property
    def code(self) -> str:
        """Number and symbol as written: 05/2026/NQ-HĐND (normative), 22/NQ-HĐND; empty without a number."""
        if not self.number:
            return ""
        parts = (self.number, str(self.year), self.symbol) if self.is_normative else (self.number, self.symbol)
        return "/".join(part for part in parts if part)

    @property
    def state(self) -> tuple[str, str]:
        """How far it has come: adopted, signed, in force, suspended, ended."""
        today = timezone.localdate()
        if self.ended_on and self.ended_on <= today:
            return "none", "hết hiệu lực"
        if self.effective_from and self.effective_from <= today:
            return ("pause", "ngưng hiệu lực") if self.is_suspended(today) else ("done", "có hiệu lực")
        if self.signed_on:
            return "soon", "đã ký chứng thực"
        return "wait", "chờ ký chứng thực"

    def is_suspended(self, on: date) -> bool:
        """Whether the last stop of its effect had not been lifted on the day; lists fetch `changes` with the rows."""
        kinds = (ResolutionChangeKind.SUSPENDED, ResolutionChangeKind.RESUMED)
        stops = [row.kind for row in self.changes.all() if row.kind in kinds and row.effective_on <= on]
        return bool(stops) and stops[-1] == ResolutionChangeKind.SUSPENDED

    def concerned(self):
        """The delegates, and the bodies that have a task of it."""
        yield from for_delegates(self)
        for task in self.tasks.select_related("owner"):
            yield ConcernKind.OWNER, task.owner


class ResolutionTask(Record):
    """Something a resolution makes a body do by a day."""

    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, related_name="tasks", verbose_name="nghị quyết"
    )
    title = models.CharField("nhiệm vụ", max_length=300)
    owner = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="resolution_tasks", verbose_name="cơ quan thực hiện"
    )
    due_on = models.DateField("hạn", null=True, blank=True)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    percent = models.PositiveSmallIntegerField("tiến độ (%)", null=True, blank=True, editable=False)
    result = models.TextField("kết quả, minh chứng", blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=TaskStatus, default=TaskStatus.OPEN)

    class Meta:
        verbose_name = "nhiệm vụ theo nghị quyết"
        verbose_name_plural = "nhiệm vụ theo nghị quyết"
        ordering = ["-status", F("due_on").asc(nulls_last=True), "id"]  # open before done
        constraints = [
            models.CheckConstraint(
                name="sessions_task_done_has_a_day",
                condition=Q(status=TaskStatus.DONE, done_on__isnull=False)
                | Q(status=TaskStatus.OPEN, done_on__isnull=True),
                violation_error_message="Nhiệm vụ đã xong thì ghi ngày xong.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        check_same_locality(self, "resolution")

    @property
    def days_late(self) -> int:
        """Calendar days after the due day, as of today."""
        return days_late(self.due_on, self.done_on, timezone.localdate())

    @property
    def progress(self) -> tuple[str, str]:
        """Its status alone, for tables whose due column says how late it is."""
        return ("done" if self.status == TaskStatus.DONE else "wait"), self.get_status_display()

    @property
    def state(self) -> tuple[str, str]:
        """Done in time or late, else overdue or under way."""
        late = self.days_late
        if self.status == TaskStatus.DONE:
            return "done", f"xong, trễ {late} ngày" if late else "xong"
        return ("late", f"quá hạn {late} ngày") if late else ("wait", self.get_status_display())

    def concerned(self):
        """Who has to do it."""
        yield ConcernKind.OWNER, self.owner


class TaskReport(Record):
    """How far a task had come on a day, with evidence; the newest one is the task's progress."""

    task = models.ForeignKey(ResolutionTask, on_delete=models.PROTECT, related_name="reports", verbose_name="nhiệm vụ")
    reported_on = models.DateField("ngày báo cáo")
    percent = models.PositiveSmallIntegerField("tiến độ (%)")
    text = models.TextField("kết quả, khó khăn")
    document = link("documents.OfficialDocument", "+", "văn bản báo cáo")

    class Meta:
        verbose_name = "báo cáo tiến độ"
        verbose_name_plural = "báo cáo tiến độ"
        ordering = ["task", "reported_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_task_report_percent",
                condition=Q(percent__lte=100),
                violation_error_message="Tiến độ từ 0 đến 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%: {self.task}"

    def clean(self):
        check_same_locality(self, "task")

    def concerned(self):
        """Who does the task."""
        yield ConcernKind.OWNER, self.task.owner


class ResolutionChange(Record):
    """A later document amends, replaces, repeals or suspends a resolution, also of a place that was succeeded."""

    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, related_name="changes", verbose_name="nghị quyết"
    )
    kind = models.CharField("thay đổi", max_length=12, choices=ResolutionChangeKind)
    by_resolution = link(Resolution, "changes_made", "bằng nghị quyết")
    document = link("documents.OfficialDocument", "+", "bằng văn bản khác")
    effective_on = models.DateField("từ ngày")
    note = models.TextField("điều khoản, ghi chú", blank=True)

    class Meta:
        verbose_name = "thay đổi hiệu lực"
        verbose_name_plural = "thay đổi hiệu lực"
        ordering = ["effective_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_change_is_not_by_itself",
                condition=Q(by_resolution__isnull=True) | ~Q(by_resolution=F("resolution")),
                violation_error_message="Nghị quyết không tự sửa đổi chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()}: {self.resolution}"

    def clean(self):
        check_own_past(self, "resolution")
        check_same_locality(self, "by_resolution")
        alone = (ResolutionChangeKind.EXPIRED, ResolutionChangeKind.RESUMED)
        if self.kind and self.kind not in alone and not (self.by_resolution or self.document):
            raise ValidationError({"by_resolution": "Chọn nghị quyết hoặc văn bản làm thay đổi hiệu lực."})
        first = getattr(self, "resolution", None) and self.resolution.adopted_on
        if first and self.effective_on and self.effective_on < first:
            raise ValidationError({"effective_on": f"Nghị quyết được thông qua ngày {screen(first)}: ghi từ ngày ấy."})

    @property
    def state(self) -> tuple[str, str]:
        """What kind of change, as a chip."""
        kinds = {ResolutionChangeKind.SUSPENDED: "pause", ResolutionChangeKind.RESUMED: "done"}
        return kinds.get(self.kind, "none" if self.kind in ResolutionChangeKind.ENDING else "soon"), str(
            self.get_kind_display()
        )

    @property
    def source(self):
        """The later resolution or document that makes the change, if there is one."""
        return self.by_resolution or self.document

    def concerned(self):
        """All delegates, as with the resolution."""
        yield from for_delegates(self)
