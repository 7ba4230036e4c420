"""The reminder worker's twin: one sweep in this process, now or as of another day."""

from contextlib import nullcontext
from datetime import date

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from coordination.deadlines.models import ReminderMarker
from coordination.deadlines.reminders.offices import offices
from coordination.deadlines.reminders.sweep import Outcome, sweep
from coordination.deadlines.reminders.window import at
from coordination.lib import dates
from coordination.lib.dates import screen
from coordination.notices.models import Letter, Notice
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Quét nhắc hạn một lần, như tiến trình nền vẫn làm: ghi lời nhắc, xếp thư vào hàng đợi."

    def add_arguments(self, parser):
        parser.add_argument(
            "--date",
            metavar="D",
            help="quét như vào giờ bắt đầu gửi của ngày này (2026-07-15 hoặc 15/07/2026); mặc định là lúc này; "
            "ngày chưa tới chỉ chạy thử được",
        )
        parser.add_argument("--dry-run", action="store_true", help="chỉ liệt kê ai được nhắc việc gì, không ghi gì")

    def handle(self, *args, date=None, dry_run=False, **options):
        day = _day(date) if date else None
        if day and day > timezone.localdate() and not dry_run:
            raise CommandError(f"Ngày {screen(day)} chưa tới: thêm --dry-run để chạy thử.")
        before = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        lines: list[Notice] = []
        with transaction.atomic() if dry_run else nullcontext():
            outcome = _sweep_on(day) if day else sweep()
            for letter in outcome.letters:
                self.stdout.write(_line(letter))
            if dry_run:
                lines = list(Notice.objects.filter(pk__gt=before).select_related("recipient__person").order_by("pk"))
                transaction.set_rollback(True)
        if dry_run:
            for line in lines:
                self.stdout.write(f"{line.recipient} (hộp thông báo): {line.text}")
            self.stdout.write(f"Chạy thử, không ghi gì: {len(lines)} dòng sẽ vào hộp thông báo.")
        elif told := Notice.objects.filter(pk__gt=before).values("recipient").distinct().count():
            self.stdout.write(f"Đã nhắc {told} người trong hộp thông báo")
        if outcome.faults:
            self.stderr.write(f"{outcome.faults} việc không nhắc được vì lỗi; xem trang Vận hành.", lambda text: text)
        self.stdout.write(f"Đã xếp hàng {outcome.queued} thư")


def _day(text: str) -> date:
    try:
        return dates.parse(text)
    except dates.DateError as error:
        raise CommandError(f"--date: {error}") from error


def _sweep_on(day: date) -> Outcome:
    """Each office at the hour at which it opens; who is told by several hears at the last of these hours."""
    whole = Outcome()
    for hour in sorted({office.policy.opens_at for office in offices(day).values()}):
        part = sweep(at(day, hour))
        whole.letters += part.letters
        whole.markers += part.markers
        whole.faults += part.faults
    return whole


def _line(letter: Letter) -> str:
    """Who gets which letter; a digest with the number of its reminders."""
    kind = {"digest": "việc cần chú ý", "morning": "tờ buổi sáng"}[letter.kind]
    said = ReminderMarker.objects.filter(letter=letter.params.get("first", letter.pk)).count()
    count = f", {said} lời nhắc" if said else ""
    return f"{letter.recipient} ({letter.get_channel_display()}): {kind}{count}"
