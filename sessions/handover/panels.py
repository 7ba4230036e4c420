"""Where the handover of a term shows on other pages: the record that was handed over, and the term itself."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from coordination.people.models import Term
from coordination.people.permissions import Permission
from coordination.ui.registry import Panel
from coordination.workflow import panels
from sessions import handover
from sessions.models import Handover, HandoverRow
from sessions.queries import handover as queries


def of_record(record, user) -> Panel | None:
    """How often, from which term to which, and who took it over; nothing of what was never handed over."""
    if type(record) not in {kind.model for kind in handover.kinds()}:
        return None
    rows = list(queries.about(HandoverRow.objects.visible_to(user), record))
    return Panel("Bàn giao nhiệm kỳ", "council_sessions/_handover_of_record.html", {"rows": rows}) if rows else None


def of_term(term, user) -> Panel | None:
    """The handovers of a term, and the way to open one from a term that ended."""
    if not user.can(Permission.SESSION_VIEW):
        return None
    rows = list(queries.of_term(Handover.objects.visible_to(user), term))
    link = None
    if _may_open(term, user):
        query = urlencode({"from_term": term.pk})
        link = ("Lập bàn giao", f"{reverse('council_sessions:handover-create')}?{query}")
    if not (rows or link):
        return None
    return Panel("Bàn giao nhiệm kỳ", "council_sessions/_handover_of_term.html", {"rows": rows}, link=link)


def _may_open(term, user) -> bool:
    """Whether the term has ended and waits for one that this office may open."""
    place = user.acting.locality
    if place.is_ended or not user.can(Permission.SESSION_EDIT):
        return False
    return term in queries.ended_terms(place, timezone.localdate())


panels.add(None, of_record)
panels.add(Term, of_term)
