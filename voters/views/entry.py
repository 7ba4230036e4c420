"""Fast entry at a meeting: one page, a row at a time, from a keyboard or a phone; works without script as a form.

With script (`static/js/entry.js`) each row gets a key in the browser, is kept there until this page has answered
that it was registered, and is sent again when the network is back; the same key never makes a second petition.
A bare page, without lists and names, is put by in the browser (`entry-kept.js`): it opens without a network too.
"""

from pathlib import Path
from uuid import uuid4

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.ui.policy import allow, public, record_or_404, requires
from coordination.ui.registry import Button
from coordination.workflow import buttons
from voters import actions, queries
from voters.actions.entry import closed
from voters.choices import Field, MeetingStatus, PetitionKind
from voters.forms.entry import EntryForm
from voters.models import ContactMeeting, Petition

SHOWN = 50
"""Rows entered before that the page lists, the newest."""
ASKED_BY_SCRIPT = "application/json"
OTHER_ACCOUNT = "Trình duyệt đang đăng nhập tài khoản khác: các dòng của bạn chưa gửi, đăng nhập lại để gửi."
"""Said where the page of one account is still open while another one signed in."""


KEPT = "khung"
"""Query parameter that asks for the bare page."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csp_replace({"worker-src": ["'self'"]})
@requires(Permission.PETITION_REGISTER)
def entry(request, pk):
    """The page, and the address that rows are sent to (JSON for the script, a page without it)."""
    meeting = record_or_404(ContactMeeting, pk, request.user, ("locality", "place", "session"))
    allow(request.user, Permission.PETITION_REGISTER, meeting)
    by_script = ASKED_BY_SCRIPT in request.headers.get("Accept", "")
    if request.method != "POST":
        if (reason := closed(meeting)) is not None:
            messages.warning(request, reason)
            return HttpResponseRedirect(meeting.get_absolute_url())
        form = EntryForm(user=request.user, initial={"key": uuid4()})
        return _bare(request, meeting, form) if KEPT in request.GET else _page(request, meeting, form)
    if by_script and request.POST.get("as") != str(request.user.pk):
        return JsonResponse({"again": OTHER_ACCOUNT}, status=409)
    form = EntryForm(request.POST, user=request.user)
    if not form.is_valid():
        return _faults(request, meeting, form, by_script)
    try:
        petition, is_new = actions.enter(meeting, by=request.user, **form.cleaned_data)
    except Forbidden as refusal:
        if by_script:
            return JsonResponse({"refused": refusal.message}, status=403)
        raise PermissionDenied(refusal.message) from refusal
    except NotNow as refusal:
        form.add_error(None, refusal.message)
        return _faults(request, meeting, form, by_script, status=409)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _faults(request, meeting, form, by_script)
    if by_script:
        return JsonResponse(_confirmed(petition, form.cleaned_data["key"], meeting), status=201 if is_new else 200)
    messages.success(request, f"Đã ghi {petition.code}.")
    return HttpResponseRedirect(reverse("voters:contactmeeting-entry", args=[meeting.pk]))


def _faults(request, meeting, form, by_script, status=422):
    """What is wrong with a row: at its fields, or as data for the script, which keeps the row."""
    if by_script:
        return JsonResponse({"errors": form.faults_by_name()}, status=status)
    return _page(request, meeting, form, status)


def _confirmed(petition, key, meeting) -> dict:
    """What the script is told of a row that is in the register; never the voter's name."""
    return {
        "key": str(key),
        "code": petition.code,
        "url": petition.get_absolute_url(),
        "kind": petition.get_kind_display(),
        "count": sum(queries.registered(meeting)),
    }


def _page(request, meeting, form, status=200):
    rows = Petition.objects.visible_to(request.user).filter(meeting=meeting).order_by("-pk")
    context = _sheet(meeting, form) | {
        "kept": f"?{KEPT}",
        "rows": rows[:SHOWN],
        "count": sum(queries.registered(meeting)),
        "crumbs": [
            ("Tiếp xúc cử tri", reverse("voters:contactmeeting-list")),
            (meeting.public_title, meeting.get_absolute_url()),
        ],
    }
    return render(request, "voters/entry.html", context, status=status)


def _bare(request, meeting, form):
    """The page as a browser may keep it: the form and which meeting it is, for no longer than a sign-in lasts."""
    response = render(request, "voters/entry_bare.html", _sheet(meeting, form))
    response["X-Keep-For"] = settings.SESSION_COOKIE_AGE  # seconds
    return response


def _sheet(meeting, form) -> dict:
    """The form and what belongs to it: kinds and usual fields with the digit of their shortcut."""
    usual = [(value, Field(value).label) for value in queries.usual_fields(meeting.locality)]
    return {
        "meeting": meeting,
        "title": "Ghi nhanh tại cuộc tiếp xúc",
        "form": form,
        "kinds": [(number, value, label) for number, (value, label) in enumerate(PetitionKind.choices, start=1)],
        "usual": [
            (number, value, label) for number, (value, label) in enumerate(usual, start=len(PetitionKind.choices) + 1)
        ],
    }


@public
@require_safe
@never_cache
def worker(request):
    """The page's service worker: a program without data, which browsers ask for whether somebody is signed in or not.

    It stands here, not under the static files, because a worker answers for addresses below its own only; the page
    narrows that to itself.
    """
    return HttpResponse(Path(finders.find("js/entry-worker.js")).read_bytes(), content_type="text/javascript")


def entry_button(meeting, user) -> list[Button]:
    """On the meeting's page, for those who keep the register, from its day on."""
    if not user.can(Permission.PETITION_REGISTER, meeting) or meeting.status == MeetingStatus.CANCELLED:
        return []
    reason = closed(meeting) or ""
    url = reverse("voters:contactmeeting-entry", args=[meeting.pk])
    return [Button("Ghi nhanh kiến nghị", url, enabled=not reason, reason=reason, icon="plus")]


buttons.add(ContactMeeting, entry_button)
