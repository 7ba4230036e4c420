"""The reminder worker's twin: one sweep in this process, now or as of another day."""

from collections import defaultdict
from contextlib import nullcontext
from datetime import date, time

from django.core.management.base import CommandError
from django.db import transaction

from coordination.deadlines.models import ReminderMarker
from coordination.deadlines.reminders.offices import offices
from coordination.deadlines.reminders.sweep import Outcome, sweep
from coordination.deadlines.reminders.window import at
from coordination.lib import dates
from coordination.notices.models import Letter
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Quét nhắc hạn một lần, như tiến trình nền vẫn làm: ghi lời nhắc, xếp thư vào hàng đợi."

    def add_arguments(self, parser):
        parser.add_argument(
            "--date",
            metavar="D",
            help="quét như vào giờ bắt đầu gửi của ngày này (2026-07-15 hoặc 15/07/2026); mặc định là lúc này",
        )
        parser.add_argument("--dry-run", action="store_true", help="chỉ liệt kê, không ghi gì")

    def handle(self, *args, date=None, dry_run=False, **options):
        day = _day(date) if date else None
        with transaction.atomic() if dry_run else nullcontext():
            outcome = _sweep_on(day) if day else sweep()
            for letter in outcome.letters:
                self.stdout.write(_line(letter))
            if dry_run:
                transaction.set_rollback(True)
        if dry_run:
            self.stdout.write(f"Chạy thử, không ghi gì: {outcome.markers} lời nhắc sẽ vào hộp thông báo.")
        if outcome.faults:
            self.stderr.write(f"{outcome.faults} việc không nhắc được vì lỗi; xem trang Vận hành.", lambda text: text)
        self.stdout.write(f"Đã xếp hàng {outcome.queued} thư")


def _day(text: str) -> date:
    try:
        return dates.parse(text)
    except dates.DateError as error:
        raise CommandError(f"--date: {error}") from error


def _sweep_on(day: date) -> Outcome:
    """Each office at the hour at which it opens."""
    opening: dict[time, list[int]] = defaultdict(list)
    for locality_id, office in offices(day).items():
        opening[office.policy.opens_at].append(locality_id)
    whole = Outcome()
    for hour, localities in sorted(opening.items()):
        part = sweep(at(day, hour), localities=localities)
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
