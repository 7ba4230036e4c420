"""The two questions in front of every page: is the row theirs to see (404), is the act theirs to do (403)."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from coordination.records.errors import Forbidden

SIGNED_IN = "signed-in"
"""The policy of pages about the person's own things: whoever is signed in, whatever their role."""


def allow(user, permission, record=None) -> None:
    """Raise 403 unless the user holds the permission, on this record if one is given."""
    if permission != SIGNED_IN and not user.can(permission, record):
        raise PermissionDenied(Forbidden.sentence)


def record_or_404(model, pk, user, select_related=()):
    """The record if the user may see it; nobody learns that another one exists."""
    rows = model.objects.visible_to(user)
    if select_related:
        rows = rows.select_related(*select_related)
    return get_object_or_404(rows, pk=pk)


def public(view):
    """Decorator of a function view that asks for no login: what it answers, it decides itself (a secret address)."""
    view.public = True
    return login_not_required(view)


def requires(permission):
    """Decorator of a function view: the permission is asked first, and stands where the policy test reads it."""

    def decorate(view):
        @wraps(view)
        def asked(request, *args, **kwargs):
            allow(request.user, permission)
            return view(request, *args, **kwargs)

        asked.permission = permission
        return asked

    return decorate
