"""Posts that the session gives and takes."""

from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from sessions.models import PersonnelMatter
from sessions.tables.personnel import PersonnelMatterTable
from sessions.views.common import adding
from sessions.views.parts.common import rows


def draw(page):
    """The matters of the session."""
    table = PersonnelMatterTable(PersonnelMatterTable.fetched(rows(page, PersonnelMatter)))
    add = adding(page, "Trình việc nhân sự", PersonnelMatter, Permission.SESSION_EDIT, session=page.record.pk)
    return [table_panel("Bầu, miễn nhiệm, bãi nhiệm", table, add=add, empty="Chưa có việc nhân sự nào.")]
