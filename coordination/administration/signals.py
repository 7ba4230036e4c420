"""Signing in and out stands in the audit trail."""

from allauth.account.signals import user_logged_in
from django.contrib.auth.signals import user_logged_out

from coordination.audit import log
from coordination.audit.choices import EventKind


def write_sign_in(request, user, **kwargs) -> None:
    log.record(EventKind.SIGNED_IN, user, by=user)


def write_sign_out(request, user, **kwargs) -> None:
    if user is not None:
        log.record(EventKind.SIGNED_OUT, user, by=user)


def connect() -> None:
    """Called once when the apps are ready."""
    user_logged_in.connect(write_sign_in, dispatch_uid="administration.sign_in")
    user_logged_out.connect(write_sign_out, dispatch_uid="administration.sign_out")
