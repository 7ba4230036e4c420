"""The worker's twin: does what waits in this process and ends."""

from coordination.jobs import runner
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Làm hết việc nền đang chờ ngay trong tiến trình này, kể cả việc mà thợ trước bỏ dở, rồi dừng."

    def handle(self, *args, **options):
        self.stderr.write("Đang tìm việc bị bỏ dở…", lambda text: text)
        runner.reclaim()
        count = runner.run_waiting()
        self.stdout.write(f"Đã làm {count} việc nền.")
