"""What the pages of this room share: the tabs over the lists, and links to add a part."""

from coordination.people.permissions import Permission
from coordination.ui.crud import ListPage, MovePage
from sessions.models import AgendaItem, CouncilSession, DraftResolution, Question, Resolution, ResolutionTask, Sitting

TABS = (
    ("Kỳ họp", CouncilSession, Permission.SESSION_VIEW),
    ("Tài liệu kỳ họp", AgendaItem, Permission.SESSION_VIEW),
    ("Dự thảo nghị quyết", DraftResolution, Permission.RESOLUTION_VIEW),
    ("Nghị quyết", Resolution, Permission.RESOLUTION_VIEW),
    ("Nhiệm vụ theo nghị quyết", ResolutionTask, Permission.RESOLUTION_VIEW),
    ("Chất vấn", Question, Permission.QUESTION_VIEW),
    ("Phiên họp Thường trực", Sitting, Permission.SESSION_VIEW),
)


class RoomList(ListPage):
    """A list with the other lists of the room as tabs over it."""

    template_name = "council_sessions/list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        tabs = [
            (words, self.url_of(model, "list"), model is self.model) for words, model, view in TABS if user.can(view)
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class RoomMove(MovePage):
    """A step, with one quiet sentence where the consequence is not plain from its name."""

    sentences: dict[str, str] = {}

    def sentence(self, record, name) -> str:
        return self.sentences.get(name, "")


def adding(page, words: str, model, permission, **query) -> tuple[str, str] | None:
    """The link in the head of a section that adds a part to the page's record, for those who may."""
    if not page.request.user.can(permission, page.record):
        return None
    return words, page.url_of(model, "create", **query)


def under(page, *wholes) -> list[tuple[str, str]]:
    """The way to a part: the list of the first whole, then each whole that the user may see."""
    known = [whole for whole in wholes if whole is not None]
    if not known:
        return []
    first = known[0]
    seen = [row for row in known if type(row).objects.visible_to(page.request.user).filter(pk=row.pk).exists()]
    start = (str(first._meta.verbose_name_plural).capitalize(), page.url_of(type(first), "list"))
    return [start, *((row.public_title, row.get_absolute_url()) for row in seen)]
