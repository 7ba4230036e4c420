"""What oversight adds to pages of lower rooms."""

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from coordination.ui.registry import Panel
from coordination.workflow import panels
from oversight import handover  # noqa: F401 - adds its part to the handover of a term
from oversight.models import SocialCriticism
from oversight.tables import CriticismTable
from sessions.models import DraftResolution


def criticism_panel(draft, user) -> Panel | None:
    """Conferences at which the Front criticised a draft, for those who may read of them."""
    rows = CriticismTable.fetched(SocialCriticism.objects.visible_to(user).filter(draft=draft))
    if not (user.can(Permission.FRONT_VIEW) and rows):
        return None
    return table_panel("Phản biện xã hội", CriticismTable(rows))


panels.add(DraftResolution, criticism_panel)
