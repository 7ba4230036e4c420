from django.db import models


class NoticeKind(models.TextChoices):
    """Why somebody is told."""

    TASK = "task", "Việc mới"
    CHANGE = "change", "Có thay đổi"
    REMINDER = "reminder", "Nhắc hạn"
    RESULT = "result", "Xong việc nền"
    FAILURE = "failure", "Việc nền lỗi"


class Channel(models.TextChoices):
    """How a letter travels; the in-app inbox needs none."""

    EMAIL = "email", "Thư điện tử"
    WEBHOOK = "webhook", "Cổng tin nhắn"


class LetterState(models.TextChoices):
    """Where a letter stands."""

    QUEUED = "queued", "Đang chờ"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Không gửi được"
    DROPPED = "dropped", "Thôi gửi"


class Frequency(models.TextChoices):
    """How often somebody wants the digest."""

    DAILY = "daily", "hằng ngày"
    WEEKLY = "weekly", "mỗi tuần, ngày làm việc đầu tuần"
