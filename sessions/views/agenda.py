"""Pages of agenda items."""

from django.contrib import messages
from django.utils.html import format_html_join

from coordination.deadlines.actions import urging
from coordination.deadlines.forms.bulk import UrgeForm
from coordination.documents.panels import attachments_panel
from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.ui.bulk import BulkPage
from coordination.ui.crud import CreatePage, DetailPage, EditPage, table_panel
from coordination.ui.picks import BulkAction, Outlook
from coordination.ui.registry import Panel
from sessions import actions, deadlines, reminding
from sessions.board import checklist
from sessions.filters.agenda import AgendaItemFilter
from sessions.forms.agenda import (
    GATHERINGS,
    AgendaItemForm,
    DueDayForm,
    PostponeForm,
    ReceiveForm,
    SendForm,
    StopForm,
    VerifyForm,
)
from sessions.forms.common import NoteForm
from sessions.models import AgendaItem, DraftStep, SessionDocument, Verification
from sessions.queries import drafts
from sessions.queries.papers import with_older
from sessions.tables.agenda import AgendaItemTable
from sessions.tables.documents import SessionDocumentTable
from sessions.tables.drafts import VerificationTable
from sessions.views.common import RoomList, RoomMove, adding, under
from sessions.views.parts.board import sees_dossier
from sessions.workflow.documents import may_hand_in


def _who_is_told(items, user) -> dict[int, Outlook]:
    """ "Sở Y tế · lần 2, gửi Lê Minh": what a reminder of each document would do, or why it is not sent."""
    duties = {duty.subject_id: duty for duty in reminding.duties_to_urge(items, user)}
    keys = [duty.pk for duty in duties.values()]
    times, today = urging.times_urged(keys), urging.urged_today(keys, user)
    told = urging.recipients_of(duties.values(), user)
    return {item.pk: _outlook(duties.get(item.pk), times, today, told) for item in items}


def _outlook(duty, times, today, told) -> Outlook:
    if duty is None:
        return Outlook(why_not=actions.NOTHING_DUE)
    if duty.pk in today:
        return Outlook(why_not=urging.TODAY)
    if not told[duty.pk]:
        return Outlook(why_not=reminding.why_nobody(duty))
    return Outlook(f"{duty.owner} · lần {times.get(duty.pk, 0) + 1}, gửi {urging.named_words(told[duty.pk])}")


def _due_now(items, user) -> dict[int, Outlook]:
    """The day each has now; what has come or was stopped is left out."""
    found = {}
    for item in items:
        day = f"hạn nay {item.due_on:%d/%m/%Y}" if item.due_on else "chưa có hạn"
        why_not = "" if item.is_owed else f"Đang ở trạng thái “{item.get_status_display()}”."
        found[item.pk] = Outlook(f"{item.preparing_body or 'chưa giao cơ quan'} · {day}", why_not)
    return found


BULK = (
    BulkAction("send", "Gửi đại biểu", Permission.SESSION_EDIT, actions.send_item, SendForm, icon="send"),
    BulkAction(
        "urge",
        "Đôn đốc",
        Permission.OBLIGATION_EDIT,
        actions.urge_item,
        UrgeForm,
        icon="bell",
        submit="Gửi đôn đốc",
        lead="Mỗi người nhận một thông báo cho mỗi tài liệu; mỗi lần đôn đốc ghi vào lịch sử của nghĩa vụ.",
        preview=_who_is_told,
    ),
    BulkAction(
        "due",
        "Đặt hạn nộp",
        Permission.SESSION_EDIT,
        actions.set_due_day,
        DueDayForm,
        icon="today",
        done="Đã đặt hạn nộp cho",
        preview=_due_now,
    ),
)


class AgendaItemBulk(BulkPage):
    """One verb for the documents ticked in the list."""

    model = AgendaItem
    permission = Permission.SESSION_VIEW
    bulk_actions = BULK
    row_noun = "tài liệu"
    select_related = ("session", "sitting", "preparing_body", "locality")


class AgendaItemList(RoomList):
    model = AgendaItem
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    create_label = "Thêm tài liệu"
    table_class = AgendaItemTable
    filterset_class = AgendaItemFilter
    bulk_actions = BULK
    row_noun = "tài liệu"
    title = "Tài liệu kỳ họp"


