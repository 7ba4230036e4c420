"""Đôn đốc: one side reminds whoever owes it a duty; each time is a row of the duty's history. Notes to that history."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from coordination.deadlines.choices import Audience
from coordination.deadlines.models import Obligation
from coordination.deadlines.reminders.recipients import People
from coordination.deadlines.workflow import why_nobody
from coordination.lib.dates import screen
from coordination.notices.actions import tell
from coordination.notices.choices import NoticeKind
from coordination.people.models import User
from coordination.records.errors import AlreadyDone, NotNow
from coordination.workflow import door
from coordination.workflow.models import StatusChange

URGE = "urge"
"""The name of the step in the transition table, and so in the history, where the times are counted."""
TODAY = "Hôm nay cơ quan bạn đã đôn đốc rồi."
NAMED = 4
"""People whose names the history gives; of the others only how many they are."""


@transaction.atomic
def urge(record, *, by, text=""):
    """Remind those who have to do it, in their inbox; counted in the history as "lần n".

    Not twice a day by the same body, so that a form sent twice does no harm. Raises Forbidden, NotNow, AlreadyDone.
    """
    today = timezone.localdate()
    recipients = recipients_of([record], by)[record.pk]
    if not recipients:
        raise NotNow(why_nobody(record))
    if urged_today([record.pk], by):
        raise AlreadyDone(TODAY)
    times = times_urged([record.pk]).get(record.pk, 0) + 1
    door.move(record, URGE, by=by, note=f"Lần {times}, gửi {named_words(recipients)}. {text}".strip())
    words = f"Đôn đốc lần {times}: {record.public_title}, hạn {screen(record.due_on)} ({record.state_on(today)[1]})."
    tell(recipients, f"{words} {text}".strip(), by=by, about=record, kind=NoticeKind.REMINDER)
    return record


def note(record, *, by, text):
    """Add a sentence to the history of an open duty."""
    return door.move(record, "note", by=by, note=text)


def times_urged(pks: Iterable[int]) -> dict[int, int]:
    """How often each of the duties was urged so far, those never urged left out; one query."""
    return dict(_urgings(pks).values_list("object_id").annotate(n=Count("pk")))


def urged_today(pks: Iterable[int], by) -> set[int]:
    """Which of the duties the body acted for has urged today; one query."""
    if not getattr(by, "acting", None):
        return set()
    rows = _urgings(pks).filter(acting_body=by.acting.body, at__date=timezone.localdate())
    return set(rows.values_list("object_id", flat=True))


def recipients_of(records, by) -> dict[int, list[User]]:
    """Who is reminded of each duty: those whose work it is (or who stands in for them), as far as they may see it.

    Never the sender.
    """
    people = People(timezone.localdate())
    people.look_at([record.pk for record in records])
    found = {}
    for record in records:
        users = [row.user for row in people.told_of(record, [Audience.ASSIGNEE]).values()]
        found[record.pk] = sorted((user for user in users if user != by), key=str)
    return found


def named_words(users) -> str:
    """ "Lê Minh, Trần Tú và 3 người khác"."""
    words = ", ".join(str(user) for user in users[:NAMED])
    return f"{words} và {len(users) - NAMED} người khác" if len(users) > NAMED else words


def _urgings(pks: Iterable[int]):
    """The rows of history that say so."""
    kind = ContentType.objects.get_for_model(Obligation)
    return StatusChange.objects.filter(content_type=kind, object_id__in=list(pks), transition=URGE).order_by()
