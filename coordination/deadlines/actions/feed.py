"""The address of one's own calendar: made, taken back, found again by its secret."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.deadlines.models import CalendarFeed
from coordination.records.errors import AlreadyDone, NotNow

MOST = 5
"""Addresses of one person that work at the same time."""
READ_AGAIN = timedelta(minutes=5)
"""How exactly the last reading is remembered: calendars ask often, and each writing costs."""


@transaction.atomic
def create_feed(user) -> tuple[CalendarFeed, str]:
    """A new address for the membership acted through, and its secret, which nobody can read again later."""
    if user.acting is None:
        raise NotNow("Bạn chưa có vai nào đang hiệu lực nên chưa có việc để đưa vào lịch.")
    if CalendarFeed.objects.filter(user=user, revoked_at=None).count() >= MOST:
        raise NotNow(f"Bạn đã có {MOST} địa chỉ đang dùng: thu hồi bớt rồi tạo mới.")
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user=user, membership=user.acting, secret_hash=hash_of(secret))
    log.record(EventKind.CREATED, feed, by=user)
    return feed, secret


def revoke_feed(feed, *, by) -> None:
    """The address answers nobody any more."""
    now = timezone.now()
    if CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now) != 1:
        raise AlreadyDone("Địa chỉ này đã được thu hồi.")
    log.record(EventKind.CHANGED, feed, by=by, note="Thu hồi")


def feed_behind(secret: str) -> CalendarFeed | None:
    """The feed of a secret that still works: not revoked, its account open, its membership in force today.

    The secret has 256 random bits and is looked up by its hash, so that the time of the answer tells nothing about it.
    """
    found = CalendarFeed.objects.filter(secret_hash=hash_of(secret), revoked_at=None, user__is_active=True)
    feed = found.select_related("user__person").first()
    if feed is None:
        return None
    membership = feed.user.active_memberships().filter(pk=feed.membership_id).first()
    if membership is None:
        return None
    feed.user.act_as(membership)
    return feed


def note_reading(feed) -> None:
    """Remember that the address was read."""
    now = timezone.now()
    stale = Q(read_at=None) | Q(read_at__lt=now - READ_AGAIN)
    CalendarFeed.objects.filter(stale, pk=feed.pk).update(read_at=now)


def hash_of(secret: str) -> str:
    """What is stored of a secret."""
    return sha256(secret.encode()).hexdigest()
