"""One's own due days in the calendar of a phone: the page that makes and takes back addresses; what these answer."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from coordination.deadlines.actions.feed import create_feed, feed_behind, note_reading, revoke_feed
from coordination.deadlines.ics import calendar_file
from coordination.deadlines.models import CalendarFeed, Obligation
from coordination.deadlines.queries import default_scope, in_scope
from coordination.records.errors import Refused
from coordination.ui.policy import SIGNED_IN, public, requires

MOST = 500
"""Events of a file."""


@requires(SIGNED_IN)
def feeds(request):
    """The addresses that work; POST makes one and shows its secret this one time."""
    address = ""
    if request.method == "POST":
        try:
            _feed, secret = create_feed(request.user)
            address = request.build_absolute_uri(reverse("deadlines:feed", args=[secret]))
        except Refused as refusal:
            messages.warning(request, refusal.message)
    own = CalendarFeed.objects.visible_to(request.user).select_related("membership__body")
    context = {
        "title": "Lịch trên điện thoại",
        "address": address,
        "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "feeds": own.filter(revoked_at=None),
    }
    response = render(request, "deadlines/feeds.html", context)
    response["Cache-Control"] = "no-store"  # the secret stands on the page
    return response


@requires(SIGNED_IN)
@require_POST
def feed_revoke(request, pk):
    """Take one's own address back."""
    feed = get_object_or_404(CalendarFeed.objects.visible_to(request.user), pk=pk)
    try:
        revoke_feed(feed, by=request.user)
        messages.success(request, "Đã thu hồi: địa chỉ ấy không còn trả lời nữa.")
    except Refused as refusal:
        messages.warning(request, refusal.message)
    return redirect("deadlines:feeds")


@public
@require_safe
def feed(request, secret):
    """The file behind a secret address: open duties as their owner sees them through the stored membership.

    Unknown, revoked, account closed or role ended: all the same 404.
    """
    found = feed_behind(secret)
    if found is None:
        raise Http404
    user, today = found.user, timezone.localdate()
    rows = in_scope(Obligation.objects.visible_to(user), user, default_scope(user)).running(today)
    rows = rows.select_related("owner", "locality").order_by("due_on", "id")[:MOST]
    content = calendar_file(f"Phối hợp: việc của {user}", rows, request.build_absolute_uri)
    note_reading(found)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        content, content_type="text/calendar; charset=utf-8"
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
