"""Pages of elections, reliefs and dismissals."""

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage
from sessions import actions
from sessions.filters.personnel import PersonnelMatterFilter
from sessions.forms.common import ReasonForm
from sessions.forms.personnel import (
    ApprovePersonnelForm,
    ConfirmPersonnelForm,
    PersonnelMatterForm,
    RejectPersonnelForm,
)
from sessions.models import PersonnelMatter
from sessions.tables.personnel import PersonnelMatterTable
from sessions.views.common import RoomList, RoomMove, under


class PersonnelMatterList(RoomList):
    model = PersonnelMatter
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    create_label = "Trình việc nhân sự"
    table_class = PersonnelMatterTable
    filterset_class = PersonnelMatterFilter
    title = "Nhân sự"


class PersonnelMatterDetail(DetailPage):
    model = PersonnelMatter
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.session)

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class PersonnelMatterCreate(CreatePage):
    model = PersonnelMatter
    permission = Permission.SESSION_EDIT
    form_class = PersonnelMatterForm
    action = actions.create_personnel
    title = "Trình việc nhân sự"


class PersonnelMatterEdit(EditPage):
    model = PersonnelMatter
    permission = Permission.SESSION_EDIT
    form_class = PersonnelMatterForm
    action = actions.edit_personnel


class PersonnelMatterMove(RoomMove):
    model = PersonnelMatter
    moves = {
        "approve": (ApprovePersonnelForm, actions.approve_personnel),
        "reject": (RejectPersonnelForm, actions.reject_personnel),
        "confirm": (ConfirmPersonnelForm, actions.confirm_personnel),
        "withdraw": (ReasonForm, actions.withdraw_personnel),
    }
    sentences = {
        "approve": "Chức vụ của người này được ghi theo quyết định; việc phải phê chuẩn thì ghi khi đã phê chuẩn.",
        "confirm": "Chức vụ của người này được ghi từ ngày phê chuẩn.",
    }