class AgendaItemDetail(DetailPage):
    model = AgendaItem
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.gathering)

    def facts(self, record):
        earlier = [record.continues] if record.continues_id else []
        return [
            *((label, value) for label, value in super().facts(record) if label != "Lùi từ"),
            ("So với hạn", record.lateness),
            ("Lùi từ", self._places(earlier)),
            ("Đưa sang", self._places(record.continued_by.select_related("session", "sitting"))),
        ]

    def _places(self, items) -> str:
        """Where a content stands too, each linked; those that the user may not see are left out."""
        keys = [item.pk for item in items]
        seen = set(AgendaItem.objects.visible_to(self.request.user).filter(pk__in=keys).values_list("pk", flat=True))
        rows = [(item.get_absolute_url(), item.gathering) for item in items if item.pk in seen] if keys else []
        return format_html_join(", ", '<a href="{}">{}</a>', rows)

    def sections(self, record):
        user = self.request.user
        documents = with_older(SessionDocument.objects.visible_to(user).filter(item=record)).select_related("document")
        verifications = Verification.objects.visible_to(user).filter(item=record).select_related("board", "item")
        return [
            *self._dossier(record),
            table_panel(
                "Tài liệu",
                SessionDocumentTable(documents),
                add=self._adding_document(record),
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

    def _adding_document(self, record):
        """For who works on it."""
        if not may_hand_in(record, self.request.user):
            return None
        return adding(self, "Thêm bản", SessionDocument, Permission.SESSION_SUBMIT, item=record.pk)

    def _dossier(self, record) -> list[Panel]:
        """Which papers make it complete, and which are missing; for those who see all of them."""
        if not sees_dossier(record, self.request.user):
            return []
        steps = DraftStep.objects.visible_to(self.request.user)
        brought = drafts.dossiers(steps, [record.draft_id] if record.draft_id else []).get(record.draft_id)
        checks = checklist(record, brought.papers if brought else frozenset())
        if checks is None:
            return []
        return [Panel("Hồ sơ", "council_sessions/_checklist.html", {"checks": checks}, wide=True)]


class AgendaItemCreate(CreatePage):
    model = AgendaItem
    permission = Permission.SESSION_EDIT
    form_class = AgendaItemForm
    action = actions.create_item
    title = "Thêm nội dung kỳ họp"
    lead = "Có hạn nộp và cơ quan chuẩn bị thì thành việc phải làm của cơ quan ấy."

    def get_initial(self):
        """The next place in the agenda of the session or sitting named in the address."""
        initial = super().get_initial()
        for name in GATHERINGS:
            if asked := key_of(initial.get(name)):
                items = AgendaItem.objects.visible_to(self.request.user).filter(**{name: asked})
                initial.setdefault("order", items.count() + 1)
        return initial

    def run(self, form):
        return _with_warnings(self.request, super().run(form))


class AgendaItemEdit(EditPage):
    model = AgendaItem
    permission = Permission.SESSION_EDIT
    form_class = AgendaItemForm
    action = actions.edit_item

    def run(self, form):
        return _with_warnings(self.request, super().run(form))


class AgendaItemMove(RoomMove):
    model = AgendaItem
    moves = {
        "receive": (ReceiveForm, actions.receive_item),
        "verify": (VerifyForm, actions.verify_item),
        "send": (SendForm, actions.send_item),
        "postpone": (PostponeForm, actions.postpone_item),
        "withdraw": (StopForm, actions.withdraw_item),
        "restore": (NoteForm, actions.restore_item),
    }
    sentences = {
        "send": "Từ lúc này đại biểu xem được nội dung này.",
        "withdraw": "Vẫn được tính trong thống kê của kỳ họp.",
        "postpone": "Vẫn được tính trong thống kê của kỳ họp này.",
        "restore": "Trở lại như trước khi rút, lùi; nội dung nối tiếp ở kỳ sau sẽ được rút.",
    }

    def run(self, form):
        item = super().run(form)
        if self.kwargs["name"] == "postpone":
            for later in item.continued_by.filter(session=form.cleaned_data["to_session"]):
                _with_warnings(self.request, later)
        return item


def _with_warnings(request, item):
    """Days that do not fit together are told; the item stands as it was typed."""
    for words in deadlines.day_warnings(item):
        messages.warning(request, words)
    return item
