from django.db import models


class NoticeKind(models.TextChoices):
    """Why somebody is told."""

    TASK = "task", "Việc mới"
    CHANGE = "change", "Có thay đổi"
    REMINDER = "reminder", "Nhắc hạn"
    RESULT = "result", "Xong việc nền"
    FAILURE = "failure", "Việc nền lỗi"
