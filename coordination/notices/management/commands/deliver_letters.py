"""The outbox task's twin: sends what waits in this process and ends."""

import math

from django.core.management.base import CommandError

from coordination.lib.numbers import vi
from coordination.notices import delivery
from coordination.notices.choices import Channel, LetterState
from coordination.ui.commands import Command as Base

WORDS = (
    (LetterState.SENT, "đã gửi"),
    (LetterState.QUEUED, "hẹn gửi lại"),
    (LetterState.FAILED, "không gửi được"),
    (LetterState.DROPPED, "thôi gửi"),
)


class Command(Base):
    help = "Gửi mọi thư đang chờ trong hộp thư đi ngay trong tiến trình này rồi dừng."

    def handle(self, *args, **options):
        outcome = delivery.deliver(patience=math.inf)
        self.stdout.write("Thư: " + ", ".join(f"{words} {vi(outcome.counts[state])}" for state, words in WORDS) + ".")
        if outcome.troubles:
            raise CommandError(
                " ".join(f"{Channel(channel).label}: {words}" for channel, words in outcome.troubles.items())
            )
