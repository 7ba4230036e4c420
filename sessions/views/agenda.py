"""Pages of agenda items, their documents, and attendance."""

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, table_panel
from sessions import actions
from sessions.filters.agenda import AgendaItemFilter
from sessions.forms.agenda import (
    AgendaItemForm,
    AttendanceForm,
    ReceiveForm,
    SendForm,
    SessionDocumentForm,
    StopForm,
    VerifyForm,
)
from sessions.forms.common import NoteForm
from sessions.models import AgendaItem, Attendance, SessionDocument, Verification
from sessions.tables.agenda import AgendaItemTable, SessionDocumentTable
from sessions.tables.drafts import VerificationTable
from sessions.views.common import RoomList, RoomMove, adding, under


class AgendaItemList(RoomList):
    model = AgendaItem
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    create_label = "Thêm tài liệu"
    table_class = AgendaItemTable
    filterset_class = AgendaItemFilter
    title = "Tài liệu kỳ họp"


class AgendaItemDetail(DetailPage):
    model = AgendaItem
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.gathering)

    def facts(self, record):
        return [*super().facts(record), ("So với hạn", record.lateness)]

    def sections(self, record):
        user = self.request.user
        documents = SessionDocument.objects.visible_to(user).filter(item=record).select_related("document")
        verifications = Verification.objects.visible_to(user).filter(item=record).select_related("board", "item")
        return [
            table_panel(
                "Tài liệu",
                SessionDocumentTable(documents),
                add=adding(self, "Thêm bản", SessionDocument, Permission.SESSION_SUBMIT, item=record.pk),
                empty="Chưa có bản nào.",
            ),
            table_panel(
                "Thẩm tra",
                VerificationTable(verifications),
                add=adding(self, "Ghi thẩm tra", Verification, Permission.RESOLUTION_EDIT, item=record.pk),
                empty="Chưa thẩm tra.",
            ),
            attachments_panel(record, user),
        ]


class AgendaItemCreate(CreatePage):
    model = AgendaItem
    permission = Permission.SESSION_EDIT
    form_class = AgendaItemForm
    action = actions.create_item
    title = "Thêm nội dung kỳ họp"
    lead = "Có hạn nộp và cơ quan chuẩn bị thì thành việc phải làm của cơ quan ấy."

    def get_initial(self):
        """The next place in the agenda of the session named in the address."""
        initial = super().get_initial()
        asked = str(initial.get("session", ""))
        if asked.isascii() and asked.isdigit() and len(asked) < 18:
            items = AgendaItem.objects.visible_to(self.request.user).filter(session=int(asked))
            initial.setdefault("order", items.count() + 1)
        return initial


class AgendaItemEdit(EditPage):
    model = AgendaItem
    permission = Permission.SESSION_EDIT
    form_class = AgendaItemForm
    action = actions.edit_item


class AgendaItemMove(RoomMove):
    model = AgendaItem
    moves = {
        "receive": (ReceiveForm, actions.receive_item),
        "verify": (VerifyForm, actions.verify_item),
        "send": (SendForm, actions.send_item),
        "postpone": (StopForm, actions.postpone_item),
        "withdraw": (StopForm, actions.withdraw_item),
        "restore": (NoteForm, actions.restore_item),
    }
    sentences = {
        "send": "Từ lúc này đại biểu xem được nội dung này.",
        "withdraw": "Vẫn được tính trong thống kê của kỳ họp.",
        "postpone": "Vẫn được tính trong thống kê của kỳ họp.",
    }


class SessionDocumentDetail(DetailPage):
    model = SessionDocument
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT
    select_related = ("item__session", "document")

    def crumbs(self, record):
        return under(self, record.item.gathering, record.item)

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class SessionDocumentCreate(CreatePage):
    model = SessionDocument
    permission = Permission.SESSION_SUBMIT
    form_class = SessionDocumentForm
    action = actions.create
    title = "Thêm bản tài liệu"


class SessionDocumentEdit(EditPage):
    model = SessionDocument
    permission = Permission.SESSION_EDIT
    form_class = SessionDocumentForm
    action = actions.edit


class AttendanceDetail(DetailPage):
    model = Attendance
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.gathering)


class AttendanceCreate(CreatePage):
    model = Attendance
    permission = Permission.SESSION_EDIT
    form_class = AttendanceForm
    action = actions.create
    title = "Ghi điểm danh"


class AttendanceEdit(EditPage):
    model = Attendance
    permission = Permission.SESSION_EDIT
    form_class = AttendanceForm
    action = actions.edit
