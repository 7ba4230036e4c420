"""The panel "Nghĩa vụ" on the page of every record."""

from django.urls import reverse

from coordination.deadlines.models import Obligation
from coordination.people.permissions import Permission
from coordination.records.models import Record
from coordination.records.ties import has_none
from coordination.ui.registry import Panel
from coordination.workflow import panels


def obligations_panel(record, user) -> Panel | None:
    """Obligations about the record that the user may see; for those who may add one, also while there is none."""
    if not isinstance(record, Record) or isinstance(record, Obligation):
        return None
    rows = [] if has_none(record, "deadlines.obligation") else _seen(record, user)
    link = ("Giao việc", _create_url(record)) if user.can(Permission.OBLIGATION_EDIT, record) else None
    if not rows and not link:
        return None
    return Panel("Nghĩa vụ", "deadlines/panel_obligations.html", {"obligations": rows}, count=len(rows), link=link)


def _seen(record, user) -> list[Obligation]:
    rows = Obligation.objects.visible_to(user).about(record).select_related("owner", "beneficiary")
    return list(rows.order_by("due_on", "id"))


def _create_url(record) -> str:
    return f"{reverse('deadlines:obligation-create')}?ho-so={record._meta.label_lower}:{record.pk}"


panels.add(None, obligations_panel)
