"""Drafts on their way to the session, and what it adopted."""

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from coordination.ui.registry import Panel
from sessions.models import DraftResolution, Resolution
from sessions.queries.drafts import meter_of
from sessions.tables.drafts import DraftResolutionTable
from sessions.tables.resolutions import ResolutionTable
from sessions.views.common import adding
from sessions.views.parts.common import rows


def draw(page):
    """Drafts, then resolutions."""
    pk, edit = page.record.pk, Permission.RESOLUTION_EDIT
    drafts = rows(page, DraftResolution)
    return [
        table_panel(
            "Dự thảo nghị quyết",
            DraftResolutionTable(DraftResolutionTable.fetched(drafts)),
            add=adding(page, "Đăng ký dự thảo", DraftResolution, edit, session=pk),
            empty="Chưa có dự thảo nào.",
        ),
        *_loops(page, drafts),
        table_panel(
            "Nghị quyết",
            ResolutionTable(ResolutionTable.fetched(rows(page, Resolution))),
            add=adding(page, "Ghi nghị quyết", Resolution, edit, session=pk),
            empty="Chưa có nghị quyết nào.",
        ),
    ]


def _loops(page, drafts):
    """How often the session's drafts went in circles; nothing where none did."""
    meter = meter_of(drafts, page.request.user)
    if meter.has_loops or meter.shortened:
        link = ("Xem từng dự thảo", page.url_of(DraftResolution, "loops", session=page.record.pk))
        context = {"meter": meter}
        yield Panel("Vòng lặp của dự thảo", "council_sessions/panel_draft_meter.html", context, wide=True, link=link)
