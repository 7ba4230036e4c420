"""The twin of the task that asks for next year's calendar."""

from coordination.deadlines import asking
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Từ tháng 10: nhắc người giữ lịch ghi ngày nghỉ của năm sau, mỗi tuần một lần, cho tới khi lịch chính thức."

    def handle(self, *args, **options):
        count = asking.ask()
        self.stdout.write(
            f"Đã nhắc {count} người ghi lịch năm sau." if count else "Chưa cần nhắc, hoặc tuần này đã nhắc."
        )
