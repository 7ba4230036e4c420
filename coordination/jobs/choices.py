from enum import nonmember

from django.db import models


class JobState(models.TextChoices):
    """Where a piece of long work stands."""

    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Xong"
    FAILED = "failed", "Không xong"

    OPEN = nonmember(("queued", "running"))
