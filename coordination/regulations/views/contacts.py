"""Invitations, information exchanged, dialogues."""

from coordination.people.permissions import Permission
from coordination.regulations import actions
from coordination.regulations.filters import DialogueFilter, ExchangeFilter, InvitationFilter
from coordination.regulations.forms import DialogueForm, ExchangeForm, InvitationForm
from coordination.regulations.models import Dialogue, InformationExchange, Invitation
from coordination.regulations.tables import DialogueTable, ExchangeTable, InvitationTable
from coordination.regulations.views.regulations import LIST
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage


class InvitationList(ListPage):
    model = Invitation
    permission = Permission.REGULATION_VIEW
    create_permission = Permission.MEETING_EDIT
    table_class = InvitationTable
    filterset_class = InvitationFilter
    template_name = LIST
    title = "Giấy mời"


class InvitationDetail(DetailPage):
    model = Invitation
    permission = Permission.REGULATION_VIEW
    edit_permission = Permission.MEETING_EDIT
    select_related = ("meeting", "host", "guest", "locality")


class InvitationCreate(CreatePage):
    model = Invitation
    permission = Permission.MEETING_EDIT
    form_class = InvitationForm
    action = actions.create_invitation
    title = "Ghi giấy mời"


class InvitationEdit(EditPage):
    model = Invitation
    permission = Permission.MEETING_EDIT
    form_class = InvitationForm
    action = actions.edit_invitation
    title = "Sửa giấy mời"


class ExchangeList(ListPage):
    model = InformationExchange
    permission = Permission.REGULATION_VIEW
    create_permission = Permission.MEETING_EDIT
    create_label = "Ghi lần trao đổi"
    table_class = ExchangeTable
    filterset_class = ExchangeFilter
    template_name = LIST
    title = "Trao đổi thông tin"


class ExchangeDetail(DetailPage):
    model = InformationExchange
    permission = Permission.REGULATION_VIEW
    edit_permission = Permission.MEETING_EDIT
    select_related = ("sender", "recipient", "document", "locality")


class ExchangeCreate(CreatePage):
    model = InformationExchange
    permission = Permission.MEETING_EDIT
    form_class = ExchangeForm
    action = actions.create_exchange
    title = "Ghi lần trao đổi thông tin"


class ExchangeEdit(EditPage):
    model = InformationExchange
    permission = Permission.MEETING_EDIT
    form_class = ExchangeForm
    action = actions.edit_exchange
    title = "Sửa lần trao đổi thông tin"


class DialogueList(ListPage):
    model = Dialogue
    permission = Permission.REGULATION_VIEW
    create_permission = Permission.MEETING_EDIT
    table_class = DialogueTable
    filterset_class = DialogueFilter
    template_name = LIST
    title = "Đối thoại"


class DialogueDetail(DetailPage):
    model = Dialogue
    permission = Permission.REGULATION_VIEW
    edit_permission = Permission.MEETING_EDIT
    select_related = ("chair", "locality")

    def facts(self, record):
        return [
            ("Ngày đối thoại", record.held_on),
            ("Nơi đối thoại", record.place),
            ("Cơ quan chủ trì", record.chair),
            ("Với ai", record.groups),
            ("Số người dự", record.participant_words),
            ("Ghi chú", record.note),
        ]


class DialogueCreate(CreatePage):
    model = Dialogue
    permission = Permission.MEETING_EDIT
    form_class = DialogueForm
    action = actions.create_dialogue
    title = "Ghi cuộc đối thoại"


class DialogueEdit(EditPage):
    model = Dialogue
    permission = Permission.MEETING_EDIT
    form_class = DialogueForm
    action = actions.edit_dialogue
    title = "Sửa cuộc đối thoại"
