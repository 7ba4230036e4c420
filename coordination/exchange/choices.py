from enum import nonmember

from django.db import models


class Verdict(models.TextChoices):
    """What becomes of a row of the file."""

    CREATE = "create", "ghi mới"
    UPDATE = "update", "sửa"
    SAME = "same", "đã đúng sẵn"
    FAULT = "fault", "có lỗi"


class ImportState(models.TextChoices):
    """Where a file stands."""

    CHECKING = "checking", "đang xem trước"
    FAULTY = "faulty", "có lỗi, chưa nạp"
    READY = "ready", "chờ nạp"
    LOADING = "loading", "đang nạp"
    LOADED = "loaded", "đã nạp"
    UNDONE = "undone", "đã hoàn tác"
    DISCARDED = "discarded", "đã bỏ"

    OPEN = nonmember(("checking", "faulty", "ready"))
    WORKING = nonmember(("checking", "loading"))
