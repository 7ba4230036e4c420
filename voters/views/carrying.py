"""Pages on which open petitions go on to the next session, and answers are told to voters."""

from functools import partial

from django.urls import reverse
from django.utils.functional import cached_property

from coordination.people.permissions import Permission
from coordination.ui.bulk import BulkPage
from coordination.ui.picks import BulkAction, Outlook
from coordination.ui.policy import allow, record_or_404
from coordination.ui.registry import Button
from sessions.models import CouncilSession
from voters import actions, queries
from voters.actions.carrying import why_not_carried
from voters.filters.batches import CarryFilter
from voters.forms.carrying import CarryForm, TellForm
from voters.models import ContactMeeting, Petition, Reply
from voters.queries.naming import known
from voters.queries.telling import why_not_told
from voters.tables.batches import CarryTable
from voters.views.common import RoomList


def _not_carried(records, user, typed) -> dict[int, str]:
    """Those that do not go on to the chosen session, and why."""
    reasons = {petition.pk: why_not_carried(petition, typed["to"]) for petition in records}
    return {key: reason for key, reason in reasons.items() if reason}


NOWHERE = "Không có kỳ họp nào chưa họp xong để chuyển sang."


def _from_where(records, user) -> dict[int, Outlook]:
    """Of each petition the session it is followed up at, or why it has none to go on from or to."""
    sessions = known(CouncilSession, user).in_bulk({petition.session_id for petition in records} - {None})
    ahead = list(queries.sessions_ahead(user, records))

    def stays(petition) -> str:
        """Why it does not go on, whatever is chosen."""
        if not petition.session_id:
            return "Chưa gắn với kỳ họp nào."
        reasons = [why_not_carried(petition, to) for to in ahead]
        return next(iter(reasons), NOWHERE) if all(reasons) else ""

    return {
        petition.pk: Outlook(
            f"{petition.code} · đang ở {sessions.get(petition.session_id, 'một kỳ họp khác')}", stays(petition)
        )
        for petition in records
    }


CARRY = BulkAction(
    "carry",
    "Chuyển tiếp",
    Permission.PETITION_FORWARD,
    actions.carry,
    CarryForm,
    icon="right",
    lead="Kiến nghị giữ kỳ họp ban đầu và toàn bộ diễn biến.",
    done="Đã chuyển tiếp",
    preview=_from_where,
    check=_not_carried,
)


class CarryList(RoomList):
    """Petitions of some session for which something is still owed, to tick."""

    model = Petition
    permission = Permission.PETITION_FORWARD
    table_class = CarryTable
    filterset_class = CarryFilter
    template_name = "ui/list.html"
    title = "Chuyển tiếp kiến nghị sang kỳ họp sau"
    lead = "Kiến nghị còn việc phải làm. Lọc theo kỳ họp vừa xong, chọn, rồi chuyển tiếp."
    empty = "Không có kiến nghị nào còn việc phải làm"
    presets = (("Đã chuyển tiếp từ kỳ trước", "carried=true"),)

    def get_queryset(self):
        rows = super().get_queryset().filter(locality=self.request.user.acting.locality_id)
        return queries.still_open(rows)

    def bulk_buttons(self):
        return [Button(CARRY.label, reverse("voters:petition-carry-picked"), icon=CARRY.icon)]


class CarryPicked(BulkPage):
    model = Petition
    permission = Permission.PETITION_FORWARD
    template_name = "ui/bulk.html"
    select_related = ("locality", "session", "original_session")
    list_title = "Kiến nghị cử tri"

    @cached_property
    def verb(self):
        return CARRY

    def _form(self, data):
        form = super()._form(data)
        form.offer(queries.sessions_ahead(self.request.user, self.rows()))
        return form


class TellVoters(BulkPage):
    """Replies that voters were told of at the contact meeting in the address."""

    model = Reply
    permission = Permission.CONTACT_EDIT
    template_name = "ui/bulk.html"
    row_noun = "trả lời"
    select_related = ("petition__place", "body", "locality")
    list_title = "Tiếp xúc cử tri"

    @cached_property
    def meeting(self):
        """The contact meeting, or 404."""
        return record_or_404(ContactMeeting, self.kwargs["pk"], self.request.user)

    @cached_property
    def verb(self):
        action = partial(actions.tell_voters, meeting=self.meeting)
        lead = str(self.meeting)
        return BulkAction(
            "tell",
            "Ghi đã báo cử tri",
            self.permission,
            action,
            TellForm,
            lead=lead,
            done="Đã báo cử tri",
            preview=self.what,
        )

    def dispatch(self, request, *args, **kwargs):
        if request.user.can(self.permission):
            allow(request.user, self.permission, self.meeting)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        return self.meeting.get_absolute_url()

    def _form(self, data):
        return TellForm(data, user=self.request.user, record=self.meeting)

    def what(self, records, user) -> dict[int, Outlook]:
        """What each reply is about; what was told there already, or was asked elsewhere, is left out."""
        reasons = why_not_told(records, self.meeting)
        return {row.pk: Outlook(row.petition.public_title, reasons.get(row.pk, "")) for row in records}
