"""Putting letters into the outbox, and who writes them.

A letter is a row first (kind, parameters) and a text only when it is sent: its composer is asked then what still holds.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.notices.choices import Channel, LetterState
from coordination.notices.models import Letter
from coordination.ui.show import capfirst

logger = logging.getLogger(__name__)

TEST = "test"
"""The letter that somebody sends to themselves from the page of preferences."""
KEY = Letter._meta.get_field("key").max_length
RING_FOR = 60
"""Seconds a bell is worth: later the timetable has rung anyway."""


@dataclass(frozen=True)
class Message:
    """What a letter says at the moment it is sent. Subjects stand in lists and on locked screens: no name, no title
    of a record belongs there."""

    subject: str
    text: str
    html: str = ""


class Later(Exception):
    """A composer's answer while its office does not send (outside its hours): the letter waits until `until`."""

    def __init__(self, until):
        self.until = until
        super().__init__(until)


Composer = Callable[[Letter], Message | None]

_composers: dict[str, Composer] = {}


class UnknownKind(Exception):
    """No app writes letters of this kind: a mistake in the program."""


def compose_with(kind: str, composer: Composer) -> None:
    """Declare who writes letters of a kind. The composer answers None when nothing in the letter is true any more.

    It is asked when the letter is sent, with `letter.recipient` acting through `letter.membership`, and may be asked
    again for the same letter: it must not count on being asked once. It raises `Later` while its office does not send.
    """
    _composers[kind] = composer


def composer_of(kind: str) -> Composer:
    """Who writes letters of this kind; raises UnknownKind."""
    try:
        return _composers[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def queue(
    kind: str,
    *,
    to,
    key: str,
    channel: str = Channel.EMAIL,
    params=None,
    membership=None,
    not_before=None,
    quiet=False,
) -> Letter:
    """The letter with this key, written into the outbox unless it is there: two callers at once get the same row.

    It belongs to the caller's transaction: what is rolled back is never sent. `to` is a user. Whoever queues many is
    `quiet` and rings once at the end.
    """
    if len(key) > KEY:
        raise ValueError(f"A letter's key has at most {KEY} characters: {key}")
    now = timezone.now()
    fresh = Letter(
        kind=kind,
        recipient=to,
        key=key,
        channel=channel,
        params=params or {},
        membership=membership,
        created_at=now,
        not_before=not_before or now,
    )
    # The database decides who was first; the other one waits for it and then reads its row.
    Letter.objects.bulk_create([fresh], ignore_conflicts=True)
    letter = Letter.objects.get(key=key)
    if not quiet and letter.state == LetterState.QUEUED and letter.not_before <= now:
        transaction.on_commit(ring)
    return letter


def ring() -> None:
    """Tell a worker that something waits; what the broker loses, the timetable finds within a minute."""
    from coordination.notices.tasks import deliver  # noqa: PLC0415 - the task runs what lies above this module

    try:
        deliver.apply_async(expires=RING_FOR)
    except OperationalError:
        logger.warning("the broker does not answer, the letters wait for the timetable")


def retry(letter: Letter, *, by) -> bool:
    """Send it after all, or at once instead of later, counted from the beginning; False: it is sent or being sent."""
    again = (LetterState.FAILED, LetterState.DROPPED, LetterState.QUEUED)
    fields = {"state": LetterState.QUEUED, "not_before": timezone.now(), "attempts": 0, "error": ""}
    with transaction.atomic():
        if Letter.objects.filter(pk=letter.pk, state__in=again).update(**fields) != 1:
            return False
        log.record(EventKind.CHANGED, letter, by=by, note="Gửi lại thư")
        transaction.on_commit(ring)
    return True


def absolute(path: str) -> str:
    """A page's full address, for whoever reads outside the program; SITE_URL says where that is."""
    return urljoin(f"{settings.SITE_URL.rstrip('/')}/", path.lstrip("/")) if path.startswith("/") else path


def written(letter: Letter, subject: str, template: str, **context) -> Message:
    """A message from `<template>.txt` and `<template>.html`, which extend `notices/letter.txt` and `.html`.

    They fill the block `body`; `{{ letter.recipient }}`, `office` and `site` are there for them.
    """
    context |= {
        "letter": letter,
        "subject": subject,
        "office": office_of(letter),
        "site": absolute("/"),
        "preferences": absolute(reverse("notices:preferences")),
    }
    text, html = (render_to_string(f"{template}.{kind}", context) for kind in ("txt", "html"))
    return Message(subject, f"{text.strip()}\n", html)


def office_of(letter: Letter) -> str:
    """In whose name it is sent: the body that the recipient works in there, with its locality; else the place."""
    if letter.membership is None:
        locality = letter.recipient.locality
        return capfirst(locality.full_name) if locality else "Phối hợp"
    body, locality = letter.membership.body, letter.membership.locality
    return body.name if locality.name in body.name else f"{body.name}, {locality.full_name}"


def _trial(letter: Letter) -> Message:
    """What the button "Gửi thử" sends: always true."""
    return written(letter, "Thư thử từ chương trình Phối hợp", "notices/trial")


compose_with(TEST, _trial)
