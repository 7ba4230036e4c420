"""All rows of one kind of what waits without a due day."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from coordination.deadlines import waiting
from coordination.ui.policy import SIGNED_IN, allow, requires

PAGE = 50


@requires(SIGNED_IN)  # each kind asks for its own permission
def waiting_rows(request, key):
    """The same question as the block on "Việc của tôi"."""
    kind = waiting.find(key)
    if kind is None or request.user.acting is None:
        raise Http404
    allow(request.user, kind.permission)
    page = Paginator(kind.rows(request.user), PAGE).get_page(request.GET.get("page"))
    items = [kind.item(row) for row in page]
    return render(request, "deadlines/waiting.html", {"title": kind.title, "kind": kind, "page": page, "items": items})
