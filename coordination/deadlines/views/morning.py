"""The morning sheet behind its personal link: the one page of business that asks for no login."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.deadlines.reminders.morning import Gone, reader_of, sheet_for
from coordination.ui.policy import public


@public  # the signed link is the permission
@require_safe
def morning_sheet(request, token):
    """What the leader whom the link was made for would read; 410 with the way to sign in when it is over."""
    try:
        user = reader_of(token)
    except Gone:
        return _private(render(request, "deadlines/morning_gone.html", status=410))
    day = timezone.localdate()
    context = {"sheet": sheet_for(user, day), "reader": user, "membership": user.acting, "today": day}
    return _private(render(request, "deadlines/morning.html", context))


def _private(response):
    """No copy stays anywhere, and no other site learns the address."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
