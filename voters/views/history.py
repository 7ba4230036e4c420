"""What happened to a petition: the foot of its page, which the browser fills once the page stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coordination.people.permissions import Permission
from coordination.ui import registry
from coordination.ui.policy import record_or_404, requires
from voters.models import Petition


@requires(Permission.PETITION_VIEW)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """For htmx the block, or nothing where nothing happened; else a page."""
    petition = record_or_404(Petition, pk, request.user)
    context = {"history": registry.history_of(petition, request.user)}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "ui/history.html", context) if context["history"] else HttpResponse()
    crumbs = [(petition.public_title, petition.get_absolute_url())]
    return render(request, "voters/petition_history.html", context | {"title": "Lịch sử", "crumbs": crumbs})
