"""Long work: one row per job. The row is the truth; the broker only rings the bell."""

from typing import Self

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coordination.audit.actors import System
from coordination.jobs.choices import JobState


class JobQuerySet(models.QuerySet):
    """Jobs are seen by who asked for them, and run by whoever claims them first."""

    def visible_to(self, user) -> Self:
        """One's own, as long as the membership they were asked for through is in force."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(requested_by=user, membership__in=user.active_memberships())

    def lease_ran_out(self, now) -> Self:
        """Running by its word, but nobody has been heard of since the lease ended."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=now)

    def waiting_since(self, before) -> Self:
        """Queued, and the bell was rung longer ago than that: the broker may have lost it."""
        return self.filter(state=JobState.QUEUED, rung_at__lt=before)


class Job(models.Model):
    """A piece of work for the worker: what, for whom, how far, and the file that came of it.

    `attempts` numbers the claims: a worker may write only while the number is the one of its own claim.
    """

    kind = models.CharField("loại", max_length=40)
    title = models.CharField("việc", max_length=200)
    params = models.JSONField("tham số", default=dict, blank=True)
    state = models.CharField("trạng thái", max_length=8, choices=JobState, default=JobState.QUEUED)
    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="địa phương"
    )
    requested_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, related_name="jobs", verbose_name="người yêu cầu"
    )
    membership = models.ForeignKey(
        "people.Membership", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="vai"
    )
    system_job = models.CharField("việc hệ thống", max_length=60, blank=True)
    created_at = models.DateTimeField("lúc yêu cầu", default=timezone.now)
    rung_at = models.DateTimeField("gọi thợ lúc", default=timezone.now)
    started_at = models.DateTimeField("lúc bắt đầu", null=True, blank=True)
    finished_at = models.DateTimeField("lúc xong", null=True, blank=True)
    lease_until = models.DateTimeField("giữ chỗ đến", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("lần chạy", default=0)
    step = models.PositiveIntegerField("bước", default=0)
    steps = models.PositiveIntegerField("số bước", default=0, help_text="0: chưa biết có bao nhiêu bước.")
    message = models.CharField("đang làm", max_length=200, blank=True)
    error = models.CharField("lỗi", max_length=500, blank=True)
    result = models.FileField("tệp kết quả", upload_to="jobs/%Y/%m", storage=default_storage, blank=True)
    result_name = models.CharField("tên tệp", max_length=200, blank=True)
    result_type = models.CharField("kiểu tệp", max_length=100, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc nền"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["requested_by", "-created_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="jobs_job_has_an_actor",
                condition=Q(requested_by__isnull=False) | ~Q(system_job=""),
                violation_error_message="Việc nền phải có người yêu cầu hoặc tên việc hệ thống.",
            ),
            models.CheckConstraint(
                name="jobs_job_runs_on_a_lease",
                condition=~Q(state="running") | Q(lease_until__isnull=False),
                violation_error_message="Việc đang chạy phải có hạn giữ chỗ.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:job-detail", args=[self.pk])

    @property
    def actor(self):
        """Who the work is done as: the person, acting as when it was asked for, or the system job."""
        if self.requested_by is None:
            return System(self.system_job)
        self.requested_by.act_as(self.membership)
        return self.requested_by

    @property
    def is_open(self) -> bool:
        """Still waiting or running."""
        return self.state in JobState.OPEN

    @property
    def chip(self) -> tuple[str, str]:
        """Icon and words of the state."""
        icon = {JobState.QUEUED: "wait", JobState.RUNNING: "soon", JobState.DONE: "done", JobState.FAILED: "late"}
        return icon[self.state], self.get_state_display()

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; none while the number of steps is unknown."""
        if self.state == JobState.DONE:
            return 100
        return min(100, self.step * 100 // self.steps) if self.steps else None


class Heartbeat(models.Model):
    """A sign of life of one part: "scheduler", "worker", or a sweep by its name, with what it last counted."""

    name = models.CharField("bộ phận", max_length=40, unique=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    detail = models.JSONField("kết quả", default=dict, blank=True)

    class Meta:
        verbose_name = "nhịp"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
