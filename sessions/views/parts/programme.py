"""The agenda in its order: a numbered tree with who speaks and how long, and what may be done with it."""

from collections import defaultdict

from coordination.people.permissions import Permission
from coordination.ui.registry import Panel
from sessions import programme
from sessions.models import AgendaItem, CouncilSession, SessionDocument
from sessions.queries import papers as queries
from sessions.views.common import adding
from sessions.views.parts.common import rows, whole_of


def draw(page):
    """The tree, planned minutes by activity, the way to the documents and to the dossier."""
    gathering, user = page.record, page.request.user
    items = list(rows(page, AgendaItem).select_related("preparing_body").order_by("order", "id"))
    top = programme.tree(items, programme.numbers(queries.whole_agenda(gathering)))
    papers = papers_of(SessionDocument.objects.visible_to(user).filter(item__in=[item.pk for item in items]))
    nodes = programme.flat(top)
    for node in nodes:
        node.papers = papers[node.item.pk]
    planned = programme.planned(top)
    context = {
        "top": top,
        "gathering": gathering,
        "whole": "ky-hop" if isinstance(gathering, CouncilSession) else "phien-hop",
        "may_order": len(nodes) > 1 and user.can(Permission.SESSION_EDIT, gathering),
        "planned": [(words, programme.hours(minutes)) for words, minutes in planned],
        "total": programme.hours(sum(minutes for _words, minutes in planned)),
        "has_papers": any(papers.values()),
    }
    add = adding(page, "Thêm nội dung", AgendaItem, Permission.SESSION_EDIT, **whole_of(gathering))
    return [Panel("Chương trình", "council_sessions/programme.html", context, wide=True, count=len(nodes), link=add)]


def papers_of(documents) -> dict[int, list[SessionDocument]]:
    """Item → the newest versions of its documents, final ones of the delegates told apart by `audience`."""
    found = defaultdict(list)
    slim = documents.only("item", "title", "version", "audience", "confidential", "role", "locality")
    for document in queries.newest(slim.order_by("item_id", "role", "title", "-version")):
        found[document.item_id].append(document)
    return found
