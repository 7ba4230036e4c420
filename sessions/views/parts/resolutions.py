"""Drafts on their way to the session, and what it adopted."""

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from sessions.models import DraftResolution, Resolution
from sessions.tables.drafts import DraftResolutionTable
from sessions.tables.resolutions import ResolutionTable
from sessions.views.common import adding
from sessions.views.parts.common import rows


def draw(page):
    """Drafts, then resolutions."""
    pk, edit = page.record.pk, Permission.RESOLUTION_EDIT
    return [
        table_panel(
            "Dự thảo nghị quyết",
            DraftResolutionTable(DraftResolutionTable.fetched(rows(page, DraftResolution))),
            add=adding(page, "Đăng ký dự thảo", DraftResolution, edit, session=pk),
            empty="Chưa có dự thảo nào.",
        ),
        table_panel(
            "Nghị quyết",
            ResolutionTable(ResolutionTable.fetched(rows(page, Resolution))),
            add=adding(page, "Ghi nghị quyết", Resolution, edit, session=pk),
            empty="Chưa có nghị quyết nào.",
        ),
    ]
