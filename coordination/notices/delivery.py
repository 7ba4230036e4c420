"""Sending what waits in the outbox: claim, compose, hand over, record.

A claim is a conditional update with a lease, like a job's. Nothing is lost: whatever ends the sender leaves a row that
is taken up again. Nothing is doubled, but for one gap that no sender can close: between the server's acceptance and our
record. A letter that was in that gap is marked `is_doubtful` and sent again under the same Message-ID.
"""

import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import OperationalError
from django.db.models import BooleanField, Case, F, Value, When
from django.utils import timezone

from coordination.lib.crashpoints import passing
from coordination.lib.faults import where
from coordination.notices import channels
from coordination.notices.choices import Channel, LetterState
from coordination.notices.letters import Later, Message, UnknownKind, composer_of
from coordination.notices.models import Letter

logger = logging.getLogger(__name__)

LEASE = timedelta(hours=1)
"""How long a sender may be silent before its letter is given to another one."""
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long a letter waits after its first, second… refusal; the last one holds from then on."""
MAX_ATTEMPTS = 28
"""About a day: 21 minutes and 24 hours."""
PASS = 50.0
"""Seconds that one pass takes up letters, so that a long outbox does not keep other work waiting."""
ERROR = Letter._meta.get_field("error").max_length
SUBJECT = Letter._meta.get_field("subject").max_length


class LeaseLost(Exception):
    """The letter was given to somebody else; what this sender does with it counts no more."""


@dataclass
class Outcome:
    """What a pass did: letters by the state they were left in, and the channels that did not work."""

    counts: Counter = field(default_factory=Counter)
    troubles: dict[str, str] = field(default_factory=dict)


def deliver(patience: float = PASS) -> Outcome:
    """Send what waits, channel by channel, taking up letters for so many seconds. Several may run at once."""
    outcome, end = Outcome(), time.monotonic() + patience
    for channel in Channel.values:
        try:
            _empty(channel, outcome.counts, end)
        except channels.Unreachable as trouble:
            outcome.troubles[channel] = trouble.words
            logger.warning("%s: the server does not work, the other letters wait", channel)
    return outcome


def _empty(channel: str, counts: Counter, end: float) -> None:
    """Every waiting letter of a channel over one connection; the first failure of the server ends it."""
    if not Letter.objects.waiting(timezone.now()).filter(channel=channel).exists():
        return
    # Opened before anything is claimed: while the server is down no letter uses up an attempt.
    with channels.opened(channel) as way:
        while time.monotonic() < end and (letter := _claim_next(channel)):
            passing("outbox-1")
            try:
                counts[_send(letter, way)] += 1
            except LeaseLost:
                logger.warning("letter %s: lease lost, another sender has it", letter.pk)
            passing("outbox-4")


def _claim_next(channel: str) -> Letter | None:
    """The oldest waiting letter that no other sender takes first."""
    while True:
        now = timezone.now()
        waiting = Letter.objects.waiting(now).filter(channel=channel).order_by("not_before", "id")
        ids = list(waiting.values_list("pk", flat=True)[:20])
        if not ids:
            return None
        for pk in ids:
            if letter := _claim(pk, now):
                return letter


def _claim(pk: int, now) -> Letter | None:
    # A subject in a row that is being sent says that the letter was about to be handed over (`_announce`).
    handed = Case(
        When(state=LetterState.SENDING, subject__gt="", then=Value(True)),
        default=F("is_doubtful"),
        output_field=BooleanField(),
    )
    claim = {"state": LetterState.SENDING, "lease_until": now + LEASE, "attempts": F("attempts") + 1}
    if Letter.objects.waiting(now).filter(pk=pk).update(is_doubtful=handed, **claim, subject="") != 1:
        return None
    people = ("recipient__person__locality", "membership__body__locality")
    return Letter.objects.select_related(*people).get(pk=pk)


def _send(letter: Letter, way) -> str:
    """Take one claimed letter as far as it goes; returns the state it was left in."""
    try:
        if reason := _hindrance(letter, way):
            return _end(letter, LetterState.DROPPED, error=reason)
        message = _composed(letter)
        if message is None:
            return _end(letter, LetterState.DROPPED, error="Không còn điều gì phải nhắc.")
        passing("outbox-2")
        _announce(letter, message)
        way.send(letter, message)
    except Later as later:
        until = max(later.until, timezone.now() + WAITS[0])  # never so soon that this pass takes it up again
        return _end(letter, LetterState.QUEUED, not_before=until, error="")
    except channels.Rejected as trouble:
        return _end(letter, LetterState.FAILED, error=trouble.words)
    except channels.Deferred as trouble:
        return _put_back(letter, trouble, give_up=True)
    except channels.Unreachable as trouble:
        _put_back(letter, trouble, give_up=False)
        raise
    passing("outbox-3")
    return _end(letter, LetterState.SENT, sent_at=timezone.now(), error="")


def _hindrance(letter: Letter, way) -> str:
    """Why nothing is sent to this person any more, or nothing."""
    user = letter.recipient
    if not user.is_active:
        return "Tài khoản đã khóa."
    if not way.address(user):
        return "Người này chưa có địa chỉ thư điện tử."
    if letter.membership:
        if not user.active_memberships().filter(pk=letter.membership_id).exists():
            return "Người này không còn giữ vai ấy."
        user.act_as(letter.membership)
    return ""


def _composed(letter: Letter) -> Message | None:
    """The text as of now. A composer's mistake costs its own letter and no other."""
    try:
        return composer_of(letter.kind)(letter)
    except UnknownKind:
        raise channels.Rejected(f"Chương trình không còn biết viết thư loại “{letter.kind}”.") from None
    except Later:
        raise
    except OperationalError as error:  # the database is busy or away: not the letter's fault
        raise channels.Deferred("Cơ sở dữ liệu không trả lời khi viết thư.") from error
    except Exception as error:
        # Not the exception's words: they may quote a person's name.
        logger.error("letter %s: its composer failed, %s", letter.pk, where(error))
        words = (
            f"Chương trình gặp lỗi khi viết thư này ({type(error).__name__}). Báo quản trị viên: thư số {letter.pk}."
        )
        raise channels.Rejected(words) from error


def _owned(letter: Letter):
    """The row, as long as this claim is the last one."""
    return Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, attempts=letter.attempts)


def _write(letter: Letter, **fields) -> None:
    if _owned(letter).update(**fields) != 1:
        raise LeaseLost(letter.pk)


def _announce(letter: Letter, message: Message) -> None:
    """Write that it is about to be handed over; a sender that was silent for too long stops here."""
    subject = " ".join(message.subject.split())[:SUBJECT] or letter.kind
    _write(letter, subject=subject, lease_until=timezone.now() + LEASE)


def _end(letter: Letter, state: str, **fields) -> str:
    if "error" in fields:
        fields["error"] = fields["error"][:ERROR]
    _write(letter, state=state, lease_until=None, **fields)
    return state


def _put_back(letter: Letter, trouble: channels.Trouble, *, give_up: bool) -> str:
    """To be tried again later. A letter refused for a day is given up; one whose server is away is not."""
    fields: dict = {"is_doubtful": True} if trouble.in_doubt else {}
    if give_up and letter.attempts >= MAX_ATTEMPTS:
        return _end(letter, LetterState.FAILED, error=trouble.words, **fields)
    wait = WAITS[min(letter.attempts, len(WAITS)) - 1]
    fields |= {"not_before": timezone.now() + wait, "subject": "", "error": trouble.words}
    return _end(letter, LetterState.QUEUED, **fields)
