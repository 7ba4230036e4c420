"""Acts on the agenda of a session or sitting as a whole: its order, its dossier, reading it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.documents.models import Attachment
from coordination.people.permissions import Permission
from coordination.records.errors import Refused
from coordination.ui.policy import allow, record_or_404, requires
from sessions import actions, programme
from sessions.models import AgendaItem, CouncilSession, ReadReceipt, SessionDocument, Sitting
from sessions.queries import papers as queries

WHOLES = {"ky-hop": CouncilSession, "phien-hop": Sitting}
"""Word in the address → what has an agenda."""


@require_POST
@requires(Permission.SESSION_EDIT)
def reorder(request, pk: int):
    """Move an item one place up or down; somebody else's save in between is told, not overwritten."""
    item = record_or_404(AgendaItem, pk, request.user, ("session", "sitting", "locality"))
    allow(request.user, Permission.SESSION_EDIT, item)
    seen, way = request.POST.get("revision", ""), request.POST.get("way", "")
    if way not in ("up", "down") or not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        raise Http404
    item.revision = int(seen)
    try:
        actions.reorder(item, by=request.user, up=way == "up")
    except Refused as refusal:
        messages.warning(request, refusal.message)
    return redirect(f"{item.gathering.get_absolute_url()}?phan=chuong-trinh#muc-{item.pk}")


@require_POST
@requires(Permission.SESSION_VIEW)
def dossier(request, whole: str, pk: int, form: str):
    """Queue the dossier and show its progress."""
    if form not in actions.DOSSIERS:
        raise Http404
    job = actions.ask_dossier(_gathering(request, whole, pk), form, by=request.user)
    return redirect(job.get_absolute_url())


@require_safe
@requires(Permission.SESSION_VIEW)
def reading(request, whole: str, pk: int):
    """What the delegates were given, in the order of the agenda, with what the reader has opened; made for a phone."""
    gathering = _gathering(request, whole, pk)
    user = request.user
    owner = {"session" if whole == "ky-hop" else "sitting": gathering.pk}
    items = list(AgendaItem.objects.visible_to(user).filter(**owner).order_by("order", "id"))
    final = queries.given_to_delegates(SessionDocument.objects.visible_to(user), gathering)
    opened = set(_opened(user, final))
    files = queries.files_of(Attachment.objects.visible_to(user), final)
    top = programme.tree(items, programme.numbers(queries.whole_agenda(gathering)))
    papers = [(row, files[SessionDocument, row.pk], row.pk in opened) for row in final]
    nodes = programme.flat(top)
    for node in nodes:
        node.papers = [paper for paper in papers if paper[0].item_id == node.item.pk]
    known = {item.pk for item in items}
    context = {
        "title": "Tài liệu cho đại biểu",
        "gathering": gathering,
        "whole": whole,
        "nodes": nodes,
        "others": [paper for paper in papers if paper[0].item_id not in known],
        "total": len(final),
        "opened": len(opened),
        "marks": user.person_id is not None and actions.is_delegate(user, gathering.locality),
        "crumbs": [(gathering.public_title, gathering.get_absolute_url())],
        "agenda": f"{gathering.get_absolute_url()}?phan=chuong-trinh",
    }
    return render(request, "council_sessions/reading.html", context)


def _opened(user, documents):
    """Keys of those that the reader has opened."""
    receipts = ReadReceipt.objects.visible_to(user).filter(document__in=[row.pk for row in documents])
    return receipts.filter(person=user.person_id).values_list("document", flat=True) if user.person_id else ()


def _gathering(request, whole: str, pk: int):
    if whole not in WHOLES:
        raise Http404
    return record_or_404(WHOLES[whole], pk, request.user, ("locality",))
