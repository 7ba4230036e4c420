"""Who hears at once of a duty: that it is new, that its day moved, that the debtor calls it done."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.urls import reverse

from coordination.audit.actors import System
from coordination.deadlines.models import Obligation
from coordination.deadlines.reminders import assigned
from coordination.lib.dates import screen
from coordination.notices.actions import tell, workers_of
from coordination.notices.choices import NoticeKind
from coordination.people.models import Body, User

AT_ONCE = 500
"""Keys named in one statement."""


def newly_assigned(obligation, *, by) -> None:
    """Tell the assignee, or everybody who works in the owner body where nobody is named; never who did it. A letter
    goes at once only to somebody named (`reminders.assigned`).

    The text names a confidential duty by its number; the gate is asked again when the notice is read.
    """
    text = f"Việc mới, hạn {screen(obligation.due_on)}: {obligation.public_title}"
    tell(recipients(obligation), text, by=by, about=obligation, kind=NoticeKind.TASK)
    assigned.queue_for(obligation, by=by)


def recipients(obligation) -> list:
    """The assignee's account, else the owner body."""
    account = getattr(obligation.assignee, "user", None)
    return [account if account is not None else obligation.owner]


def due_moved(obligation, old, *, by) -> None:
    """Tell who has it that its day moved or its clock stopped; silent where nothing moved, of closed ones, and of what
    a program does by itself (loading the past)."""
    if isinstance(by, System) or obligation.closed_on:
        return
    if obligation.due_on != old:
        _tell_change(obligation, f"Hạn {screen(old)} → {screen(obligation.due_on)}: {obligation.public_title}", by=by)


def clock_changed(obligation, old, *, by) -> None:
    """Tell who has it that its clock stands still now, or which day it has."""
    if obligation.paused_on is None:
        due_moved(obligation, old, by=by)
    elif not isinstance(by, System):
        words = f"Tạm dừng thời hạn từ {screen(obligation.paused_on)}: {obligation.public_title}"
        _tell_change(obligation, words, by=by)


def many_moved(keys: Iterable[int], *, by, why: str) -> None:
    """Tell everybody once how many of their duties have another day; drafts are nobody's yet."""
    counts: Counter[User] = Counter()
    users, bodies = _whose(list(keys))
    for user in User.objects.filter(pk__in=users):
        counts[user] = users[user.pk]
    for body in Body.objects.filter(pk__in=bodies):
        for worker in workers_of(body):
            counts[worker] += bodies[body.pk]
    by_count = defaultdict(list)
    for user, n in counts.items():
        by_count[n].append(user)
    for n, alike in by_count.items():
        tell(alike, f"{n} việc có hạn mới. {why}", by=by, url=reverse("deadlines:my-work"), kind=NoticeKind.CHANGE)


def _whose(keys: list[int]) -> tuple[Counter[int], Counter[int]]:
    """Keys of the accounts and bodies that have the duties, and how many; of a confidential one only whom it names."""
    users: Counter[int] = Counter()
    bodies: Counter[int] = Counter()
    for start in range(0, len(keys), AT_ONCE):
        rows = Obligation.objects.filter(pk__in=keys[start : start + AT_ONCE], draft_of=None).order_by()
        for user, body, confidential in rows.values_list("assignee__user", "owner", "confidential"):
            if user is not None:
                users[user] += 1
            elif not confidential:
                bodies[body] += 1
    return users, bodies


def closed_by_debtor(obligation, *, by) -> None:
    """Tell whoever awaits it, or who gave it out where no body awaits it: what was not done can be opened again."""
    awaiting = obligation.beneficiary or obligation.created_by
    if awaiting is None:
        return
    words = f"{obligation.owner} đã ghi làm xong ngày {screen(obligation.closed_on)}: {obligation.public_title}"
    tell([awaiting], words, by=by, about=obligation, kind=NoticeKind.CHANGE)


def _tell_change(obligation, words: str, *, by) -> None:
    tell(recipients(obligation), words, by=by, about=obligation, kind=NoticeKind.CHANGE)
