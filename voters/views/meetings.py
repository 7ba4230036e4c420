"""Pages of contact meetings."""

from coordination.documents.panels import attachments_panel
from coordination.lib.dates import screen
from coordination.lib.numbers import share, vi
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, MovePage, table_panel
from coordination.ui.show import capfirst
from voters import actions
from voters.choices import AttendeeGroup, MeetingKind, Origin
from voters.filters.meetings import ContactMeetingFilter
from voters.forms.common import CancelForm
from voters.forms.meetings import HoldForm, MeetingForm
from voters.models import ContactMeeting, Petition
from voters.tables.meetings import ContactMeetingTable
from voters.tables.petitions import PetitionTable

ORIGINS = {MeetingKind.AFTER: Origin.AFTER, MeetingKind.THEMATIC: Origin.THEMATIC}


class ContactMeetingList(ListPage):
    model = ContactMeeting
    permission = Permission.CONTACT_VIEW
    create_permission = Permission.CONTACT_EDIT
    create_label = "Ghi cuộc tiếp xúc"
    table_class = ContactMeetingTable
    filterset_class = ContactMeetingFilter
    title = "Tiếp xúc cử tri"
    presets = (("Trong kế hoạch", "status=planned"), ("Chuyên đề", "kind=thematic"))


class ContactMeetingDetail(DetailPage):
    model = ContactMeeting
    permission = Permission.CONTACT_VIEW
    edit_permission = Permission.CONTACT_EDIT

    def facts(self, record):
        user = self.request.user
        return [
            ("Ngày", record.held_on),
            ("Địa điểm", record.where),
            ("Chuyên đề, nội dung chính", record.topic),
            ("Gắn với", record.session),
            ("Đại biểu", capfirst(record.levels_words)),
            ("Chủ trì", record.chaired_by),
            ("Phối hợp chuẩn bị", list(record.prepared_by.visible_to(user))),
            ("Được mời", list(record.invited.visible_to(user))),
            ("Lượt cử tri dự", record.attending_words),
            ("Lượt phát biểu", record.speaking),
            ("Thành phần", _groups(record)),
            ("Trực tiếp lao động", _labour(record)),
            ("Số ý kiến", record.opinions),
            ("Số kiến nghị", record.petitions_raised),
            ("Trả lời ngay tại chỗ", record.answered_on_spot),
            ("Ghi chép", record.minutes),
        ]

    def sections(self, record):
        user = self.request.user
        rows = PetitionTable.fetched(Petition.objects.visible_to(user).filter(meeting=record))
        panel = table_panel("Kiến nghị của cuộc này", PetitionTable(rows), add=self.adding(record))
        return [panel, attachments_panel(record, user)]

    def adding(self, record) -> tuple[str, str] | None:
        """Register a petition that was raised here: what the meeting knows is filled in."""
        if not self.request.user.can(Permission.PETITION_REGISTER, record):
            return None
        known = {
            "meeting": record.pk,
            "origin": ORIGINS.get(record.kind, Origin.BEFORE).value,
            "session": record.session_id,
            "place": record.place_id,
            "received_on": screen(record.held_on),
        }
        return "Ghi kiến nghị", self.url_of(Petition, "create", **{key: value for key, value in known.items() if value})


def _groups(record) -> str:
    counted = record.attendees_by_group
    return ", ".join(
        f"{vi(counted[group])} {AttendeeGroup(group).label}" for group in AttendeeGroup.values if group in counted
    )


def _labour(record) -> str:
    """Direct labourers with their share of those whose group is known."""
    if record.direct_labour is None:
        return ""
    part = share(record.direct_labour, sum(record.attendees_by_group.values()))
    return f"{vi(record.direct_labour)} ({part})" if part else vi(record.direct_labour)


class ContactMeetingCreate(CreatePage):
    model = ContactMeeting
    permission = Permission.CONTACT_EDIT
    form_class = MeetingForm
    action = actions.create
    title = "Ghi cuộc tiếp xúc cử tri"


class ContactMeetingEdit(EditPage):
    model = ContactMeeting
    permission = Permission.CONTACT_EDIT
    form_class = MeetingForm
    action = actions.edit


class ContactMeetingMove(MovePage):
    model = ContactMeeting
    moves = {
        "hold": (HoldForm, actions.hold_meeting),
        "cancel": (CancelForm, actions.cancel_meeting),
        "replan": (None, actions.replan_meeting),
    }

    def sentence(self, record, name) -> str:
        return "Số nào không đếm thì bỏ trống; bỏ trống khác với 0." if name == "hold" else ""
