from django.db import models


class EventKind(models.TextChoices):
    """What can happen, each with the sentence that history shows."""

    CREATED = "created", "Ghi mới"
    CHANGED = "changed", "Sửa"
    MOVED = "moved", "Chuyển trạng thái"
    ATTACHED = "attached", "Đính kèm tệp"
    DOWNLOADED = "downloaded", "Tải về"
    EXPORTED = "exported", "Xuất báo cáo"
    SIGNED_IN = "signed_in", "Đăng nhập"
    SIGNED_OUT = "signed_out", "Đăng xuất"
    ACTED_AS = "acted_as", "Đổi vai"
    OBLIGATION_OPENED = "obligation_opened", "Mở nghĩa vụ"
    OBLIGATION_CLOSED = "obligation_closed", "Đóng nghĩa vụ"
    IMPORTED = "imported", "Nạp dữ liệu"
