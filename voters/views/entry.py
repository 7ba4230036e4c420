"""Fast entry at a meeting: one page, a row at a time, from a keyboard or a phone; works without script as a form.

With script (`static/js/entry.js`) each row gets a key in the browser, is kept there until this page has answered
that it was registered, and is sent again when the network is back; the same key never makes a second petition.
"""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.ui.policy import allow, record_or_404, requires
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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
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
        return _page(request, meeting, EntryForm(user=request.user, initial={"key": uuid4()}))
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
    usual = [(value, Field(value).label) for value in queries.usual_fields(meeting.locality)]
    context = {
        "meeting": meeting,
        "title": "Ghi nhanh tại cuộc tiếp xúc",
        "form": form,
        "rows": rows[:SHOWN],
        "count": sum(queries.registered(meeting)),
        "kinds": [(number, value, label) for number, (value, label) in enumerate(PetitionKind.choices, start=1)],
        "usual": [
            (number, value, label) for number, (value, label) in enumerate(usual, start=len(PetitionKind.choices) + 1)
        ],
        "crumbs": [
            ("Tiếp xúc cử tri", reverse("voters:contactmeeting-list")),
            (meeting.public_title, meeting.get_absolute_url()),
        ],
    }
    return render(request, "voters/entry.html", context, status=status)


def entry_button(meeting, user) -> list[Button]:
    """On the meeting's page, for those who keep the register, from its day on."""
    if not user.can(Permission.PETITION_REGISTER, meeting) or meeting.status == MeetingStatus.CANCELLED:
        return []
    reason = closed(meeting) or ""
    url = reverse("voters:contactmeeting-entry", args=[meeting.pk])
    return [Button("Ghi nhanh kiến nghị", url, enabled=not reason, reason=reason, icon="plus")]


buttons.add(ContactMeeting, entry_button)
