"""Pages of social criticism and of the Front's own activities."""

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage
from oversight import actions, filters, forms, tables
from oversight.models import FrontActivity, SocialCriticism
from oversight.views.common import RoomList

VIEW, EDIT = Permission.FRONT_VIEW, Permission.FRONT_EDIT


class FrontDetail(DetailPage):
    """A record of the Front's own work."""

    permission = VIEW
    edit_permission = EDIT

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class CriticismList(RoomList):
    model = SocialCriticism
    permission = VIEW
    create_permission = EDIT
    table_class = tables.CriticismTable
    filterset_class = filters.CriticismFilter
    title = "Phản biện xã hội"


class CriticismDetail(FrontDetail):
    model = SocialCriticism
    select_related = ("chair", "draft", "document", "locality")


class CriticismCreate(CreatePage):
    model = SocialCriticism
    permission = EDIT
    form_class = forms.CriticismForm
    action = actions.create_row


class CriticismEdit(EditPage):
    model = SocialCriticism
    permission = EDIT
    form_class = forms.CriticismForm
    action = actions.edit_row


class ActivityList(RoomList):
    model = FrontActivity
    permission = VIEW
    create_permission = EDIT
    table_class = tables.ActivityTable
    filterset_class = filters.ActivityFilter
    title = "Hoạt động của Mặt trận"


class ActivityDetail(FrontDetail):
    model = FrontActivity
    select_related = ("body", "locality")


class ActivityCreate(CreatePage):
    model = FrontActivity
    permission = EDIT
    form_class = forms.ActivityForm
    action = actions.create_row


class ActivityEdit(EditPage):
    model = FrontActivity
    permission = EDIT
    form_class = forms.ActivityForm
    action = actions.edit_row
