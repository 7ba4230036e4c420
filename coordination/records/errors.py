"""Why an act was refused. Raised by actions and the one door, told to people by the screens."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone


class Refused(Exception):
    """An act that was not done; `message` is the sentence for the person who tried."""

    sentence = "Không làm được việc này."

    def __init__(self, message: str = ""):
        self.message = message or self.sentence
        super().__init__(self.message)


class Forbidden(Refused):
    """Theirs to see, not theirs to do."""

    sentence = "Việc này không thuộc quyền của vai bạn đang dùng."


class NotNow(Refused):
    """Not possible in the state the record is in."""

    sentence = "Hồ sơ chưa ở bước làm được việc này."


class AlreadyDone(Refused):
    """Somebody else did the same a moment ago; nothing is lost."""

    sentence = "Việc này đã có người làm rồi."


class Conflict(Refused):
    """Somebody else saved the record after it was opened here."""

    sentence = "Người khác đã lưu hồ sơ này sau khi bạn mở."

    @classmethod
    def saved_by(cls, name: str, at: datetime) -> "Conflict":
        """The refusal that names who saved, and when."""
        local = timezone.localtime(at)
        day = "" if local.date() == timezone.localdate() else f" ngày {local:%d/%m/%Y}"
        return cls(f"{name} đã lưu hồ sơ này lúc {local:%H:%M}{day}, sau khi bạn mở.")


class TakenMeanwhile(ValidationError, IntegrityError):
    """What was free when it was asked was written by somebody else a moment later: in the words of the rule that the
    database kept. Those who look for what the database refused find it as well as the pages that tell people."""
