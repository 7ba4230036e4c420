"""Meetings between the bodies."""

from coordination.people.permissions import Permission
from coordination.regulations import actions
from coordination.regulations.filters import MeetingFilter
from coordination.regulations.forms import AssignForm, MeetingForm
from coordination.regulations.models import Invitation, Meeting
from coordination.regulations.tables import InvitationTable, MeetingTable
from coordination.regulations.views.regulations import LIST
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, MovePage, table_panel
from coordination.ui.registry import Panel
from coordination.ui.show import capfirst, linked


class MeetingList(ListPage):
    model = Meeting
    permission = Permission.REGULATION_VIEW
    create_permission = Permission.MEETING_EDIT
    table_class = MeetingTable
    filterset_class = MeetingFilter
    template_name = LIST
    title = "Cuộc họp"


class MeetingDetail(DetailPage):
    model = Meeting
    permission = Permission.REGULATION_VIEW
    edit_permission = Permission.MEETING_EDIT
    select_related = ("regulation", "document", "locality")

    def facts(self, record):
        return [
            ("Loại", capfirst(record.get_kind_display())),
            ("Ngày họp", record.held_on),
            ("Buổi", capfirst(record.get_part_of_day_display())),
            ("Nơi họp", record.venue),
            ("Họp về việc", record.for_what),
            ("Theo quy chế", linked(record.regulation, self.request.user)),
            ("Thông báo kết luận", linked(record.document, self.request.user)),
        ]

    def sections(self, record):
        user = self.request.user
        invitations = InvitationTable.fetched(Invitation.objects.visible_to(user).filter(meeting=record))
        add = None
        if user.can(Permission.MEETING_EDIT, record):
            add = ("Ghi giấy mời", self.url_of(Invitation, "create", meeting=record.pk))
        people = {
            "chairs": record.chair_rows.all(),
            "parties": record.parties.all(),
            "participants": record.participants,
        }
        sections = [Panel("Thành phần", "regulations/panel_people.html", people, wide=True)]
        if record.conclusions:
            sections.append(Panel("Kết luận", "regulations/panel_text.html", {"text": record.conclusions}, wide=True))
        sections.append(table_panel("Giấy mời", InvitationTable(invitations), add=add, empty="Chưa ghi giấy mời nào."))
        return sections


class MeetingCreate(CreatePage):
    model = Meeting
    permission = Permission.MEETING_EDIT
    form_class = MeetingForm
    action = actions.create_meeting
    title = "Ghi cuộc họp"


class MeetingEdit(EditPage):
    model = Meeting
    permission = Permission.MEETING_EDIT
    form_class = MeetingForm
    action = actions.edit_meeting
    title = "Sửa cuộc họp"


class MeetingMove(MovePage):
    """Giving out work from the conclusions."""

    model = Meeting
    permission = Permission.OBLIGATION_EDIT
    moves = {"assign": (AssignForm, actions.assign)}
    submit = "Giao việc"
    done = "Đã giao việc theo kết luận."
