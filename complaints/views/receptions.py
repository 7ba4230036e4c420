"""Pages of citizen reception."""

from complaints import actions, filters, forms, tables
from complaints.models import Letter, Reception
from complaints.views.common import RoomList
from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage, table_panel


class ReceptionList(RoomList):
    model = Reception
    permission = Permission.RECEPTION_VIEW
    create_permission = Permission.RECEPTION_EDIT
    create_label = "Ghi lịch tiếp công dân"
    table_class = tables.ReceptionTable
    filterset_class = filters.ReceptionFilter
    title = "Tiếp công dân"


class ReceptionDetail(DetailPage):
    model = Reception
    permission = Permission.RECEPTION_VIEW
    edit_permission = Permission.RECEPTION_EDIT
    select_related = ("body", "chair", "locality")

    def sections(self, record):
        """Files, and the letters taken at it that name this user: others do not even learn that there are some."""
        user = self.request.user
        files = attachments_panel(record, user)
        if not user.can(Permission.LETTER_VIEW):
            return [files]
        rows = tables.LetterTable.fetched(record.letters.visible_to(user))
        add = None
        if user.can(Permission.LETTER_EDIT, record):
            add = ("Ghi đơn", self.url_of(Letter, "create", reception=record.pk))
        table = tables.LetterTable(rows)
        return [table_panel("Đơn nhận tại buổi tiếp", table, add=add, empty="Không có đơn nào giao cho bạn."), files]


class ReceptionCreate(CreatePage):
    model = Reception
    permission = Permission.RECEPTION_EDIT
    form_class = forms.ReceptionForm
    action = actions.create_reception
    title = "Ghi lịch tiếp công dân"


class ReceptionEdit(EditPage):
    model = Reception
    permission = Permission.RECEPTION_EDIT
    form_class = forms.ReceptionForm
    action = actions.edit_reception


class ReceptionMove(MovePage):
    model = Reception
    moves = {
        "hold": (forms.HoldForm, actions.hold),
        "cancel": (forms.ReasonForm, actions.cancel),
        "replan": (None, actions.replan),
    }
