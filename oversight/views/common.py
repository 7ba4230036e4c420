"""What the pages of this room share: the tabs over the lists, and whose book a record stands in."""

from django.core.exceptions import PermissionDenied

from coordination.people.permissions import Permission
from coordination.ui.crud import DetailPage, EditPage, ListPage
from coordination.ui.policy import allow
from coordination.ui.show import linked
from oversight.models import FrontActivity, Mission, Programme, Recommendation, SocialCriticism, Target, Topic
from oversight.rules import keeps

VIEW, EDIT = Permission.OVERSIGHT_VIEW, Permission.OVERSIGHT_EDIT
MISSIONS = "Giám sát, khảo sát"

TABS = (
    ("Cuộc giám sát, khảo sát", Mission, VIEW),
    ("Kiến nghị sau giám sát", Recommendation, VIEW),
    ("Chuyên đề", Topic, VIEW),
    ("Chương trình", Programme, VIEW),
    ("Đối tượng", Target, VIEW),
    ("Phản biện xã hội", SocialCriticism, Permission.FRONT_VIEW),
    ("Hoạt động của Mặt trận", FrontActivity, Permission.FRONT_VIEW),
)


class RoomList(ListPage):
    """A list with the other lists of the room as tabs over it."""

    permission = VIEW
    template_name = "oversight/list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        tabs = [
            (words, self.url_of(model, "list"), model is self.model) for words, model, view in TABS if user.can(view)
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class BookDetail(DetailPage):
    """A record of oversight: many see it, those who keep the book edit it."""

    permission = VIEW
    edit_permission = EDIT

    def may_write(self) -> bool:
        """Whether the user may edit the record and add to it."""
        user = self.request.user
        return user.can(EDIT, self.record) and keeps(user.acting, self.record.keeper)

    def edit_url(self, record) -> str:
        return super().edit_url(record) if self.may_write() else ""

    def adding(self, words: str, model, **query) -> tuple[str, str] | None:
        """The link in the head of a section that adds a part to the record, for those who may."""
        return (words, self.url_of(model, "create", **query)) if self.may_write() else None

    def linked(self, other):
        """Another record as a link; of one that is not the user's to see the neutral name."""
        return other and (linked(other, self.request.user) or other.case_code)

    def bodies(self, rows) -> list:
        """Bodies of a column of many, as far as the user works near them."""
        return list(rows.visible_to(self.request.user))


class PartDetail(BookDetail):
    """What belongs to a mission; the way here leads through it."""

    def crumbs(self, record):
        mission = record.mission
        seen = Mission.objects.visible_to(self.request.user).filter(pk=mission.pk).exists()
        way = [(MISSIONS, self.url_of(Mission, "list"))]
        return [*way, (mission.public_title, mission.get_absolute_url())] if seen else way


class BookEdit(EditPage):
    """Corrections by those who keep the book; others are told whose it is."""

    permission = EDIT

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if not keeps(request.user.acting, self.record.keeper):
            raise PermissionDenied(f"Việc này do {self.record.keeper} chủ trì nên chỉ bên ấy ghi, sửa.")
        return super().dispatch(request, *args, **kwargs)
