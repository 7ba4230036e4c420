"""What the pages of this room share: the lists of the room, side by side over each of them."""

from django.urls import reverse

from coordination.people.permissions import Permission as P
from coordination.ui.crud import ListPage

LISTS = (
    ("Kiến nghị", "voters:petition-list", P.PETITION_VIEW),
    ("Tiếp xúc cử tri", "voters:contactmeeting-list", P.CONTACT_VIEW),
    ("Đợt tổng hợp", "voters:batch-list", P.PETITION_VIEW),
    ("Đôn đốc", "voters:followup-list", P.PETITION_VIEW),
    ("Báo cáo giải quyết", "voters:settlementreport-list", P.PETITION_VIEW),
    ("Báo cáo giám sát", "voters:supervisionreport-list", P.PETITION_VIEW),
)


def lists_for(user, shown: str) -> list[tuple[str, str, bool]]:
    """(words, address, whether it is the one shown) of the lists that somebody may open."""
    return [(words, reverse(name), name == shown) for words, name, view in LISTS if user.can(view)]


class RoomList(ListPage):
    """A list with the other lists of the room over it."""

    template_name = "voters/list.html"

    def get_context_data(self, **kwargs):
        shown = f"voters:{self.model._meta.model_name}-list"
        return super().get_context_data(**kwargs) | {"lists": lists_for(self.request.user, shown)}
