"""Choosing which of one's own memberships to act through."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.lib.text import fold
from coordination.people.middleware import SESSION_KEY
from coordination.ui.policy import SIGNED_IN, requires


@requires(SIGNED_IN)
@require_POST
def act_as(request, pk):
    """Act through one of one's own memberships from now on: kept in the session, written to the trail."""
    membership = get_object_or_404(request.user.active_memberships(), pk=pk)
    request.user.act_as(membership)
    request.session[SESSION_KEY] = membership.pk
    log.record(EventKind.ACTED_AS, membership, by=request.user)
    messages.success(request, f"Bạn đang làm việc với vai: {membership.role_class.label}, {membership.body}.")
    return redirect("home")


@requires(SIGNED_IN)
def memberships(request):
    """All of one's own memberships in force, to choose from; found by locality, body and role without accents."""
    q = request.GET.get("q", "").strip()
    words = fold(q).split()
    rows = [row for row in request.user.active_memberships() if all(word in fold(_words(row)) for word in words)]
    context = {"title": "Chọn vai làm việc", "rows": rows, "q": q, "acting": request.user.acting}
    return render(request, "administration/memberships.html", context)


def _words(membership) -> str:
    body = membership.body
    return f"{body.locality.full_name} {body.name} {body.short_name} {membership.role_class.label}"
