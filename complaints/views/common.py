"""The two books of this room as tabs over their lists."""

from complaints.models import Letter, Reception
from coordination.people.permissions import Permission
from coordination.ui.crud import ListPage

TABS = (
    ("Tiếp công dân", Reception, Permission.RECEPTION_VIEW),
    ("Đơn thư được giao", Letter, Permission.LETTER_VIEW),
)


class RoomList(ListPage):
    """A list with the other list of the room as a tab over it."""

    template_name = "complaints/list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        tabs = [
            (words, self.url_of(model, "list"), model is self.model) for words, model, view in TABS if user.can(view)
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}
