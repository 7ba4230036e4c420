"""Telling people, people reading, how they want to be told."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import name_of
from coordination.notices import letters
from coordination.notices.channels import channels_for
from coordination.notices.choices import NoticeKind
from coordination.notices.models import Letter, Notice, Preference
from coordination.people.models import Body, Membership, User
from coordination.people.models.querysets import in_force
from coordination.people.roles import Reach
from coordination.records.errors import Forbidden
from coordination.records.models import Pointer


def tell(recipients, text: str, *, by, url: str = "", about=None, kind: str = NoticeKind.CHANGE) -> list[Notice]:
    """Put one notice into the inbox of each recipient; written in the caller's transaction.

    `recipients`: a user, a membership, a body (everybody who works in it, or in an office that serves it, today), or
    several of them. Who did the thing is not told of it. `url` defaults to the page of `about`. The record's gate is
    asked when the notice is read, so nobody is told of what they may not see.
    """
    gate = Pointer.gate_of(about) if about is not None else {}
    url = url or (about.get_absolute_url() if about is not None else "")
    users = sorted(_users(recipients) - {by}, key=lambda user: user.pk)
    return Notice.objects.bulk_create(
        Notice(recipient=user, kind=kind, text=text[:300], url=url, by_name=name_of(by), **gate) for user in users
    )


def _users(recipients) -> set[User]:
    """The active accounts behind users, memberships and bodies."""
    if not isinstance(recipients, Iterable):
        recipients = [recipients]
    users: set[User] = set()
    for one in recipients:
        if isinstance(one, Body):
            users |= workers_of(one)
        else:
            users.add(one.user if isinstance(one, Membership) else one)
    return {user for user in users if user.is_active}


def workers_of(body: Body) -> set[User]:
    """Everybody with a membership in force in the body or in an office that serves it, whose role sees records."""
    bodies = [body.pk, *body.served_by.values_list("pk", flat=True)]
    rows = Membership.objects.filter(in_force(timezone.localdate()), body__in=bodies).select_related("user__person")
    return {row.user for row in rows if row.role_class.reach is not Reach.NOTHING}


def mark_read(notices) -> int:
    """Mark those of a queryset that are unread; returns how many there were."""
    return notices.unread().update(read_at=timezone.now())


def save_preference(preference: Preference, *, by) -> Preference:
    """Keep how somebody wants to be told: everybody's own."""
    if preference.user != by:
        raise Forbidden
    preference.save()
    return preference


def send_test(*, by) -> list[Letter]:
    """One letter to oneself on each channel in use; pressing again within the minute sends nothing more."""
    minute = f"{timezone.now():%Y-%m-%dT%H:%M}"
    with transaction.atomic():
        return [
            letters.queue(
                letters.TEST, to=by, key=f"test:{by.pk}:{minute}:{channel}", channel=channel, membership=by.acting
            )
            for channel in channels_for(by)
        ]
