import sys

from django.core.management import call_command
from django.core.management.base import CommandError

from coordination.operations.demo.loading import DemoExists, accounts, load
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Nạp dữ liệu dùng thử: năm địa phương từ bài báo và một tỉnh không có thật. Chạy lại không đổi gì."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="xóa MỌI dữ liệu rồi nạp lại")
        parser.add_argument("--yes", action="store_true", help="không hỏi lại khi --reset")

    def handle(self, **options):
        if options["yes"] and not options["reset"]:
            raise CommandError("--yes chỉ đi cùng --reset.")
        if options["reset"]:
            self._confirm(options["yes"])
            call_command("flush", interactive=False, verbosity=0)
        try:
            loaded = load(self.stdout.write)
        except DemoExists as error:
            raise CommandError(str(error)) from None
        self.stdout.write("Đã nạp dữ liệu dùng thử." if loaded else "Dữ liệu dùng thử đã có, không đổi gì.")
        for line in accounts():
            self.stdout.write(line)

    def _confirm(self, yes: bool) -> None:
        if yes:
            return
        if not sys.stdin.isatty():
            raise CommandError("--reset xóa mọi dữ liệu: không có màn hình để hỏi lại thì ghi thêm --yes.")
        self.stdout.write("Xóa MỌI dữ liệu đang có rồi nạp lại dữ liệu dùng thử. Gõ “xóa” để tiếp tục: ", ending="")
        self.stdout.flush()
        if sys.stdin.readline().strip().lower() not in ("xóa", "xoá", "xoa"):
            raise CommandError("Không xóa gì.")
