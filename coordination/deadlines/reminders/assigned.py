"""The letter that does not wait for the morning: a duty was given to somebody by name."""

from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.models import Obligation
from coordination.deadlines.reminders import window
from coordination.deadlines.reminders.digest import allowed, line_of, seen_by
from coordination.deadlines.standins import substitutes_on
from coordination.lib.dates import screen
from coordination.notices import letters
from coordination.notices.channels import channels_for, preference_of
from coordination.notices.choices import Channel, LetterState
from coordination.notices.models import Letter
from coordination.people.models import User

KIND = "assigned"


def queue_for(obligation: Obligation, *, by) -> list[Letter]:
    """One letter per channel for the assignee, or for who stands in; written in the caller's transaction.

    Nobody is told of what they gave to themselves, and programs that load the past write to nobody. The letter waits
    for the office's hours.
    """
    day = timezone.localdate()
    if isinstance(by, System):
        return []
    user = _to_be_told(obligation, day)
    if user is None or user == by or not preference_of(user).assigned_at_once:
        return []
    home = user.acting.locality_id
    not_before = window.opening_for(home, timezone.now())
    return [
        letters.queue(
            KIND,
            to=user,
            # The revision: who gave the duty away and gets it back is told again.
            key=f"{KIND}:{obligation.pk}:{user.pk}:{obligation.due_on}:{obligation.revision}:{channel}",
            channel=channel,
            params={"obligation": obligation.pk, "assignee": obligation.assignee_id, "office": home},
            not_before=not_before,
        )
        for channel in allowed(channels_for(user), window.policy_of(home))
    ]


def compose(letter: Letter) -> letters.Message | None:
    """The duty as it stands now; nothing once it is done, withdrawn, hidden, somebody else's, or told of in a newer
    letter."""
    now = timezone.now()
    window.insist(letter, now)
    day = timezone.localdate(now)
    duties = [
        duty
        for duty in seen_by(letter.recipient, {letter.params["obligation"]}, day)
        if duty.closed_on is None and duty.assignee_id == letter.params["assignee"]
    ]
    if not duties or _is_overtaken(letter):
        return None
    line = line_of(duties[0], day)
    subject = f"Phối hợp: việc mới được giao, hạn {screen(line.duty.due_on)}"
    if letter.channel == Channel.WEBHOOK:
        return letters.Message(subject, f"{subject}. Xem: {line.url}\n")
    return letters.written(letter, subject, "deadlines/letters/assigned", line=line)


def _is_overtaken(letter: Letter) -> bool:
    """Whether a newer letter says the same: the duty went away and came back before this one was sent."""
    newer = Letter.objects.filter(kind=KIND, recipient=letter.recipient_id, channel=letter.channel, pk__gt=letter.pk)
    newer = newer.exclude(state__in=(LetterState.FAILED, LetterState.DROPPED))
    return newer.filter(params__obligation=letter.params["obligation"]).exists()


def _to_be_told(obligation: Obligation, day) -> User | None:
    """The substitute of an absent assignee, else the assignee; of these whoever sees the duty (`recipients.People`
    goes by the same rule). None for who has no account in use."""
    assignee = User.objects.filter(person=obligation.assignee_id, is_active=True) if obligation.assignee_id else None
    user = assignee.first() if assignee is not None else None
    if user is None:
        return None
    substitute = substitutes_on(day).get(user.pk)
    in_turn = [User.objects.get(pk=substitute), user] if substitute else [user]
    return next((one for one in in_turn if seen_by(one, {obligation.pk}, day)), None)
