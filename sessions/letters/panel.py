"""Where letters stand on pages of this room that are not made of parts."""

from coordination.documents.panels import letters_panel
from coordination.ui.registry import Panel


def of_resolution(record, user) -> Panel | None:
    """The letters of a resolution, for those who see some or may draft one."""
    panel = letters_panel(record, user, "Văn bản nghị quyết")
    return panel if panel.context["letters"] or panel.context["kinds"] else None
