"""Changing who and where: every save is checked, keeps what somebody else saved, and stands in the audit trail.

`by` is an administrator of the row's locality, or a `System` job. `consequence` is for what follows from an act that
was checked already (the council elected somebody): it asks for no permission of an administrator.
"""

from django.db import transaction
from django.db.models import F

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.people.models import Membership, User
from coordination.people.permissions import Permission
from coordination.people.roles import OPERATING
from coordination.records.changes import differences
from coordination.records.errors import Conflict, Forbidden, NotNow


@transaction.atomic
def create(row, *, by, related=None, consequence=False):
    """Save a new body, person, term, post, account or membership. Writes an audit event."""
    if not consequence:
        _check_may(row, by)
    row.full_clean()
    row.save()
    _set_related(row, related)
    log.record(EventKind.CREATED, row, by=by)
    return row


@transaction.atomic
def edit(row, *, by, related=None, consequence=False):
    """Save changes to a row opened at `row.revision`. Raises Conflict when somebody saved in between."""
    before = type(row)._base_manager.get(pk=row.pk)
    if not consequence:
        _check_may(before, by)
        _check_may(row, by)
    _claim(row)
    row.full_clean()
    row.save()
    _set_related(row, related)
    log.record(EventKind.CHANGED, row, by=by, data=differences(before, row))
    return row


def create_account(user, *, by, related=None):
    """Open an account that nobody can use yet: the administrator then sets its first password."""
    user.set_unusable_password()
    return create(user, by=by, related=related)


def create_membership(membership, *, by, related=None):
    """Give somebody a role in a body; nobody gives one to themselves."""
    _check_not_oneself(membership, by)
    return create(membership, by=by, related=related)


def edit_membership(membership, *, by, related=None):
    """Change a role or its days; nobody changes their own."""
    _check_not_oneself(membership, by)
    return edit(membership, by=by, related=related)


@transaction.atomic
def set_password(user, *, by, password: str):
    """Give an account a new password; its sessions end. The trail keeps only that it happened."""
    _check_may(user, by)
    user.set_password(password)
    user.save(update_fields=["password"])
    log.record(EventKind.CHANGED, user, by=by, note="Đặt lại mật khẩu")
    return user


def lock(user, *, by):
    """Close an account: it can no longer sign in, and everything it did stays."""
    if user == by:
        raise NotNow("Bạn không tự khóa tài khoản của mình được.")
    return _set_active(user, False, by)


def unlock(user, *, by):
    """Open a closed account again."""
    return _set_active(user, True, by)


@transaction.atomic
def _set_active(user, active: bool, by):
    _check_may(user, by)
    if type(user).objects.filter(pk=user.pk, is_active=not active).update(is_active=active) != 1:
        raise NotNow("Tài khoản đang mở rồi." if active else "Tài khoản đã khóa rồi.")
    user.is_active = active
    log.record(EventKind.CHANGED, user, by=by, note="Mở tài khoản" if active else "Khóa tài khoản")
    return user


def _check_may(row, by) -> None:
    """People manage the locality they act for, as long as it exists."""
    if not isinstance(by, System) and not by.can(Permission.PEOPLE_MANAGE, row):
        raise Forbidden("Chỉ quản trị của địa phương này được ghi, sửa ở đây.")
    if not isinstance(by, System) and _operates(row):
        raise Forbidden("Vai và tài khoản vận hành hệ thống chỉ giao, sửa bằng lệnh trên máy chủ.")


def _operates(row) -> bool:
    """Whether it is a role over the whole installation, or an account with one: no place's administrator's to touch."""
    if isinstance(row, Membership):
        return row.role in OPERATING
    return isinstance(row, User) and row.pk is not None and row.memberships.filter(role__in=OPERATING).exists()


def _check_not_oneself(membership, by) -> None:
    if membership.user_id == getattr(by, "pk", None):
        raise Forbidden("Không ai tự giao hay sửa vai của chính mình.")


def _claim(row) -> None:
    """Take the revision the form was opened at."""
    rows = type(row)._base_manager.filter(pk=row.pk, revision=row.revision)
    if rows.update(revision=F("revision") + 1) != 1:
        # Only to tell the person who it was; what happens does not depend on it.
        event = Event.objects.about(row).order_by("-id").first()
        raise Conflict.saved_by(event.actor_name, event.at) if event else Conflict()
    row.revision += 1


def _set_related(row, related) -> None:
    for field, rows in (related or {}).items():
        getattr(row, field).set(rows)
