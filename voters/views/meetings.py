"""Pages of contact meetings."""

from django.utils.functional import cached_property

from coordination.documents.panels import attachments_panel, letters_panel
from coordination.lib.dates import screen
from coordination.lib.keys import key_of
from coordination.lib.numbers import vi
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage, table_panel
from coordination.ui.registry import Panel
from coordination.ui.show import capfirst, linked
from voters import actions, queries
from voters.choices import AttendeeGroup, MeetingStatus
from voters.filters.meetings import ContactMeetingFilter
from voters.forms.common import CancelForm
from voters.forms.meetings import HoldForm, MeetingForm
from voters.models import ContactMeeting, ContactPlan, Petition
from voters.rules import origin_of
from voters.tables.meetings import ContactMeetingTable
from voters.tables.petitions import PetitionTable
from voters.views.common import RoomList, named


class ContactMeetingList(RoomList):
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
            ("Ngày", record.when),
            ("Địa điểm", record.where),
            ("Kế hoạch", self.plan_link(record)),
            ("Chuyên đề, nội dung chính", record.topic),
            ("Gắn với", named(record.session, user)),
            ("Đại biểu", capfirst(record.levels_words)),
            ("Đại biểu dự", list(record.delegates.visible_to(user).by_name())),
            ("Chủ trì", record.chaired_by),
            ("Phối hợp chuẩn bị", list(record.prepared_by.visible_to(user))),
            ("Được mời", list(record.invited.visible_to(user))),
            ("Lượt cử tri dự", record.attending_words),
            ("Lượt phát biểu", record.speaking),
            ("Thành phần", _groups(record)),
            ("Trực tiếp lao động", record.labour_words),
            ("Số ý kiến", self.counted(record, "opinions", record.opinions)),
            ("Số kiến nghị", self.counted(record, "petitions", record.petitions_raised)),
            ("Trả lời ngay tại chỗ", record.answered_on_spot),
            ("Ghi chép", record.minutes),
        ]

    def sections(self, record):
        user = self.request.user
        rows = PetitionTable.fetched(Petition.objects.visible_to(user).filter(meeting=record))
        panel = table_panel(
            "Kiến nghị của cuộc này",
            PetitionTable(rows),
            add=self.adding(record),
            more=f"{self.url_of(Petition, 'list')}?meeting={record.pk}",
        )
        return [panel, *self.warning(record), letters_panel(record, user), attachments_panel(record, user)]

    @cached_property
    def registered(self):
        """What of the meeting stands in the register; None for those who do not keep or read that register."""
        record, user = self.record, self.request.user
        own = user.acting.locality_id == record.locality_id
        return queries.registered(record) if own and user.can(Permission.PETITION_VIEW) else None

    def counted(self, record, name, number) -> str:
        """A number of the minutes; where the register holds another one, both are said."""
        if number is None:
            return ""
        entered = getattr(self.registered, name, number)
        return vi(number) if entered == number else f"ghi {vi(number)}, đã vào sổ {vi(entered)}"

    def warning(self, record) -> list[Panel]:
        """Said plainly where minutes and register differ, something was not entered or was entered as another kind; and
        where those who spoke, or the groups of voters, outnumber those who came."""
        if record.status != MeetingStatus.HELD:
            return []
        return [*self.outnumbered(record), *self.differing(record)]

    def outnumbered(self, record) -> list[Panel]:
        came, lines = f"{record.attending_words} lượt cử tri dự", []
        if record.is_outspoken:
            lines.append(f"{vi(record.speaking)} lượt phát biểu, nhiều hơn {came}.")
        if record.is_outnumbered:
            line = f"Các thành phần cộng lại {vi(record.grouped)}, nhiều hơn {came}."
            lines.append(f"{line} Tỷ lệ trực tiếp lao động chưa rõ.")
        if not lines:
            return []
        return [Panel("Số cử tri chưa khớp", "voters/panel_mismatch.html", {"lines": lines}, wide=True)]

    def differing(self, record) -> list[Panel]:
        if self.registered is None:
            return []
        pairs = (
            (record.opinions, self.registered.opinions, "ý kiến"),
            (record.petitions_raised, self.registered.petitions, "kiến nghị, phản ánh"),
        )
        lines = [
            f"{capfirst(words)}: ghi {vi(number)}, đã vào sổ {vi(entered)}."
            for number, entered, words in pairs
            if number is not None and number != entered
        ]
        return (
            [Panel("Số ghi và sổ chưa khớp", "voters/panel_mismatch.html", {"lines": lines}, wide=True)]
            if lines
            else []
        )

    def plan_link(self, record):
        """Its plan, for those who may see it."""
        return linked(record.plan, self.request.user)

    def adding(self, record) -> tuple[str, str] | None:
        """Register a petition that was raised here: what the meeting knows is filled in."""
        if not self.request.user.can(Permission.PETITION_REGISTER, record):
            return None
        known = {
            "meeting": record.pk,
            "origin": origin_of(record.kind).value,
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


class ContactMeetingCreate(CreatePage):
    model = ContactMeeting
    permission = Permission.CONTACT_EDIT
    form_class = MeetingForm
    action = actions.plan_meeting
    title = "Ghi cuộc tiếp xúc cử tri"

    def get_initial(self):
        """A point of a plan begins with what the plan knows."""
        named = super().get_initial()
        key = key_of(named.get("plan"))
        if key is None:
            return named
        plan = ContactPlan.objects.visible_to(self.request.user).filter(pk=key).first()
        known = {"kind": plan.kind, "session": plan.session_id, "chaired_by": plan.led_by_id} if plan else {}
        return known | named


class ContactMeetingEdit(EditPage):
    model = ContactMeeting
    permission = Permission.CONTACT_EDIT
    form_class = MeetingForm
    action = actions.edit_meeting


class ContactMeetingMove(MovePage):
    model = ContactMeeting
    moves = {
        "hold": (HoldForm, actions.hold_meeting),
        "cancel": (CancelForm, actions.cancel_meeting),
        "replan": (None, actions.replan_meeting),
    }

    def sentence(self, record, name) -> str:
        return "Số nào không đếm thì bỏ trống; bỏ trống khác với 0." if name == "hold" else ""
