"""The nightly task's twin: running duties follow a law that has come into force."""

from django.core.management.base import CommandError
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.actions import apply_transitions
from coordination.lib import dates
from coordination.ui.commands import Command as Base


class Command(Base):
    help = (
        "Chuyển các việc đang chạy sang quy định mới theo điều khoản chuyển tiếp, như tiến trình nền vẫn làm mỗi đêm."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--date", metavar="D", help="tính đến ngày này (2026-07-01 hoặc 01/07/2026); mặc định hôm nay"
        )

    def handle(self, *args, date=None, **options):
        count = apply_transitions(_day(date) if date else timezone.localdate(), by=System("quy định chuyển tiếp"))
        self.stdout.write(f"Đã chuyển {count} việc sang quy định mới.")


def _day(text: str):
    try:
        return dates.parse(text)
    except dates.DateError as error:
        raise CommandError(f"--date: {error}") from error
