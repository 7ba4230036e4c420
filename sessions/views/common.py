"""What the pages of this room share: the tabs over the lists, and links to add a part."""

from django.urls import reverse

from coordination.people.models import DelegateMandate
from coordination.people.permissions import Permission
from coordination.ui.crud import ListPage, MovePage
from sessions import queries
from sessions.models import (
    AgendaItem,
    CouncilSession,
    DraftResolution,
    OpinionRequest,
    PersonnelMatter,
    Question,
    Resolution,
    ResolutionTask,
    Sitting,
)

TABS = (
    ("Kỳ họp", CouncilSession, Permission.SESSION_VIEW),
    ("Tài liệu kỳ họp", AgendaItem, Permission.SESSION_VIEW),
    ("Dự thảo nghị quyết", DraftResolution, Permission.RESOLUTION_VIEW),
    ("Nghị quyết", Resolution, Permission.RESOLUTION_VIEW),
    ("Nhiệm vụ theo nghị quyết", ResolutionTask, Permission.RESOLUTION_VIEW),
    ("Chất vấn", Question, Permission.QUESTION_VIEW),
    ("Phiên họp Thường trực", Sitting, Permission.SESSION_VIEW),
    ("Xin ý kiến Thường trực", OpinionRequest, Permission.SESSION_VIEW),
    ("Nhân sự", PersonnelMatter, Permission.SESSION_VIEW),
    ("Đại biểu", DelegateMandate, Permission.SESSION_VIEW),
)


AFTER_A_VOTE = ("adopt", "approve", "reject")
"""Steps of drafts and personnel matters that write down what the council decided."""


class RoomList(ListPage):
    """A list with the other lists of the room as tabs over it."""

    template_name = "council_sessions/list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        tabs = [
            (words, reverse(f"council_sessions:{model._meta.model_name}-list"), model is self.model)
            for words, model, view in TABS
            if user.can(view)
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class RoomMove(MovePage):
    """A step, with one quiet sentence where the consequence is not plain from its name."""

    sentences: dict[str, str] = {}

    def sentence(self, record, name) -> str:
        """What is plain from nothing else, after what was voted where the step follows a vote."""
        voted = queries.vote_words(record) if name in AFTER_A_VOTE else ""
        return " ".join(words for words in (voted, self.sentences.get(name, "")) if words)


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
