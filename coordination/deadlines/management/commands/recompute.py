"""Repair: every open duty gets the day that its rule and the calendar give it."""

from coordination.deadlines.actions import recalculation
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Tính lại hạn của mọi việc chưa xong theo quy định và lịch đang có; việc nào đổi hạn đều có dòng nhật ký."

    def handle(self, *args, **options):
        count = recalculation.settle()
        self.stdout.write(f"{count} việc có hạn mới." if count else "Mọi hạn đều đúng với quy định và lịch.")
