"""What the pages of this room share: the lists of the room, side by side over each of them."""

from django.urls import reverse

from coordination.people.permissions import Permission as P
from coordination.ui.crud import ListPage
from coordination.ui.show import linked
from sessions.models import CouncilSession
from voters.models import Petition
from voters.queries.naming import with_known

# In the order of daily use: what stands late is in a menu where there are many (templates/ui/lists.html).
LISTS = (
    ("Kiến nghị", "voters:petition-list", P.PETITION_VIEW),
    ("Tiếp xúc cử tri", "voters:contactmeeting-list", P.CONTACT_VIEW),
    ("Kế hoạch tiếp xúc", "voters:contactplan-list", P.CONTACT_VIEW),
    ("Đợt tổng hợp", "voters:batch-list", P.PETITION_VIEW),
    ("Có thể trùng", "voters:merge-board", P.PETITION_FORWARD),
    ("Đôn đốc", "voters:followup-list", P.PETITION_VIEW),
    ("Dự thảo trả lời", "voters:replydraft-list", P.PETITION_ANSWER),
    ("Công khai", "voters:publication-list", P.PETITION_PUBLISH),
    ("Chuyển tiếp", "voters:petition-carry", P.PETITION_FORWARD),
    ("Thẩm quyền", "voters:competencerule-list", P.PETITION_VIEW),
    ("Chuyển lòng vòng", "voters:bounce-list", P.PETITION_VIEW),
    ("Báo cáo giải quyết", "voters:settlementreport-list", P.PETITION_VIEW),
    ("Báo cáo giám sát", "voters:supervisionreport-list", P.PETITION_VIEW),
)


def lists_for(request) -> list[tuple[str, str, bool]]:
    """(words, address, whether it is the one shown) of the lists that the user may open."""
    shown = request.resolver_match.view_name
    return [(words, reverse(name), name == shown) for words, name, view in LISTS if request.user.can(view)]


class RoomList(ListPage):
    """A list with the other lists of the room over it."""

    def get_queryset(self):
        """The rows, with links to others (`Meta.known` of the table) as far as the reader may know these."""
        names = getattr(self.table_class.Meta, "known", ())
        return with_known(super().get_queryset(), self.request.user, *names)

    def lists(self) -> list[tuple[str, str, bool]]:
        return lists_for(self.request)


def named(record, user) -> str:
    """A link to another record. Of one that is not the user's to see the name that anybody may know (of a session, the
    number of a petition); else nothing: what nobody calls it says nothing."""
    return linked(record, user) or _known_name(record)


def _known_name(record) -> str:
    if isinstance(record, Petition):
        return record.code
    is_open = isinstance(record, CouncilSession) and not record.confidential and record.draft_of_id is None
    return str(record) if is_open else ""
