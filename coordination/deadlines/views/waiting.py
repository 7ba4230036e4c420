"""All rows of one kind of what waits without a due day, paged and counted as every list."""

from django.http import Http404
from django.shortcuts import render
from django_tables2 import Table

from coordination.deadlines import waiting
from coordination.ui import counting
from coordination.ui.crud import count_of
from coordination.ui.paging import page_of
from coordination.ui.policy import SIGNED_IN, allow, requires

PAGE = 50


@requires(SIGNED_IN)  # each kind asks for its own permission
def waiting_rows(request, key):
    """The same question as the block on "Việc của tôi"."""
    kind = waiting.find(key)
    if kind is None or request.user.acting is None:
        raise Http404
    allow(request.user, kind.permission)
    rows = kind.rows(request.user)
    page = page_of(Table(rows), request.GET.get("page", ""), PAGE)
    total = count_of(rows, page, PAGE)
    context = {
        "title": kind.title,
        "kind": kind,
        "page": page,
        "items": [kind.item(row.record) for row in page.object_list],
        "total": total,
        "count_words": f"{counting.words(total)} việc",
    }
    return render(request, "deadlines/waiting.html", context)
